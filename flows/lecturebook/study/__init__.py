"""What to study: summaries and review questions, all in the lecturer's own words."""

from lecturebook.study.emphasis import marks_of
from lecturebook.study.flashcards import Flashcard, flashcards
from lecturebook.study.objectives import objectives_of
from lecturebook.study.questions import ask
from lecturebook.study.sections import sections_of, written_by
from lecturebook.study.summary import abstract

__all__ = ["Flashcard", "abstract", "ask", "flashcards", "marks_of", "objectives_of", "sections_of", "written_by"]
