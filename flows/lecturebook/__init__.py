"""Lecture transcripts in, linked study guides out; every statement carries the second it was said."""

__version__ = "0.1.0"
