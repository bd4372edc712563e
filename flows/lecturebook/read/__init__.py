"""From a file to transcripts: one reader per format, told apart by content."""

from lecturebook.read.registry import FORMATS, read_bytes, read_file

__all__ = ["FORMATS", "read_bytes", "read_file"]
