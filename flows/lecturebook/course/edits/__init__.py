"""What people change in guides, kept beside the lectures and put on top of every guide that is made anew.

Guides in the store stay what the lecture says; `apply_edits` gives the guide that is shown. An edit names a stable id
and the words it was made for: where the id has gone it follows its words, and where these have gone it is a conflict.
"""

from lecturebook.course.edits.apply import apply_edits
from lecturebook.course.edits.entries import NO_EDITS, Edits
from lecturebook.course.edits.names import ConceptChanges, resolve_concepts
from lecturebook.course.edits.reading import FILE, read_edits
from lecturebook.course.edits.stage import edit_outcomes

__all__ = [
    "FILE",
    "NO_EDITS",
    "ConceptChanges",
    "Edits",
    "apply_edits",
    "edit_outcomes",
    "read_edits",
    "resolve_concepts",
]
