"""Topics: where a lecture turns to something else, and what each part is called."""

from lecturebook.segment.boundaries import segment
from lecturebook.segment.titles import title_sections
from lecturebook.segment.units import sentence_vectors, units_of

__all__ = ["segment", "sentence_vectors", "title_sections", "units_of"]
