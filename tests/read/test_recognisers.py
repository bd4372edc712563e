"""JSON of speech recognisers that is not openai-whisper's own."""

from __future__ import annotations

import json
from typing import Any

from lecturebook.model import CueWord, Repair, Transcript
from lecturebook.read import read_bytes


def read(value: Any) -> Transcript:
    (lecture,) = read_bytes(json.dumps(value).encode(), "a.json")
    return lecture


def token(text: str, start: int, end: int, chance: float) -> dict[str, Any]:
    return {"text": text, "offsets": {"from": start, "to": end}, "p": chance}


def test_whisper_cpp_with_tokens() -> None:
    stretch = {
        "timestamps": {"from": "00:00:01,000", "to": "00:00:04,000"},
        "offsets": {"from": 1000, "to": 4000},
        "text": " So twenty-five",
        "tokens": [
            token("[_BEG_]", 1000, 1000, 0.9),
            token(" So", 1000, 2000, 0.9),
            token(" twenty", 2000, 3000, 0.8),
            token("-five", 3000, 3500, 0.6),
            token("[_TT_150]", 3500, 3500, 0.1),
        ],
    }
    lecture = read({"result": {"language": "en"}, "transcription": [stretch, {"text": "lost"}]})
    assert lecture.cues[0].words == (CueWord("So", 1, 2, 0.9), CueWord("twenty-five", 2, 3.5, 0.6))
    assert (lecture.language, lecture.source.format) == ("en", "whisper.cpp")
    assert lecture.repairs == (Repair(2, "garbled", True),)


def test_whisper_cpp_by_time_stamps_alone() -> None:
    lecture = read({"transcription": [{"timestamps": {"from": "00:00:01,000", "to": "00:00:04,000"}, "text": " So"}]})
    assert [(cue.start, cue.end, cue.text) for cue in lecture.cues] == [(1, 4, "So")]


def test_whisperx_has_speakers_and_words_without_times() -> None:
    words = [
        {"word": "In", "start": 1.0, "end": 1.2, "score": 0.9, "speaker": "SPEAKER_01"},
        {"word": "1984", "speaker": "SPEAKER_01"},
        {"word": "rows", "start": 2.0, "end": 2.4, "score": 0.7},
    ]
    segment = {"start": 1.0, "end": 2.4, "text": " In 1984 rows", "words": words, "speaker": "SPEAKER_01"}
    lecture = read({"segments": [segment], "word_segments": words, "language": "en"})
    (cue,) = lecture.cues
    assert cue.words == (CueWord("In", 1.0, 1.2, 0.9), CueWord("1984"), CueWord("rows", 2.0, 2.4, 0.7))
    assert (cue.speaker, lecture.repairs) == ("SPEAKER_01", ())


def test_a_segment_without_times_begins_with_its_first_timed_word() -> None:
    words = [{"word": "so"}, {"word": "well", "start": 3.0, "end": 4.0}]
    lecture = read({"segments": [{"text": "so well", "words": words}, {"start": 9, "end": 10, "text": "end"}]})
    assert [(cue.start, cue.end) for cue in lecture.cues] == [(3.0, 9.0), (9, 10)]
    assert lecture.repairs == (Repair(1, "open"),)


def test_words_alone_become_cues() -> None:
    said = "so let us begin. Pages hold rows".split()
    words = [{"word": word, "start": n, "end": n + 0.9} for n, word in enumerate(said)]
    lecture = read({"language": "english", "words": words, "text": "..."})
    assert [(cue.start, cue.end, cue.text) for cue in lecture.cues] == [
        (0, 3.9, "so let us begin."), (4, 6.9, "Pages hold rows")
    ]  # fmt: skip
    assert lecture.language == "en"
    assert lecture.cues[1].words[0] == CueWord("Pages", 4, 4.9)


def test_a_list_of_segments() -> None:
    lecture = read([{"id": 1, "start": 0, "end": 2, "text": " so"}, {"start": 2, "end": 3, "text": " well"}])
    assert [cue.text for cue in lecture.cues] == ["so", "well"]


def test_chunks_of_a_pipeline() -> None:
    chunks = [
        {"text": " So let us", "timestamp": [0.0, 2.5]},
        {"text": " lost", "timestamp": [None, 3.0]},
        {"text": " begin with pages", "timestamp": [2.5, None]},
    ]
    lecture = read({"text": "...", "chunks": chunks})
    assert [(cue.start, cue.text) for cue in lecture.cues] == [(0.0, "So let us"), (2.5, "begin with pages")]
    assert lecture.repairs == (Repair(2, "garbled", True), Repair(3, "open"))


def test_chunks_that_are_words_become_cues_with_word_times() -> None:
    words = "So let us begin with pages and rows".split()
    lecture = read({"chunks": [{"text": f" {word}", "timestamp": [n, n + 0.5]} for n, word in enumerate(words)]})
    assert " ".join(cue.text for cue in lecture.cues) == " ".join(words)
    assert all(word.start is not None for cue in lecture.cues for word in cue.words)


def test_a_file_that_stops_in_the_middle_keeps_what_is_whole() -> None:
    text = json.dumps({"segments": [{"start": n, "end": n + 1, "text": f"word {n}"} for n in range(5)]})
    (lecture,) = read_bytes(text[: text.index("word 3")].encode(), "a.json")
    assert [cue.text for cue in lecture.cues] == ["word 0", "word 1", "word 2"]
    assert lecture.repairs == (Repair(1, "truncated", True),)
