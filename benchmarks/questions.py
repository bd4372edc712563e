"""How many review questions a lecture hour has, of which kinds, and how many are good, judged by hand.

The sheet (`judged/questions.tsv`: id, second of the answer, verdict, reason) was written with the transcripts beside
the questions, as a student would: is it fair, does the passage answer it, is the answer not given away? Questions
that the sheet does not know are counted, to be judged. The rules were mended after two judgings of other questions of
the same lectures (28 of 44 and 31 of 48 good), so the share here is one of lectures seen.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from common import Figure, data_folder, parser, report
from lecturebook.clean.punctuate import load_tagger
from lecturebook.embed import load_encoder
from lecturebook.guide import make_guide
from lecturebook.read import read_file

_JUDGED = Path(__file__).parent / "judged" / "questions.tsv"
_SAME = 0.5


def main() -> None:
    """Measure and report."""
    arguments = parser(__doc__ or "").parse_args()
    folder = data_folder(arguments) / "lectures"
    encoder, tagger = load_encoder(), load_tagger("")
    with _JUDGED.open(encoding="utf-8", newline="") as rows:
        sheet = {row["id"]: row for row in csv.DictReader(rows, delimiter="\t")}
    kinds, levels, verdicts, hours = Counter[str](), Counter[int](), Counter[str](), 0.0
    for file in sorted((*folder.rglob("*.txt"), *folder.rglob("*.srt"))):
        for transcript in read_file(file):
            guide = make_guide(transcript, encoder, tagger=tagger)
            hours += guide.covered_seconds / 3600
            for question in guide.questions:
                kinds[question.kind] += 1
                levels[question.level] += 1
                row = sheet.get(question.id)
                is_same = row is not None and abs(float(row["second"]) - question.answer.start) <= _SAME
                verdicts[row["verdict"] if row is not None and is_same else "not judged"] += 1
    judged = verdicts["good"] + verdicts["bad"]
    figures = [
        Figure("questions", "questions", kinds.total()),
        Figure("questions_an_hour", "an hour of lecture", kinds.total() / hours, at_least=8),
        *(Figure(f"questions_{kind}", f"of the kind {kind}", count) for kind, count in sorted(kinds.items())),
        *(Figure(f"questions_level_{level}", f"of level {level}", count) for level, count in sorted(levels.items())),
        Figure("questions_judged", "judged by hand", judged),
        Figure("questions_good", "good, of those", verdicts["good"] / max(1, judged), at_least=0.7),
        Figure("questions_not_judged", "to be judged", verdicts["not judged"]),
    ]
    report("Review questions", figures, arguments.json)


if __name__ == "__main__":
    main()
