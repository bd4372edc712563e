"""The guide that is shown: what the lecture says, with what people changed on top."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from lecturebook.clean.quotes import quote
from lecturebook.course.edits.concepts import change_concepts
from lecturebook.course.edits.entries import DefinitionEdit, LectureEdits, QuestionEdit, TopicEdit
from lecturebook.course.edits.names import ConceptChanges
from lecturebook.course.edits.places import Places, first_words
from lecturebook.model import Concept, Conflict, Edited, Guide, Part, Passage, Question, Section

NO_CHANGES = ConceptChanges()
# a topic belongs to words that it begins at most so many words before or after: its first sentence may be cut anew
_AROUND = 40
# seconds that a clock leaves out, and what the times of words may move by
_EXACT = 3.0


def apply_edits(
    guide: Guide, edits: LectureEdits, changes: ConceptChanges = NO_CHANGES
) -> tuple[Guide, tuple[Conflict, ...]]:
    """`guide` with what people changed in its lecture and in the concepts of the course, and what has no place there.

    An edit goes to the place of its id where the words it was made for begin, else to the one place where they do; it
    goes nowhere else.
    """
    if guide.lecture.id and edits.title and edits.title != guide.lecture.title:
        guide = _with(
            replace(guide, lecture=replace(guide.lecture, title=edits.title)),
            Edited("title", guide.lecture.id, guide.lecture.title, edits.title),
        )
    work = _Work(guide)
    for topic in edits.topics:
        work.change_topic(topic)
    for question in edits.questions:
        work.drop_question(question)
    work.guide = change_concepts(work.guide, changes)
    for definition in edits.definitions:
        work.define(definition, changes)
    return work.guide, tuple(work.conflicts)


def _with(guide: Guide, *edited: Edited) -> Guide:
    return replace(guide, edits=(*guide.edits, *edited))


class _Work:
    """A guide while it is edited."""

    def __init__(self, guide: Guide) -> None:
        self.guide = guide
        self.conflicts: list[Conflict] = []
        self._made: Places | None = None
        self._done: set[str] = set()

    @property
    def _places(self) -> Places:
        """The places of words; made when the first edit asks for them."""
        if self._made is None:
            self._made = Places(self.guide.words)
        return self._made

    def change_topic(self, edit: TopicEdit) -> None:
        """Give a section or part the title and the note that people want."""
        topics: list[Section | Part] = list(self.guide.sections)
        if edit.id.startswith("p"):
            topics = [part for section in self.guide.sections for part in section.parts]
        topic = self._topic(edit, topics)
        about = f"section {edit.id} of {self.guide.lecture.id}"
        if topic is None or topic.id in self._done or (edit.note and isinstance(topic, Part)):
            self._refuse(edit.where, about, edit.words, self._topic_there(edit, topics, topic), edit.wanted)
            return
        self._done.add(topic.id)
        if edit.title and edit.title != topic.title:
            self.guide = _with(self.guide, Edited("section", topic.id, topic.title, edit.title))
        if edit.note:
            self.guide = _with(self.guide, Edited("note", topic.id, "", edit.note))
        sections = tuple(_retitled(section, topic.id, edit) for section in self.guide.sections)
        self.guide = replace(self.guide, sections=sections)

    def _topic(self, edit: TopicEdit, topics: Sequence[Section | Part]) -> Section | Part | None:
        """The topic that `edit` is of: the one of its id if that begins with its words, else the one that does."""
        own = next((topic for topic in topics if topic.id == edit.id), None)
        if own is not None and self._places.stand_at(edit.words, own.first):
            return own
        spans = self._places.spans(edit.words)
        begin = [topic for topic in topics if any(topic.first == first for first, _ in spans)]
        if len(spans) == 1 and not begin:
            first = spans[0][0]
            near = min(topics, key=lambda topic: (abs(topic.first - first), topic.first), default=None)
            return near if near is not None and abs(near.first - first) <= _AROUND else None
        return begin[0] if len(begin) == 1 else None

    def _topic_there(self, edit: TopicEdit, topics: Sequence[Section | Part], topic: Section | Part | None) -> str:
        """What begins at the id of an edit that has no place."""
        if topic is not None:
            return "another edit of the same section" if topic.id in self._done else "a part, which takes no note"
        own = next((topic for topic in topics if topic.id == edit.id), None)
        return first_words(self.guide.words, own.first, own.last) if own else ""

    def drop_question(self, edit: QuestionEdit) -> None:
        """Leave out the question, and with it the objective of the same answer."""
        question = self._question(edit)
        if question is None:
            there = next((q.answer.text for q in self.guide.questions if q.id == edit.id), "")
            about = f"question {edit.id}" + (f" ({edit.was})" if edit.was else "")
            self._refuse(edit.where, about, edit.words, there, edit.wanted)
            return
        self.guide = _with(
            replace(
                self.guide,
                questions=tuple(other for other in self.guide.questions if other is not question),
                objectives=tuple(
                    one
                    for one in self.guide.objectives
                    if question.kind != "definition" or (one.concept, one.said) != (question.concept, question.answer)
                ),
            ),
            Edited("question", question.id, question.prompt, ""),
        )

    def _question(self, edit: QuestionEdit) -> Question | None:
        """The question of that id if its answer begins with the words, else the one of that kind whose answer does."""

        def fits(question: Question) -> bool:
            return any(question.answer.first == first for first, _ in spans)

        own = next((question for question in self.guide.questions if question.id == edit.id), None)
        if own is not None and self._places.stand_at(edit.words, own.answer.first):
            return own
        spans = self._places.spans(edit.words)
        alike = [question for question in self.guide.questions if _asks(question.id) == _asks(edit.id)]
        found = [question for question in alike if fits(question)]
        return found[0] if len(found) == 1 else None

    def define(self, edit: DefinitionEdit, changes: ConceptChanges) -> None:
        """Let a concept be defined by what people say, and by nothing else in this lecture."""
        key = changes.key_of(edit.concept)
        concept = next((concept for concept in self.guide.concepts if concept.key == key), None)
        about = f"definition of {edit.concept!r} in {self.guide.lecture.id}"
        if concept is None:
            self._refuse(edit.where, about, edit.words or edit.concept, "", edit.wanted)
            return
        passages: tuple[Passage, ...] = ()
        if edit.at is not None:
            span = self._passage(edit.words, edit.at)
            if span is None:
                self._refuse(edit.where, about, edit.words, self._said_at(edit.at), edit.wanted)
                return
            passages = (self._quoted(*span),)
        self.guide = _defined(self.guide, concept, passages, edit.text)

    def _passage(self, words: str, second: float) -> tuple[int, int] | None:
        """The span of `words`: the one at `second`, else the only one."""
        spans = self._places.spans(words)
        exact = [span for span in spans if abs(self.guide.words[span[0]].start - second) <= _EXACT]
        return min(exact, key=lambda s: abs(self.guide.words[s[0]].start - second)) if exact else _only(spans)

    def _said_at(self, second: float) -> str:
        """The sentence that is said at `second`."""
        return next((s.text for s in reversed(self.guide.sentences) if s.start <= second + 1), "")

    def _quoted(self, first: int, last: int) -> Passage:
        words = self.guide.words[first:last]
        passage = Passage(first, last, words[0].start, words[-1].end, " ".join(word.display for word in words))
        return quote(passage, self.guide.words, self.guide.left_out)

    def _refuse(self, where: str, about: str, expected: str, there: str, wanted: str) -> None:
        self.conflicts.append(Conflict(where, about, expected, there, wanted))


def _asks(question: str) -> list[str]:
    """Kind and concept of a question, by its id."""
    return question.split("/")[-3:-1]


def _only(spans: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    return spans[0] if len(spans) == 1 else None


def _retitled(section: Section, identity: str, edit: TopicEdit) -> Section:
    if section.id == identity:
        return replace(section, title=edit.title or section.title, note=edit.note or section.note)
    parts = tuple(replace(part, title=edit.title) if part.id == identity else part for part in section.parts)
    return replace(section, parts=parts)


def _defined(guide: Guide, concept: Concept, passages: tuple[Passage, ...], text: str) -> Guide:
    """`guide` with these definitions of `concept`; what was asked and promised by the old ones follows, or goes."""
    before = concept.definitions[0].text if concept.definitions else ""
    again = concept.again if passages == concept.definitions else ()
    defined = replace(concept, definitions=passages, by_staff=text, again=again)
    move = _moved(concept, passages)
    edited = []
    if passages != concept.definitions:
        edited.append(Edited("definition", concept.key, before, passages[0].text if passages else ""))
    if text:
        edited.append(Edited("own words", concept.key, "", text))
    return _with(
        replace(
            guide,
            concepts=tuple(defined if one is concept else one for one in guide.concepts),
            questions=tuple(
                replace(one, answer=answer)
                for one in guide.questions
                if (answer := move(one.concept if one.kind == "definition" else "", one.answer))
            ),
            objectives=tuple(
                replace(one, said=said) for one in guide.objectives if (said := move(one.concept, one.said))
            ),
        ),
        *edited,
    )


def _moved(concept: Concept, passages: tuple[Passage, ...]) -> Callable[[str, Passage], Passage | None]:
    """Where the proof of something said of a concept is now; None where it has gone with the definition."""

    def move(key: str, passage: Passage) -> Passage | None:
        if key != concept.key:
            return passage
        return passages[0] if passages else None

    return move
