"""Topics: where a lecture turns to something else, and what each part is called."""

from lecturebook.segment.detail import read_detail
from lecturebook.segment.titles import title_sections
from lecturebook.segment.topics import Topic, find_topics
from lecturebook.segment.units import sentence_vectors, units_of

__all__ = ["Topic", "find_topics", "read_detail", "sentence_vectors", "title_sections", "units_of"]
