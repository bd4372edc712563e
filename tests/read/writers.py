"""A lecture's cues, written as each format has them, the way its best-known writer does.

A writer leaves out what its format does not hold. It escapes what the format escapes and nothing else: in SRT, SBV,
snippets and stamped text some speech cannot be told from markup or times.
"""

from __future__ import annotations

import csv
import io
import json
import pprint
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from lecturebook.model import Cue, CueWord

Cues = Sequence[Cue]
Row = dict[str, Any]


def milliseconds(seconds: float) -> int:
    return round(seconds * 1000)


def clock(seconds: float, mark: str) -> str:
    """``hh:mm:ss`` and three digits behind the decimal mark."""
    whole, rest = divmod(milliseconds(seconds), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}{mark}{rest:03}"


def short_clock(seconds: float) -> str:
    """``mm:ss``, or ``h:mm:ss`` from an hour on."""
    whole = int(seconds)
    minutes = f"{whole // 60 % 60:02}:{whole % 60:02}"
    return f"{whole // 3600}:{minutes}" if whole >= 3600 else minutes


def pieces(cue: Cue) -> Iterator[tuple[CueWord, str, str]]:
    """The words of a cue, each with the blanks or line end before it and the text it has there."""
    parts = re.findall(r"(\s*)(\S+)", cue.text) if cue.words else []
    return ((word, *part) for word, part in zip(cue.words, parts, strict=True))


def srt(cues: Cues) -> str:
    spans = [f"{clock(cue.start, ',')} --> {clock(cue.end, ',')}" for cue in cues]
    return "".join(f"{n}\n{span}\n{cue.text}\n\n" for n, (span, cue) in enumerate(zip(spans, cues, strict=True), 1))


def srt_labels(cues: Cues) -> str:
    """SRT as WhisperX writes it, with who speaks before each text."""
    return srt([replace(cue, text=f"[{cue.speaker}]: {cue.text}") for cue in cues])


def vtt(cues: Cues) -> str:
    """WebVTT with a voice for who speaks, and a time stamp before each word that has a start."""
    spans = [f"{clock(cue.start, '.')} --> {clock(cue.end, '.')}" for cue in cues]
    return "WEBVTT\n\n" + "".join(f"{span}\n{_vtt(cue)}\n\n" for span, cue in zip(spans, cues, strict=True))


def _vtt(cue: Cue) -> str:
    voice = f"<v {escape(cue.speaker, quote=False)}>" if cue.speaker else ""
    text = escape(cue.text, quote=False)
    if cue.words:
        text = "".join(blank + _stamp(word) + escape(said, quote=False) for word, blank, said in pieces(cue))
    return voice + text


def _stamp(word: CueWord) -> str:
    return f"<{clock(word.start, '.')}>" if word.start is not None else ""


def sbv(cues: Cues) -> str:
    return "".join(f"{clock(cue.start, '.')},{clock(cue.end, '.')}\n{cue.text}\n\n" for cue in cues)


def ttml(cues: Cues) -> str:
    """TTML with a span for each word that has a start, and the agents who speak."""
    names = list(dict.fromkeys(cue.speaker for cue in cues if cue.speaker))
    agents = "".join(
        f'<ttm:agent xml:id="a{n}" type="person"><ttm:name>{escape(name)}</ttm:name></ttm:agent>\n'
        for n, name in enumerate(names)
    )
    paragraphs = "".join(_ttml(cue, f' ttm:agent="a{names.index(cue.speaker)}"' if cue.speaker else "") for cue in cues)
    return (
        '<?xml version="1.0"?>\n'
        '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xml:lang="">\n'
        f"<head><metadata>\n{agents}</metadata></head>\n<body><div>\n{paragraphs}</div></body>\n</tt>\n"
    )


def _ttml(cue: Cue, agent: str) -> str:
    text = escape(cue.text)
    if cue.words:
        text = "".join(blank + _span(word, escape(said), cue.start) for word, blank, said in pieces(cue))
    span = f'begin="{clock(cue.start, ".")}" end="{clock(cue.end, ".")}"'
    return f"<p {span}{agent}>{text.replace(chr(10), '<br/>')}</p>\n"


def _span(word: CueWord, said: str, start: float) -> str:
    if word.start is None:
        return said
    # the times of what stands inside a paragraph count from its begin
    return f'<span begin="{milliseconds(word.start) - milliseconds(start)}ms">{said}</span>'


def json3(cues: Cues) -> str:
    """YouTube's json3: with a segment for each word where there are words."""
    return _json({"wireMagic": "pb3", "events": [_event(cue) for cue in cues]})


def _event(cue: Cue) -> Row:
    start, end = milliseconds(cue.start), milliseconds(cue.end)
    said = [{"utf8": blank + said, **_timed(word, cue, "tOffsetMs", "acAsrConf")} for word, blank, said in pieces(cue)]
    return {"tStartMs": start, "dDurationMs": end - start, "segs": said or [{"utf8": cue.text}]}


def _timed(word: CueWord, cue: Cue, offset: str, sureness: str) -> dict[str, int]:
    """When `word` was spoken, from the start of its cue, and how sure YouTube is of it, under the names given."""
    found = {}
    if word.start is not None and word.start > cue.start:  # the first one's offset of nothing is left out
        found[offset] = milliseconds(word.start) - milliseconds(cue.start)
    if word.confidence is not None:
        found[sureness] = round(word.confidence * 255)
    return found


def srv3(cues: Cues) -> str:
    """YouTube's srv3: with an element for each word where there are words."""
    return f'<?xml version="1.0"?>\n<timedtext format="3">\n<body>\n{"".join(map(_p, cues))}</body>\n</timedtext>\n'


