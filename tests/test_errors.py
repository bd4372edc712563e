from __future__ import annotations

import pickle

import pytest

from lecturebook.errors import BusyError, LecturebookError, ModelError, OutputError, SettingsError, TranscriptError

# error -> its message
ERRORS = [
    (
        TranscriptError("a.srt", 118, "end 00:03 is before start 00:04", "an end after the start"),
        "a.srt, line 118: end 00:03 is before start 00:04; accepted: an end after the start",
    ),
    (TranscriptError("a.srt", 0, "no cue", "a cue"), "a.srt: no cue; accepted: a cue"),
    (SettingsError("course.toml", "titel", "title"), "course.toml: titel; accepted: title"),
    (ModelError("mini", "no weights"), "model mini: no weights"),
    (OutputError("out", "is a link"), "out: is a link"),
    (
        BusyError("out", "/srv/.out.lock"),
        "out: another build is making this site (it holds /srv/.out.lock); accepted: when that one is done",
    ),
]


@pytest.mark.parametrize(("error", "message"), ERRORS)
def test_message_holds_all_that_is_known(error: LecturebookError, message: str) -> None:
    assert str(error) == message
    assert isinstance(error, LecturebookError)


@pytest.mark.parametrize(("error", "message"), ERRORS)
def test_errors_survive_pickling_with_their_data(error: LecturebookError, message: str) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == message
    assert vars(again) == vars(error)


def test_a_transcript_error_keeps_its_parts() -> None:
    error = TranscriptError("a.srt", 118, "this", "that")
    assert (error.file, error.line, error.seen, error.accepted) == ("a.srt", 118, "this", "that")
