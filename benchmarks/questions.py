"""How many review questions an hour there are, of which kinds, what can be told of them without reading, and how many
were judged good by hand.

The sheet (`judged/questions.tsv`: set, lecture, kind, second of the answer, verdict, reason) was written as a student
would: is it fair, does the passage answer it, is the answer not given away, is it English? Each set of talks was judged
before anything was learnt from it, and the rules mended after; the set "course" is of lectures that the rules were
written on. A verdict holds as long as the lecture has a question of that kind with that answer.

Lectures are those below `lectures/`, each folder a course, and the labelled talks that the sheet names, each series
one.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from common import Figure, data_folder, parser, report
from floors import leave_if_below
from lecturebook.clean.punctuate import WordTagger, load_tagger
from lecturebook.course.concept_index import index_concepts
from lecturebook.course.questions import find_choices
from lecturebook.embed import Encoder, load_encoder
from lecturebook.guide import make_guide
from lecturebook.language import content
from lecturebook.model import Course, Guide, Question, Source, Transcript
from lecturebook.read import read_file
from lecturebook.study.doubles import NAME_IS_HIDDEN, overlap
from segmenting.documents import FOLDER, read_documents

_JUDGED = Path(__file__).parent / "judged" / "questions.tsv"
# seconds between the judged answer and the one that there is
_SAME = 1.0
# answers with more of their words in common are one; content words of an answer that its prompt leaves out
_DOUBLE, _NEWS = 0.3, 3
# minutes: a lecture so short may have nothing to ask
_SHORT = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A row of the sheet."""

    set: str
    lecture: str
    kind: str
    second: float
    is_good: bool


def read_sheet(file: Path = _JUDGED) -> list[Judged]:
    """The rows of the judged sheet."""
    with file.open(encoding="utf-8", newline="") as rows:
        return [
            Judged(row["set"], row["lecture"], row["kind"], float(row["second"]), row["verdict"] == "good")
            for row in csv.DictReader(rows, delimiter="\t")
        ]


def courses(folder: Path, wanted: set[str]) -> Iterator[list[Transcript]]:
    """The transcripts of each course below `folder`; of the labelled talks those that are `wanted`, by name."""
    for lectures in sorted(path for path in (folder / "lectures").iterdir() if path.is_dir()):
        files = sorted((*lectures.rglob("*.txt"), *lectures.rglob("*.srt")))
        yield [transcript for file in files for transcript in read_file(file)]
    series = defaultdict(list)
    for talk in read_documents(folder / "data" / FOLDER):
        if talk.name in wanted:
            source = Source(talk.name, "json", "0" * 64)
            series[talk.kind].append(Transcript(talk.name, talk.cues, source, language="en"))
    yield from series.values()


def make_course(transcripts: Sequence[Transcript], encoder: Encoder, tagger: WordTagger | None) -> Course:
    """The course of some transcripts, as far as questions need it."""
    guides = tuple(make_guide(transcript, encoder, tagger=tagger) for transcript in transcripts)
    concepts = index_concepts(guides)
    return Course("", "en", "", "", guides, concepts, choices=find_choices(guides, concepts))


