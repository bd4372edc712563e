"""Key concepts of a lecture: what they are called, where they are said, where they are defined."""

from lecturebook.concepts.stage import Found, Wishes, find_concepts

__all__ = ["Found", "Wishes", "find_concepts"]
