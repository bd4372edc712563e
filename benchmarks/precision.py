"""How many boundaries and concepts differ between guides made in float32 and in bfloat16.

The same lectures, the same code, the other number format: what differs is what rounding alone decides. Both formats
are proven by the same check; they are other bytes, so the format is part of what a guide is kept under.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from common import Figure, data_folder, parser, report
from lecturebook.course.discover import discover
from lecturebook.embed import load_encoder
from lecturebook.guide import make_guide
from lecturebook.model import Guide
from lecturebook.weights import Dtype


def main() -> None:
    """Measure and report."""
    arguments = parser(__doc__ or "").parse_args()
    lectures = data_folder(arguments) / "lectures" / "seeds"
    report(
        "float32 beside bfloat16",
        list(_figures(_guides(lectures, "float32"), _guides(lectures, "bfloat16"))),
        arguments.json,
    )


def _guides(lectures: Path, dtype: Dtype) -> list[Guide]:
    encoder = load_encoder("", dtype)
    return [make_guide(transcript, encoder) for transcript in discover(lectures).transcripts]


def _figures(full: Sequence[Guide], half: Sequence[Guide]) -> list[Figure]:
    pairs = list(zip(full, half, strict=True))
    figures = [Figure("lectures", "lectures", len(pairs))]
    for name, parts in (("boundaries", _boundaries), ("concepts", _concepts), ("summary", _summaries)):
        of_full = sum(len(parts(one)) for one, _ in pairs)
        differ = sum(len(parts(one) ^ parts(other)) for one, other in pairs)
        figures.append(Figure(name, f"{name} in float32", of_full))
        figures.append(Figure(f"{name}_differ", f"{name} that only one of both has", differ))
    same = sum(_boundaries(a) == _boundaries(b) and _concepts(a) == _concepts(b) for a, b in pairs)
    return [*figures, Figure("lectures_alike", "lectures with the same boundaries and concepts", same)]


def _boundaries(guide: Guide) -> set[int]:
    return {section.first for section in guide.sections[1:]}


def _concepts(guide: Guide) -> set[str]:
    return {concept.key for concept in guide.concepts}


def _summaries(guide: Guide) -> set[tuple[int, int]]:
    return {(p.first, p.last) for section in guide.sections for p in section.summary}


if __name__ == "__main__":
    main()
