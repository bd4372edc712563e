from __future__ import annotations

import json
from typing import Any

import pytest

from lecturebook.model import CueWord, Repair, Transcript
from lecturebook.read import read_bytes

WINDOW = {"tStartMs": 0, "dDurationMs": 9000, "id": 1, "wpWinPosId": 1}
FEED = {"tStartMs": 2470, "dDurationMs": 2610, "wWinId": 1, "aAppend": 1, "segs": [{"utf8": "\n"}]}
SO = {
    "tStartMs": 80,
    "dDurationMs": 5000,
    "wWinId": 1,
    "segs": [{"utf8": "so", "acAsrConf": 255}, {"utf8": " I", "tOffsetMs": 320, "acAsrConf": 51}, {"utf8": "'ll"}],
}
BY_HAND = {"tStartMs": 2480, "dDurationMs": 2000, "segs": [{"utf8": "two\nlines"}]}

SRV3 = """\
<?xml version="1.0" encoding="utf-16"?><timedtext format="3">
<head><pen id="1" fc="#E5E5E5"/></head><body><w t="0" id="1" wp="1" ws="1"/>
<p t="80" d="5000" w="1"><s ac="255">so</s><s t="320" ac="51"> I</s><s>'ll</s></p>
<p t="2470" d="2610" w="1" a="1">
</p>
<p t="2480" d="2000">two<br/>lines</p>
</body></timedtext>
"""
SRV2 = '<timedtext><window t="0"/><text t="80" d="5000">so I</text>\n<text append="1" t="90">\n</text></timedtext>'
# a lecture on HTML
ESCAPED = '<timedtext format="3"><body><p t="80" d="5000">write &amp;lt; <s>or &amp;amp;</s></p></body></timedtext>'
SRV1 = '<?xml version="1.0"?><transcript><text start="0.08" dur="5">it&amp;#39;s &amp;amp; so</text></transcript>'

# both formats give these of the words "so I'll"
WORDS = (CueWord("so", 0.08, None, 1.0), CueWord("I'll", 0.4, None, None))


def json3(*events: Any) -> Transcript:
    data = json.dumps({"wireMagic": "pb3", "events": events}).encode()
    (lecture,) = read_bytes(data, "a.en.json3")
    return lecture


def spans(lecture: Transcript) -> list[tuple[float, float, str]]:
    return [(cue.start, cue.end, cue.text) for cue in lecture.cues]


def test_json3_has_words_and_windows_are_no_cues() -> None:
    lecture = json3(WINDOW, SO, FEED, BY_HAND)
    assert spans(lecture) == [(0.08, 5.08, "so I'll"), (2.48, 4.48, "two\nlines")]
    assert lecture.cues[0].words == WORDS
    assert [cue.line for cue in lecture.cues] == [2, 4]
    assert lecture.repairs == ()
    assert lecture.source.format == "json3"


def test_no_confidence_where_all_of_it_is_zero() -> None:
    unsure = {**SO, "segs": [{"utf8": "so", "acAsrConf": 0}, {"utf8": " I", "tOffsetMs": 320, "acAsrConf": 0}]}
    assert [word.confidence for word in json3(unsure).cues[0].words] == [None, None]


@pytest.mark.parametrize(("sureness", "confidence"), [(51, 0.2), (0, None)])
def test_a_word_alone_in_its_event_is_timed(sureness: int, confidence: float | None) -> None:
    lecture = json3({"tStartMs": 80, "dDurationMs": 500, "segs": [{"utf8": "so", "acAsrConf": sureness}]}, BY_HAND)
    assert [cue.words for cue in lecture.cues] == [(CueWord("so", 0.08, None, confidence),), ()]


def test_an_event_that_appends_words_is_a_cue() -> None:
    lecture = json3(SO, {**FEED, "segs": [{"utf8": " well"}]})
    assert [cue.text for cue in lecture.cues] == ["so I'll", "well"]


@pytest.mark.parametrize(
    ("event", "repairs"),
    [
        ("lost", [Repair(2, "garbled", True)]),
        ({"segs": [{"utf8": "lost"}]}, [Repair(2, "garbled", True)]),
        ({"tStartMs": "x", "segs": [{"utf8": "lost"}]}, [Repair(2, "garbled", True)]),
        ({"tStartMs": 1, "segs": [{"utf8": " "}]}, [Repair(2, "empty", True)]),
        ({"tStartMs": 1, "segs": None}, []),
        ({"tStartMs": 1}, []),
    ],
)
def test_one_bad_event_never_costs_the_file(event: Any, repairs: list[Repair]) -> None:
    lecture = json3(SO, event, BY_HAND)
    assert [cue.text for cue in lecture.cues] == ["so I'll", "two\nlines"]
    assert list(lecture.repairs) == repairs


def test_srv3_gives_what_json3_gives() -> None:
    (lecture,) = read_bytes(SRV3.encode(), "a.srv3")
    assert spans(lecture) == [(0.08, 5.08, "so I'll"), (2.48, 4.48, "two\nlines")]
    assert lecture.cues[0].words == WORDS
    assert [cue.line for cue in lecture.cues] == [3, 6]
    assert lecture.repairs == ()


@pytest.mark.parametrize(("text", "said"), [(SRV1, "it's & so"), (SRV2, "so I"), (ESCAPED, "write &lt; or &amp;")])
def test_only_the_older_xml_escapes_twice(text: str, said: str) -> None:
    (lecture,) = read_bytes(text.encode(), "a.xml")
    assert spans(lecture) == [(0.08, 5.08, said)]
    assert lecture.repairs == ()


LIST = [{"text": "so &amp; I", "start": 0.08, "duration": 2.5}, {"text": "well", "start": "2.0", "duration": 1}]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(LIST),
        repr(LIST),
        repr([LIST]),
        json.dumps({"video_id": "a", "language_code": "de", "snippets": LIST}),
        json.dumps([{"text": one["text"], "start": one["start"], "dur": one["duration"]} for one in LIST]),
    ],
)
def test_the_list_of_youtube_transcript_api(text: str) -> None:
    (lecture,) = read_bytes(text.encode(), "a.json")
    assert spans(lecture) == [(0.08, 2.58, "so & I"), (2.0, 3.0, "well")]
    assert lecture.language == ("de" if "language_code" in text else "")
    assert (lecture.source.format, lecture.repairs) == ("snippets", (Repair(1, "entities"),))


def test_several_lists_are_several_lectures() -> None:
    lectures = read_bytes(json.dumps([LIST, LIST]).encode(), "a.json")
    assert [lecture.id for lecture in lectures] == ["a-1", "a-2"]
