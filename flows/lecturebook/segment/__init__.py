"""Topics: where a lecture turns to something else, and what each part is called."""

from lecturebook.segment.detail import read_detail
from lecturebook.segment.titles import title_sections
from lecturebook.segment.topics import Topic, find_topics
from lecturebook.segment.units import Embedded, embed_speech

__all__ = ["Embedded", "Topic", "embed_speech", "find_topics", "read_detail", "title_sections"]
