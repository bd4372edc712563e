from __future__ import annotations

from pathlib import Path

import pytest

from lecturebook.clean import clean
from lecturebook.clean.corrections import Correction, read_corrections
from lecturebook.clean.terms import TermRepair, TermRepairs
from lecturebook.clean.wording import Wording
from lecturebook.errors import SettingsError
from lecturebook.model import Cue, Speech

FILE = """
[one]
"0:02 bird," = "BERT"
"1:00:03 sort of" = false
"0:07 let me plug this in" = ""

["two words"]
"""
BROKEN = [
    ('one = "x"', "no table"),
    ('[one]\n"bird" = "BERT"', "a time and one to 40 words"),
    ('[one]\n"0:02 " = "BERT"', "a time and one to 40 words"),
    ('[one]\n"0:02 ..." = "BERT"', "a time and one to 40 words"),
    ('[one]\n"0:02 bird" = true', "True"),
    ('[one]\n"0:02 bird" = "B\\u0007"', "accepted"),
    ("[one", "TOML"),
    ("[one]\n" + "a" * 5_000_000 + " = 1", "bytes"),
]
# one word a second; "bird" stands for BERT, and a rule has repaired it at second 5
CUES = tuple(Cue(float(n), n + 1.0, word) for n, word in enumerate("so um the bird is a bird of um paper".split()))
REPAIRS = TermRepairs(applied=(TermRepair(6, 7, ("bird",), ("BERT",), "BERT", "alias", 1.0),))


def cleaned(*corrections: Correction) -> Speech:
    return clean(CUES, wording=Wording(repairs=REPAIRS, corrections=corrections))


def quoted(speech: Speech) -> str:
    left_out = {n for change in speech.ledger if not change.after for n in range(change.first, change.last)}
    return " ".join(word.text for n, word in enumerate(speech.words) if n not in left_out)


def test_a_file_names_lectures_seconds_and_words(tmp_path: Path) -> None:
    (tmp_path / "corrections.toml").write_text(FILE, "utf-8")
    assert read_corrections(tmp_path / "corrections.toml") == {
        "one": (
            Correction(2.0, "bird,", "BERT"),
            Correction(3603.0, "sort of", None),
            Correction(7.0, "let me plug this in", ""),
        ),
        "two words": (),
    }
    assert read_corrections(tmp_path / "none.toml") == {}


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_broken_files_are_errors(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "corrections.toml").write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=message):
        read_corrections(tmp_path / "corrections.toml")


def test_without_a_correction_rules_decide() -> None:
    speech = cleaned()
    assert quoted(speech) == "so the bird is a BERT of paper"
    assert speech.unused == ()


def test_a_change_is_made_that_no_rule_makes() -> None:
    speech = cleaned(Correction(3.0, "the bird", "the BERT"))
    assert quoted(speech) == "so the BERT is a BERT of paper"
    assert [change.rule for change in speech.ledger if change.after] == ["correction", "alias"]


@pytest.mark.parametrize(
    ("correction", "text"),
    [
        (Correction(6.0, "bird", None), "so the bird is a bird of paper"),
        (Correction(8.0, "um", None), "so the bird is a BERT of um paper"),
        (Correction(1.0, "UM,", None), "so um the bird is a BERT of paper"),
        (Correction(7.0, "of um paper", ""), "so the bird is a BERT"),
        (Correction(6.0, "bird", "Birds"), "so the bird is a Birds of paper"),
    ],
)
def test_a_person_wins(correction: Correction, text: str) -> None:
    assert quoted(cleaned(correction)) == text


def test_what_is_not_said_there_is_told() -> None:
    speech = cleaned(Correction(60.0, "bird", "BERT"), Correction(3.0, "bird", "x"), Correction(3.2, "bird", "y"))
    assert speech.unused == ("1:00 'bird' is not said there", "0:03 'bird' is corrected twice")


def test_the_nearest_words_are_meant() -> None:
    assert quoted(cleaned(Correction(4.0, "bird", "BIRD"))) == "so the BIRD is a BERT of paper"
    assert quoted(cleaned(Correction(5.0, "bird", None))) == "so the bird is a bird of paper"


def test_a_suspicion_is_gone_once_a_person_has_spoken() -> None:
    suspected = TermRepairs(suspected=(TermRepair(3, 4, ("bird",), ("BERT",), "BERT", "sound", 0.3),))
    (change,) = clean(CUES, wording=Wording(repairs=suspected)).suspected
    assert (change.first, change.last, change.second, change.before, change.after) == (3, 4, 3.0, "bird", "BERT")
    assert not clean(CUES, wording=Wording(repairs=suspected, corrections=(Correction(3.0, "bird", None),))).suspected
