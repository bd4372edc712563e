from __future__ import annotations

import io
import json
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lecturebook.errors import TranscriptError
from lecturebook.model import Repair, Transcript
from lecturebook.read import read_bytes
from lecturebook.read.address import base_url
from read.writers import Row, rows_json, rows_jsonl, rows_parquet

URL = "https://www.youtube.com/watch?v="
CSV = f"""\
video_id,text,start_second,end_second,url,title,thumbnail
-9ev,later,"1,086","1,122",{URL}-9ev&t=1086s,BERT,x
a0f,"first, with ""quotes""
and a second line",0,28,{URL}a0f&t=0s,,x
-9ev,earlier,60.5,90,{URL}-9ev&t=60s,BERT,x
"""
TWO_LINES = 'first, with "quotes"\nand a second line'
JSONL = "".join(
    json.dumps(row) + "\n"
    for row in (
        {"title": "BERT", "text": "later", "start_second": 1086, "end_second": "1,122", "video_id": "-9ev"},
        {"video_id": "a0f", "text": TWO_LINES, "start_second": 0, "end_second": 28},
        {"video_id": "-9ev", "text": "earlier", "start_second": "60.5", "end_second": 90.0, "more": [1, {}]},
    )
)
EXPECTED = [
    ("-9ev", "BERT", [(60.5, 90, "earlier"), (1086, 1122, "later")]),
    ("a0f", "", [(0, 28, TWO_LINES)]),
]

# a row between two good ones of lecture v, what is read of it, and what is recorded
ROWS = [
    ("v,x,3,4", [(3, 4, "x")], []),
    ("v,x,3,", [(3, 8, "x")], [Repair(3, "open")]),
    ("v,x,3", [(3, 8, "x")], [Repair(3, "open")]),
    ("v,x,3,soon", [(3, 8, "x")], [Repair(3, "open")]),
    ("v,x,3,2", [(3, 8, "x")], [Repair(3, "reversed")]),
    ("v,x,-3,4", [(0, 4, "x")], [Repair(2, "overlap"), Repair(3, "negative"), Repair(3, "unordered")]),
    ('v,x,"1,086","1,122"', [(1086, 1122, "x")], [Repair(4, "unordered")]),
    ("v, ,3,4", [], [Repair(3, "empty", True)]),
    ("v,x,soon,4", [], [Repair(3, "garbled", True)]),
    ("v,x,nan,4", [], [Repair(3, "garbled", True)]),
    ("v,x,1e99,4", [], [Repair(3, "garbled", True)]),
    ('v,x,"10,86",4', [], [Repair(3, "garbled", True)]),
    ("v,x," + "9" * 5000 + ",4", [], [Repair(3, "garbled", True)]),
    (",x,3,4", [], [Repair(3, "garbled", True)]),
    ("v", [], [Repair(3, "garbled", True)]),
    ("v," + "x" * 200_000 + ",3,4", [], [Repair(3, "garbled", True)]),
    ("other, ,3,4", [], [Repair(3, "empty", True)]),
    ("", [], []),
    ("v,<i>x</i> &amp; y,3,4", [(3, 4, "<i>x</i> &amp; y")], []),
]


def contents(lectures: tuple[Transcript, ...]) -> list[tuple[str, str, list[tuple[float, float, str]]]]:
    return [(one.id, one.title, [(cue.start, cue.end, cue.text) for cue in one.cues]) for one in lectures]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (CSV, "rows-csv"),
        ("\ufeff" + CSV, "rows-csv"),
        ("\n" + CSV.replace("video_id", " Video_ID "), "rows-csv"),
        (JSONL, "rows-jsonl"),
        ("\n" + JSONL.replace("\n", "\n\n"), "rows-jsonl"),
        ("{garbled\n" + JSONL, "rows-jsonl"),
    ],
)
def test_lectures_in_order_of_appearance_and_each_by_time(text: str, form: str) -> None:
    lectures = read_bytes(text.encode(), "all.txt")
    assert contents(lectures) == EXPECTED
    assert {one.source.format for one in lectures} == {form}


def test_urls_without_times_and_rows_with_their_lines() -> None:
    first, second = read_bytes(CSV.encode(), "a.csv")
    assert (first.url, second.url) == (URL + "-9ev", URL + "a0f")
    assert [cue.line for cue in (*first.cues, *second.cues)] == [5, 2, 3]
    assert first.repairs == (Repair(5, "unordered"),)


@pytest.mark.parametrize(("row", "cues", "repairs"), ROWS)
def test_one_bad_row_never_costs_the_file(
    row: str, cues: list[tuple[float, float, str]], repairs: list[Repair]
) -> None:
    text = f"video_id,text,start_second,end_second\nv,a,1,2\n{row}\nv,b,8,9\n"
    (lecture,) = read_bytes(text.encode(), "a.csv")
    assert contents((lecture,)) == [("v", "", sorted([(1, 2, "a"), *cues, (8, 9, "b")]))]
    assert list(lecture.repairs) == repairs


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('{"video_id": 7, "text": "x", "start_second": 3}', "7"),
        ('{"video_id": "a\\u0000\\ud800", "text": "x", "start_second": 3}', "a\ufffd"),
        ('{"video_id": true, "text": "x", "start_second": 3}', None),
        ('{"video_id": "w", "text": null, "start_second": 3}', None),
        ('{"video_id": "w", "text": "x", "start_second": [3]}', None),
        ('{"video_id": "w", "text": "x", "start_second": NaN}', None),
        ('["video_id"]', None),
        ("{" + '"a":{' * 100_000, None),
    ],
)
def test_json_values_that_may_be_anything(line: str, name: str | None) -> None:
    lectures = read_bytes((JSONL + line).encode(), "a.jsonl")
    assert [one.id for one in lectures] == ["-9ev", "a0f", *([name] if name else [])]
    assert (Repair(4, "garbled", True) in lectures[0].repairs) == (name is None)


