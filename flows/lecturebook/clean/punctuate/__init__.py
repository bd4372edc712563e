"""Punctuation, casing and fillers of a transcript that has none, by a small tagger of our own or one named by the user."""
