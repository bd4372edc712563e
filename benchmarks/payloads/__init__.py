"""Hostile strings, a course that has one in every place, and what may be wrong with the site that is made of it."""