def test_rows_without_ends_last_to_the_next_row() -> None:
    text = "start_second,text,video_id\n0,one two three,v\n5,four,v\n"
    (lecture,) = read_bytes(text.encode(), "a.csv")
    assert contents((lecture,)) == [("v", "", [(0, 5, "one two three"), (5, 6, "four")])]
    assert lecture.repairs == (Repair(2, "open"), Repair(3, "open"))


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://www.youtube.com/watch?v=-9ev&t=1086s", "https://www.youtube.com/watch?v=-9ev"),
        ("https://www.youtube.com/watch?t=1086s&v=-9ev&list=a%20b", "https://www.youtube.com/watch?v=-9ev&list=a%20b"),
        ("https://youtu.be/-9ev?t=10", "https://youtu.be/-9ev"),
        ("https://vimeo.com/123#t=10s", "https://vimeo.com/123"),
        ("http://a.example/v?title=t#top", "http://a.example/v?title=t#top"),
        (" HTTPS://a.example/ ", "https://a.example/"),
        ("javascript:alert(1)", ""),
        ("java\tscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//a.example/x", ""),
        ("https:x", ""),
        ("https://a.example/a b", ""),
        ("http://[", ""),
        ("watch?v=1", ""),
        ("", ""),
    ],
)
def test_base_url(url: str, base: str) -> None:
    assert base_url(url) == base


def test_rows_of_which_none_can_be_used_are_an_error() -> None:
    with pytest.raises(TranscriptError, match=r"a\.csv, line 2: no cue can be used \(1 empty, 1 garbled\)"):
        read_bytes(b"video_id,text,start_second\nv,,1\nv,x,soon\n", "a.csv")


THREE = [("a", [(1, 2, "one; two"), (2, 4, "three")]), ("b", [(0, 1, "four")])]
OBJECTS: list[Row] = [
    {"video_id": "a", "text": "one; two", "start_second": 1, "end_second": 2},
    {"video_id": "a", "text": "three", "start_second": "2", "end_second": 4.0},
    {"video_id": "b", "text": "four", "start_second": 0, "end_second": 1},
]


WRITTEN = {
    "rows-jsonl": rows_jsonl(OBJECTS).encode(),
    "rows-json": rows_json(OBJECTS).encode(),
    "rows-parquet": rows_parquet([{**row, "start_second": float(row["start_second"])} for row in OBJECTS]),
    "rows-csv": b'start_second;text;video_id;end_second\n1;"one; two";a;2\n2;three;a;4\n0;four;b;1\n',
}


@pytest.mark.parametrize(("form", "data"), WRITTEN.items())
def test_the_same_rows_however_kept(form: str, data: bytes) -> None:
    lectures = read_bytes(data, "rows")
    assert [(one.id, [(cue.start, cue.end, cue.text) for cue in one.cues]) for one in lectures] == THREE
    assert {one.source.format for one in lectures} == {form}
    assert not any(one.repairs for one in lectures)


def test_what_the_rows_service_of_the_hub_answers() -> None:
    answer = {"features": [], "rows": [{"row_idx": n, "row": row} for n, row in enumerate(OBJECTS)]}
    lectures = read_bytes(json.dumps(answer).encode(), "rows.json")
    assert [one.id for one in lectures] == ["a", "b"]


def test_tabs_part_cells_too() -> None:
    (lecture,) = read_bytes(b"video_id\ttext\tstart_second\na\tso, well\t1\n", "rows.tsv")
    assert lecture.cues[0].text == "so, well"


def test_a_quote_that_is_never_closed_costs_its_own_row() -> None:
    rows = "".join(f'v{n % 2},"word {n}",{n}\n' for n in range(200))
    text = "video_id,text,start_second\n" + rows.replace('"word 7"', '"word 7')
    lectures = read_bytes(text.encode(), "rows.csv")
    assert sum(len(one.cues) for one in lectures) == 199
    assert [repair for one in lectures for repair in one.repairs if repair.dropped] == [Repair(9, "garbled", True)]


def test_a_quoted_cell_may_have_lines() -> None:
    (lecture,) = read_bytes(b'video_id,text,start_second\na,"one\n\ntwo, three",1\na,four,2\n', "rows.csv")
    assert [(cue.line, cue.text) for cue in lecture.cues] == [(2, "one\ntwo, three"), (5, "four")]


def test_parquet_that_is_broken_or_lacks_columns_is_an_error() -> None:
    lacking = rows_parquet([{"a": 1, "start_second": 2}])
    for data, seen in ((b"PAR1" + b"x" * 50, "rows.parquet"), (lacking, "columns a, start_second")):
        with pytest.raises(TranscriptError, match=seen):
            read_bytes(data, "rows.parquet")


def test_parquet_strings_that_are_no_text_are_an_error() -> None:
    columns = {"video_id": pa.array(["v"]), "text": pa.array([b"so \xff"]).view(pa.string()), "start_second": [1.0]}
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns), buffer)
    with pytest.raises(TranscriptError, match="utf-8"):
        read_bytes(buffer.getvalue(), "rows.parquet")


def test_without_pyarrow_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(TranscriptError, match=r"pip install 'lecturebook\[parquet\]'"):
        read_bytes(WRITTEN["rows-parquet"], "rows.parquet")