def _p(cue: Cue) -> str:
    start, end = milliseconds(cue.start), milliseconds(cue.end)
    said = "".join(_s(escape(blank + said), _timed(word, cue, "t", "ac")) for word, blank, said in pieces(cue))
    return f'<p t="{start}" d="{end - start}">{said or escape(cue.text)}</p>\n'


def _s(said: str, attributes: dict[str, int]) -> str:
    written = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<s{written}>{said}</s>"


def srv1(cues: Cues) -> str:
    """YouTube's srv1, which escapes twice."""
    texts = [
        f'<text start="{cue.start}" dur="{round(cue.end - cue.start, 3)}">{escape(escape(cue.text))}</text>\n'
        for cue in cues
    ]
    return f'<?xml version="1.0"?>\n<transcript>\n{"".join(texts)}</transcript>\n'


def whisper(cues: Cues) -> str:
    """openai-whisper's JSON: a blank leads each text and each word."""
    segments = [
        {
            **{"id": n, "seek": 0, "start": cue.start, "end": cue.end, "text": " " + cue.text, "temperature": 0.0},
            **({"words": [_word(word, " " + word.text, "probability") for word in cue.words]} if cue.words else {}),
        }
        for n, cue in enumerate(cues)
    ]
    return _json({"text": "".join(" " + cue.text for cue in cues), "segments": segments, "language": "en"})


def whisperx(cues: Cues) -> str:
    """WhisperX's JSON: words without blanks and, where it could not align them, without times; speakers."""
    segments: list[Row] = []
    for cue in cues:
        named = {"speaker": cue.speaker} if cue.speaker else {}
        words = [{**_word(word, word.text, "score"), **named} for word in cue.words]
        segments.append({"start": cue.start, "end": cue.end, "text": " " + cue.text, "words": words, **named})
    return _json({"segments": segments, "word_segments": [word for one in segments for word in one["words"]]})


def _word(word: CueWord, text: str, confidence: str) -> Row:
    found = {"word": text, "start": word.start, "end": word.end, confidence: word.confidence}
    return {key: value for key, value in found.items() if value is not None}


def whisper_cpp(cues: Cues) -> str:
    """whisper.cpp's JSON in full, with a token for each word between those that are none of speech."""
    stretches = []
    for cue in cues:
        said = [{"text": " " + word.text, **_times(word.start, word.end), "p": word.confidence} for word in cue.words]
        first, last = _times(cue.start, cue.start), _times(cue.end, cue.end)
        tokens = [{"text": "[_BEG_]", **first, "p": 0.9}, *said, {"text": "[_TT_50]", **last, "p": 0.1}]
        named = {"speaker": cue.speaker} if cue.speaker else {}
        stretches.append({**_times(cue.start, cue.end), "text": " " + cue.text, "tokens": tokens, **named})
    return _json({"result": {"language": "en"}, "transcription": stretches})


def _times(start: float | None, end: float | None) -> Row:
    if start is None or end is None:
        return {}
    return {
        "timestamps": {"from": clock(start, ","), "to": clock(end, ",")},
        "offsets": {"from": milliseconds(start), "to": milliseconds(end)},
    }


def chunks(cues: Cues) -> str:
    """A Hugging Face pipeline's JSON; where the recording ends in the middle of speech, the last end is null."""
    found = [{"timestamp": [cue.start, cue.end], "text": " " + cue.text} for cue in cues]
    found[-1]["timestamp"] = [cues[-1].start, None]
    return _json({"text": "".join(" " + cue.text for cue in cues), "chunks": found})


def snippets(cues: Cues) -> str:
    """youtube-transcript-api's list, as its JSON formatter writes it."""
    return _json(_snippets(cues))


def snippets_printed(cues: Cues) -> str:
    """The same list as Python prints it, which that package does when nobody asks for a format."""
    return pprint.pformat(_snippets(cues)) + "\n"


def _snippets(cues: Cues) -> list[Row]:
    return [{"text": c.text, "start": c.start, "duration": round(c.end - c.start, 3)} for c in cues]


def stamped(cues: Cues) -> str:
    """``[mm:ss]`` before each text."""
    return "".join(f"[{short_clock(cue.start)}] {cue.text}\n" for cue in cues)


def stamped_names(cues: Cues) -> str:
    """``Name  h:mm:ss`` above each text, as meeting software exports it."""
    return "".join(f"{cue.speaker}  {short_clock(cue.start)}\n{cue.text}\n\n" for cue in cues)


def terminal(cues: Cues) -> str:
    """What Whisper prints while it works."""
    return "".join(f"[{clock(cue.start, '.')} --> {clock(cue.end, '.')}]  {cue.text}\n" for cue in cues)


def viewer(cues: Cues) -> str:
    """The text of a dataset viewer's page, with whole seconds."""
    columns = "\n| ".join(("video_id", "text", "start_second", "end_second", "url", "title"))
    link = "https://a.example/talk?t="
    lines = [f"talk | {c.text} | {c.start:,.0f} | {c.end:,.0f} | {link}{c.start:.0f} | A talk | |\n" for c in cues]
    return f"{columns}\n|\n---|---|---|---|---|---|\n{''.join(lines)}Subsets and Splits\n"


def rows(cues: Cues, video_id: str = "talk") -> list[Row]:
    """The dataset rows of one lecture."""
    return [{"video_id": video_id, "text": cue.text, "start_second": cue.start, "end_second": cue.end} for cue in cues]


def rows_csv(table: Sequence[Row]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, table[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    return out.getvalue()


def rows_jsonl(table: Sequence[Row]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in table)


def rows_json(table: Sequence[Row]) -> str:
    return _json(table)


def rows_parquet(table: Sequence[Row]) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(table)), buffer)
    return buffer.getvalue()


def _json(value: object) -> str:
    # letters as they are, so that the file's encoding counts, and several lines
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