def figures_of(courses: Sequence[Course]) -> list[Figure]:
    """What can be told without reading: how many, of which kinds, and what must never be."""
    asked = [(course, guide, course.questions_of(guide)) for course in courses for guide in course.guides]
    all_of_them = [question for _, _, questions in asked for question in questions]
    kinds, levels = Counter(q.kind for q in all_of_them), Counter(q.level for q in all_of_them)
    hours = sum(guide.covered_seconds for _, guide, _ in asked) / 3600
    long = [questions for _, guide, questions in asked if guide.covered_seconds >= 60 * _SHORT]
    return [
        Figure("questions", "questions", len(all_of_them)),
        Figure("questions_an_hour", "an hour of lecture", len(all_of_them) / hours, at_least=8),
        Figure("questions_lectures", "lectures with a question", mean(bool(questions) for _, _, questions in asked)),
        Figure("questions_long_lectures", f"the same of {_SHORT} minutes and more", mean(map(bool, long or [()]))),
        *(Figure(f"questions_{kind}", f"of the kind {kind}", count) for kind, count in sorted(kinds.items())),
        *(Figure(f"questions_level_{level}", f"of level {level}", count) for level, count in sorted(levels.items())),
        Figure("questions_double", "with the answer of another", sum(_doubles(questions) for _, _, questions in asked)),
        Figure("questions_given_away", "given away by the prompt", sum(map(_is_given_away, all_of_them))),
        Figure("questions_unproven", "answers not in the words", sum(_unproven(g, qs) for _, g, qs in asked)),
        Figure("questions_disordered", "steps not in their order", sum(map(_disordered, all_of_them))),
        Figure("questions_unsound", "options not of the course, or right too", sum(map(_unsound, courses))),
    ]


def _doubles(questions: Sequence[Question]) -> int:
    return sum(
        one.prompt == other.prompt or overlap(one.answer, other.answer) > _DOUBLE
        for n, one in enumerate(questions)
        for other in questions[:n]
        # an order is of passages that may answer something by themselves
        if one.steps == other.steps
    )


def _is_given_away(question: Question) -> bool:
    said, asked = content(question.answer.text), content(question.prompt)
    if question.kind in NAME_IS_HIDDEN:
        return not said - asked
    return not question.steps and len(said - asked) < _NEWS


def _unproven(guide: Guide, questions: Sequence[Question]) -> int:
    starts = {word.start for word in guide.words}
    passages = [[question.answer, *(step.said for step in question.steps)] for question in questions]
    return sum(passage.start not in starts for all_of_one in passages for passage in all_of_one)


def _disordered(question: Question) -> bool:
    starts = [step.said.start for step in question.steps]
    return starts != sorted(set(starts))


def _unsound(course: Course) -> int:
    names = {concept.key: concept.name.casefold() for concept in course.concepts}
    return sum(
        question.options.count(question.concept) != 1
        or any(key not in names for key in question.options)
        or any(f" {names[key]} " in question.prompt.casefold() for key in question.options if key in names)
        for questions in course.choices.values()
        for question in questions
    )


def judged_figures(rows: Sequence[Judged], courses: Sequence[Course]) -> list[Figure]:
    """The share of each set that was good when it was judged, and of what of it is still asked."""
    asked = {guide.lecture.id: course.questions_of(guide) for course in courses for guide in course.guides}
    figures = []
    for name in sorted({row.set for row in rows}):
        own = [row for row in rows if row.set == name]
        left = [row for row in own if any(_is_that(row, q) for q in asked.get(row.lecture, ()))]
        flat = name.replace(" ", "_")
        figures += [
            Figure(f"questions_{flat}_judged", f"{name}: judged", len(own)),
            Figure(f"questions_{flat}_good", f"{name}: good then", mean(row.is_good for row in own)),
            Figure(f"questions_{flat}_left", f"{name}: still asked", len(left)),
        ]
        if left:
            good = mean(row.is_good for row in left)
            figures.append(Figure(f"questions_{flat}_left_good", f"{name}: good, of those", good, at_least=0.7))
    return figures


def _is_that(row: Judged, question: Question) -> bool:
    kind = "cloze" if question.kind == "choice" else question.kind
    return kind == row.kind and 0 <= question.answer.start - row.second <= _SAME


def main() -> None:
    """Measure and report."""
    arguments = parser(__doc__ or "", floors="questions").parse_args()
    folder = data_folder(arguments)
    encoder, tagger, rows = load_encoder(), load_tagger(""), read_sheet()
    made = [make_course(course, encoder, tagger) for course in courses(folder, {row.lecture for row in rows}) if course]
    figures = [*figures_of(made), *judged_figures(rows, made)]
    report("Review questions", figures, arguments.json)
    leave_if_below(arguments.floors, figures)


if __name__ == "__main__":
    main()
