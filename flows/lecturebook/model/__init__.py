"""The nouns of lecturebook, in the order the data moves: `transcript`, `speech`, `guide`, `course`.

Times are seconds as float from the start of the recording. A span of words is half-open, ``[first, last)``, and
counts words from the start of the lecture. Everything a guide says points back to such a span, so that it can be
proven against the source.
"""

from lecturebook.model.course import (
    Conflict,
    Context,
    Course,
    CourseConcept,
    Failure,
    Former,
    LectureMentions,
    Prerequisite,
    Reference,
    Tally,
)
from lecturebook.model.guide import (
    Concept,
    ConceptKind,
    Edited,
    EditKind,
    Guide,
    Lecture,
    Making,
    Mark,
    MarkKind,
    Mention,
    Objective,
    Part,
    Question,
    Section,
    Step,
    WordTimes,
    Written,
)
from lecturebook.model.speech import Change, Event, Passage, Speech, Word, left_out_by
from lecturebook.model.transcript import Chapter, Cue, CueWord, Repair, Source, Transcript

__all__ = [
    "Change",
    "Chapter",
    "Concept",
    "ConceptKind",
    "Conflict",
    "Context",
    "Course",
    "CourseConcept",
    "Cue",
    "CueWord",
    "EditKind",
    "Edited",
    "Event",
    "Failure",
    "Former",
    "Guide",
    "Lecture",
    "LectureMentions",
    "Making",
    "Mark",
    "MarkKind",
    "Mention",
    "Objective",
    "Part",
    "Passage",
    "Prerequisite",
    "Question",
    "Reference",
    "Repair",
    "Section",
    "Source",
    "Speech",
    "Step",
    "Tally",
    "Transcript",
    "Word",
    "WordTimes",
    "Written",
    "left_out_by",
]
