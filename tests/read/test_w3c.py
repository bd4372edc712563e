"""Valid WebVTT is read as the W3C's parsing algorithm says; where we read otherwise, it is a choice, listed here."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lecturebook.errors import TranscriptError
from lecturebook.model import Transcript
from lecturebook.read import read_bytes
from read.w3c import W3CCue, parse

HEAD = "WEBVTT\n\n"
ONE = "00:01.000 --> 00:02.000\n"
TWO = "00:02.000 --> 00:03.000\n"

# valid by https://www.w3.org/TR/webvtt1/#syntax, but for "header lines" and "no blank line under the signature", which
# every tool writes, and for a line end missing at the end of the file
VALID = {
    "one cue": f"{HEAD}{ONE}so\n",
    "no cues": "WEBVTT",
    "no cues, two lines": HEAD,
    "nothing but a comment": f"{HEAD}NOTE hello\n",
    # the signature line and the header
    "text behind the signature": f"WEBVTT - week 2, Language: none\n\n{ONE}so\n",
    "tab behind the signature": f"WEBVTT\tweek 2\n\n{ONE}so\n",
    "blank behind the signature": f"WEBVTT \n\n{ONE}so\n",
    "times behind the signature": f"WEBVTT 00:09.000 --> 00:10.000\n\n{ONE}so\n",
    "byte order mark": f"\ufeff{HEAD}{ONE}so\n",
    "header lines": f"WEBVTT\nKind: captions\nLanguage: en\n\n{ONE}so\n",
    "no blank line under the signature": f"WEBVTT\n{ONE}so\n",
    "many empty lines": f"WEBVTT\n\n\n\n{ONE}so\n\n\n\n{TWO}then\n\n\n\n",
    # line ends
    "CR": f"{HEAD}a\n{ONE}so\nthen\n\n{TWO}next\n".replace("\n", "\r"),
    "CRLF": f"{HEAD}a\n{ONE}so\nthen\n\n{TWO}next\n".replace("\n", "\r\n"),
    "mixed line ends": "WEBVTT\r\n\n00:01.000 --> 00:02.000\rso\nthen\r\n\r\nb\r00:02.000 --> 00:03.000\nnext\r",
    "CR before CRLF is an empty line": f"{HEAD}{ONE}so\r\r\nNOTE x\r\r\n{TWO}then\n",
    "LF before CR is an empty line": "WEBVTT\n\r00:01.000 --> 00:02.000\nso\n\r00:02.000 --> 00:03.000\nnext\n",
    "no line end at the end": f"{HEAD}{ONE}so",
    # times
    "hours": f"{HEAD}00:00:01.000 --> 01:00:02.500\nso\n",
    "hours on one side": f"{HEAD}00:01.000 --> 00:00:02.000\nso\n\n00:00:59.999 --> 01:00.000\nthen\n",
    "three digits of hours": f"{HEAD}100:00:00.000 --> 100:00:01.000\nso\n",
    "hours led by zeros": f"{HEAD}0000:00:01.000 --> 000:00:02.000\nso\n",
    "hours led by many zeros": f"{HEAD}00000:00:01.000 --> 000000000:00:02.000\nso\n",
    "last valid minute": f"{HEAD}59:59.999 --> 01:00:00.000\nso\n",
    "milliseconds that no float has": f"{HEAD}00:07.738 --> 02:17:20.739\nso\n",
    "tabs and blanks around the arrow": f"{HEAD}00:01.000\t-->  \t00:02.000\nso\n",
    "many blanks around the arrow": f"{HEAD}00:01.000{' ' * 12}-->{' ' * 12}00:02.000\nso\n",
    "equal starts": f"{HEAD}{ONE}so\n\n{ONE}then\n",
    "overlap": f"{HEAD}00:01.000 --> 00:09.000\nso\n\n{TWO}then\n\n00:02.500 --> 00:04.000\nnext\n",
    # settings
    "settings": f"{HEAD}00:01.000 --> 00:02.000 align:start line:0 position:50%,center size:35%\nso\n",
    "settings behind tabs": f"{HEAD}00:01.000 --> 00:02.000\tvertical:rl\t line:-1,end\nso\n",
    "blanks behind the times": f"{HEAD}00:01.000 --> 00:02.000 \t\nso\n",
    # identifiers
    "numbers as ids": f"{HEAD}1\n{ONE}so\n\n2\n{TWO}then\n",
    "words as ids": f"{HEAD}intro - part 1\n{ONE}so\n",
    "id like a comment": f"{HEAD}NOTE x\n{ONE}so\n\nNOTE\n{TWO}then\n",
    "id like a style": f"{HEAD}STYLE\n{ONE}so\n\nREGION\n{TWO}then\n",
    "id like a signature": f"{HEAD}WEBVTT\n{ONE}so\n",
    "id like a time": f"{HEAD}00:09.000\n{ONE}so\n\n00:09.000 -- > 00:10.000\n{TWO}then\n",
    "id like an arrow": f"{HEAD}->\n{ONE}so\n\n-- >\n{TWO}then\n",
    "id of a blank": f"{HEAD} \n{ONE}so\n",
    "id with blanks around it": f"{HEAD} a \n{ONE}so\n",
    "id with tags": f"{HEAD}<i>a</i> &amp;\n{ONE}so\n",
    # comments, styles, regions
    "comments anywhere": f"{HEAD}NOTE\n\n{ONE}so\n\nNOTE next\n\n{TWO}then\n\nNOTE the end",
    "comment of many lines": f"{HEAD}{ONE}so\n\nNOTE\nDr. Almeida\n12\n00:05.000 is late\n\n{TWO}then\n",
    "comment behind a tab": f"{HEAD}NOTE\ttodo\n<v Ruth>not said\n\n{ONE}so\n",
    "comment like a timetable": f"{HEAD}NOTE\n10:15 -> 10:45 break\n\n{ONE}so\n",
    "comment like a style": f"{HEAD}{ONE}so\n\nNOTE\nSTYLE\n\n{TWO}then\n",
    "style": f"{HEAD}STYLE\n::cue {{\n  color: lime;\n}}\n::cue(#1) {{ color: red }}\n\n{ONE}so\n",
    "style behind blanks": f"{HEAD}STYLE \t\n::cue {{ color: lime }}\n\n{ONE}so\n",
    "empty style": f"{HEAD}STYLE\n\n{ONE}so\n",
    "styles and regions": f"{HEAD}NOTE x\n\nREGION\nid:a width:40%\nlines:3\n\nSTYLE\n*{{}}\n\nREGION\nid:b\n\n{ONE}so",
    "cue in a region": f"{HEAD}REGION\nid:a\nscroll:up\n\n00:01.000 --> 00:02.000 region:a align:left\nso\n",
    # text
    "two lines": f"{HEAD}{ONE}so\nthen\n",
    "text like a comment": f"{HEAD}{ONE}NOTE that\nNOTE\n\n{TWO}then\nNOTE this\n",
    "text like a style": f"{HEAD}{ONE}STYLE\nis all\n\n{TWO}REGION\nREGION of interest\n",
    "text like a signature": f"{HEAD}{ONE}WEBVTT\nis a format\n",
    "text like a number": f"{HEAD}{ONE}42\n\n{TWO}is it\n42\n",
    "text like a time": f"{HEAD}{ONE}at 00:05.000\n00:06.000\n\n{TWO}then\n",
    "text like a timetable": f"{HEAD}{ONE}the lab is\n10:15 -> 10:45\n\n{TWO}10:15 → 10:45\n",
    "text like arrows": f"{HEAD}{ONE}a -> b ->> c => d -- > e\n",
    "text like SRT's codes": f"{HEAD}{ONE}{{\\an8}}so {{i}} then\n",
    "a line of a blank first": f"{HEAD}{ONE} \nso\n\n{TWO}\t\nthen\n",
    "a line of a blank between": f"{HEAD}{ONE}so\n  \nthen\n",
    "a line of a blank last": f"{HEAD}{ONE}so\n \n\n{TWO}then\n \n",
    "blanks around the text": f"{HEAD}{ONE}  so \t then  \n",
    "greater-than signs": f"{HEAD}{ONE}a > b >> c\n>> Ruth, so\n",
    "other scripts": f"{HEAD}{ONE}日本語 ελληνικά עברית e\u0301 😀\n",
    # tags
    "simple tags": f"{HEAD}{ONE}<b>so</b> <i>we</i> <u>went</u> <c>on</c>\n",
    "nested tags": f"{HEAD}{ONE}<b>so <i>we <c.a>went</c></i></b> on\n",
    "tag over two lines": f"{HEAD}{ONE}<i>so\nwe went</i> on\n",
    "tag on lines of its own": f"{HEAD}{ONE}<b>\nso\n</b>\nthen\n",
    "tags inside a word": f"{HEAD}{ONE}eigen<b>val</b>ue\n",
    "classes": f"{HEAD}{ONE}<c.yellow.bg_blue>so</c> <b.loud-1>then</b> <i.é>next</i>\n",
    "voice": f"{HEAD}{ONE}<v Ruth>so</v>\n",
    "voice without an end": f"{HEAD}{ONE}<v Ruth>so we\nwent on\n",
    "voices": f"{HEAD}{ONE}<v Ruth>so?</v>\n<v.loud.first Dr. Ana  Almeida>yes</v>\n",
    "voice behind a tab": f"{HEAD}{ONE}<v\tRuth>so</v>\n",
    "voice with escapes": f"{HEAD}{ONE}<v Ruth &amp; Ana &gt;>so</v>\n",
    "voice with a less-than sign": f"{HEAD}{ONE}<v Ruth <loud>so</v>\n",
    "voice like a tag": f"{HEAD}{ONE}<v b><b>so</b></v>\n",
    "language": f"{HEAD}{ONE}<lang en-GB>so</lang> <lang.a de>dann</lang>\n",
    "ruby": f"{HEAD}{ONE}<ruby>日<rt>nichi</rt>本<rt>hon</rt></ruby>\n",
    "ruby without its last end": f"{HEAD}{ONE}<ruby.a>so<rt.b>then</ruby> next\n",
    "time stamps": f"{HEAD}{ONE}so<00:01.200> we<00:00:01.500><c> went</c><00:01.700>on\n",
    "time stamps first and last": f"{HEAD}{ONE}<00:01.200>so we<00:01.500>\n",
    "time stamps of many hours": f"{HEAD}100:00:00.000 --> 100:00:09.000\nso <100:00:01.000>we\n",
    # references
    "the six escapes": f"{HEAD}{ONE}&lt;i&gt; &amp;amp; a&nbsp;b x&lrm;y&rlm;z\n",
    "escaped arrow": f"{HEAD}{ONE}so --&gt; we\n",
    "escaped tags": f"{HEAD}{ONE}&lt;b>so&lt;/b> <b>&lt;mask&gt;</b>\n",
    "names of HTML": f"{HEAD}{ONE}&quot;caf&eacute;&quot; &hellip; &NotEqualTilde; &copy;right\n",
    "numbers of characters": f"{HEAD}{ONE}&#60; &#x3c; &#X3C; &#8364;5 &#x1F600;\n",
    "escaped ampersand before a name": f"{HEAD}{ONE}&amp;lt; R&amp;D &amp;copy\n",
    "escaped line end": f"{HEAD}{ONE}so&#10;&#10;then\n",
}


class Difference(NamedTuple):
    """A file that we read otherwise, why, what we take from it, and the repair that says so, if it is one."""

    reason: str
    data: str | bytes
    ours: list[W3CCue]
    repair: str = ""


# What the algorithm makes of a file that is not valid is a browser's choice: it forgets what it cannot read. We keep
# what was said. The valid ones among these files are marked.
DIFFERENCES = {
    "empty text (valid)": Difference(
        "nothing was said, so there is nothing to study", f"{HEAD}{ONE}\n{TWO}then\n", [(2, 3, "then")], "empty"
    ),
    "invisible text (valid)": Difference(
        "nothing was said either", f"{HEAD}{ONE}&lrm;\n\n{TWO}then\n", [(2, 3, "then")], "empty"
    ),
    "names in front (valid)": Difference(
        "meeting software writes who speaks before the text, and names were not said: they are the cue's speaker",
        f"{HEAD}{ONE}Ruth Almeida: so\n\n{TWO}Ruth Almeida: then\n",
        [(1, 2, "so"), (2, 3, "then")],
    ),
    "control characters (valid)": Difference(
        "they are no text, and a terminal acts on them", f"{HEAD}{ONE}so\x1b[1m\x07 we\n", [(1, 2, "so[1m we")]
    ),
    "over a thousand hours (valid)": Difference(
        "no recording is that long: such times come from damage",
        f"{HEAD}{ONE}so\n\n1000:00:00.001 --> 1000:00:01.000\nthen\n",
        [(1, 2, "so")],
        "garbled",
    ),
    "over thirty marks on a letter (valid)": Difference(
        "no script stacks so many, and normalizing them takes quadratic time",
        f"{HEAD}{ONE}x" + "\u0301" * 40,
        [(1, 2, "x" + "\u0301" * 30)],
    ),
    "unknown tag": Difference(
        "lectures on language models say it, and few tools escape it",
        f"{HEAD}{ONE}the <mask> here\n",
        [(1, 2, "the <mask> here")],
    ),
    "lone less-than sign": Difference(
        "a formula that was not escaped; the algorithm drops what follows",
        f"{HEAD}{ONE}if a < b\n",
        [(1, 2, "if a < b")],
    ),
    "reference without its semicolon": Difference(
        "text that was not escaped has such ampersands",
        f"{HEAD}{ONE}R&copyright x&lt y\n",
        [(1, 2, "R&copyright x&lt y")],
    ),
    "comma in times": Difference(
        "SRT under another name", f"{HEAD}00:00:01,000 --> 00:00:02,000\nso\n", [(1, 2, "so")], "notation"
    ),
    "few digits": Difference(
        "what is meant is clear", f"{HEAD}0:01.5 --> 0:02.25\nso\n", [(1.5, 2.25, "so")], "notation"
    ),
    "no fraction": Difference("what is meant is clear", f"{HEAD}00:01 --> 00:02\nso\n", [(1, 2, "so")], "notation"),
    "another arrow": Difference(
        "what is meant is clear", f"{HEAD}00:01.000 -> 00:02.000\nso\n", [(1, 2, "so")], "notation"
    ),
    "minutes over 59": Difference(
        "lectures are longer than an hour, and some tools only count minutes",
        f"{HEAD}75:00.000 --> 75:01.500\nso\n",
        [(4500, 4501.5, "so")],
    ),
    "minutes over 59 behind hours": Difference(
        "what they add up to is clear", f"{HEAD}00:75:00.000 --> 01:15:01.500\nso\n", [(4500, 4501.5, "so")], "carried"
    ),
    "seconds over 59": Difference(
        "what they add up to is clear", f"{HEAD}00:60.000 --> 01:01.000\nso\n", [(60, 61, "so")], "carried"
    ),
    "end before the start": Difference(
        "the text was said all the same: it ends where the next begins",
        f"{HEAD}00:01.000 --> 00:00.500\nso\n\n{TWO}then\n",
        [(1, 2, "so"), (2, 3, "then")],
        "reversed",
    ),
    "no end": Difference(
        "as an end before the start", f"{HEAD}00:01.000 -->\nso\n\n{TWO}then\n", [(1, 2, "so"), (2, 3, "then")], "open"
    ),
    "negative start": Difference(
        "a shift of all times does that", f"{HEAD}-00:00:01.000 --> 00:00:02.000\nso\n", [(0, 2, "so")], "negative"
    ),
    "out of order": Difference(
        "a guide follows the lecture", f"{HEAD}{TWO}then\n\n{ONE}so\n", [(1, 2, "so"), (2, 3, "then")], "unordered"
    ),
    "number of an unparted cue": Difference(
        "a number right above times is the next cue's, and was not said",
        f"{HEAD}1\n{ONE}so\n2\n{TWO}then\n",
        [(1, 2, "so"), (2, 3, "then")],
        "unparted",
    ),
    "arrow in the text": Difference(
        "the algorithm ends the cue there", f"{HEAD}{ONE}so\nx --> y\nthen\n", [(1, 2, "so x --> y then")]
    ),
    "text behind an empty line": Difference(
        "editors leave empty lines within a cue", f"{HEAD}{ONE}so\n\nwe went on\n", [(1, 2, "so we went on")], "joined"
    ),
    "text on the line of the times": Difference(
        "it is no setting, and no other text is there",
        f"{HEAD}00:01.000 --> 00:02.000 so we\n\n{TWO}then\n",
        [(1, 2, "so we"), (2, 3, "then")],
    ),
    "lines before the signature": Difference(
        "copied text has them; what follows is WebVTT", f"\n \n{HEAD}{ONE}so\n", [(1, 2, "so")]
    ),
    "two CRs in every line end": Difference(
        "some Windows tools write it; taken one by one, an empty line would follow every line",
        f"{HEAD}{ONE}so\nthen\n".replace("\n", "\r\r\n"),
        [(1, 2, "so then")],
    ),
    "NUL": Difference("it is no text; the algorithm shows U+FFFD", f"{HEAD}{ONE}s\0o\n", [(1, 2, "so")], "nul"),
    "UTF-16": Difference("Windows editors save it so", f"{HEAD}{ONE}so\n".encode("utf-16"), [(1, 2, "so")]),
    "Windows-1252": Difference("the same", f"{HEAD}{ONE}café\n".encode("cp1252"), [(1, 2, "café")]),
}


@pytest.mark.parametrize("data", VALID.values(), ids=VALID)
def test_a_valid_file_is_read_as_the_algorithm_says(data: str) -> None:
    assert ours(data.encode()) == theirs(data.encode())


@pytest.mark.parametrize("difference", DIFFERENCES.values(), ids=DIFFERENCES)
def test_known_differences(difference: Difference) -> None:
    data = difference.data if isinstance(difference.data, bytes) else difference.data.encode()
    assert difference.reason
    assert ours(data) == difference.ours
    assert [(start, end, words(text)) for start, end, text in parse(data)] != difference.ours
    if difference.repair:
        assert difference.repair in {repair.reason for repair in read(data).repairs}


def read(data: bytes) -> Transcript:
    (transcript,) = read_bytes(data, "a.vtt")
    return transcript


def ours(data: bytes) -> list[W3CCue]:
    try:
        return [(cue.start, cue.end, words(cue.text)) for cue in read(data).cues]
    except TranscriptError:
        return []


def theirs(data: bytes) -> list[W3CCue]:
    """The cues of the algorithm in which something is said: an empty one is a known difference."""
    cues = [(start, end, words(text)) for start, end, text in parse(data)]
    return [cue for cue in cues if any(unicodedata.category(char)[0] not in "CZ" for char in cue[2])]


def words(text: str) -> str:
    """`text` as far as readers must agree: how it is broken into lines is no matter."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


# A strategy for each production of the syntax. Colons are left out of free text, for "Ruth: so" is a known difference;
# so are marks that part words in one reader and not in another.
CHARACTERS = st.sampled_from("abZ 019 \t.,;!?'\"()[]{}#/\\-=>_*%$@~^|+éßñøи日本語\u0301\u00a0\u200d\u200e😀")
PLAIN = st.text(CHARACTERS, min_size=1, max_size=8)
TRAPS = st.sampled_from(
    [
        *"NOTE STYLE REGION WEBVTT 1 42 00:05.000 00:00:01,000 10:15 -- -> => x > >>".split(),
        *"{\\an8} i> b> rt; amp; lt; #60; c.a".split(),
        *["NOTE ", "WEBVTT ", " ", "  ", "\t", "10:15 -> 10:45", "00:01.000 -- > 00:02.000", "1:00 → 2:00"],
    ]
)
LINE = st.lists(PLAIN | TRAPS, min_size=1, max_size=4).map("".join).filter(lambda line: "-->" not in line)
BLANKS = st.text(" \t", min_size=1, max_size=3)
NAMES = st.sampled_from("amp lt gt nbsp lrm rlm quot eacute hellip NotEqualTilde #60 #x3c #38 #62 #x1F600 #10".split())
REFERENCE = NAMES.map(lambda name: f"&{name};")
CLASSES = st.lists(st.sampled_from("yellow bg_blue é a-b 1 b i v".split()), max_size=2).map(
    lambda names: "".join(f".{name}" for name in names)
)
ANNOTATION = st.lists(
    st.sampled_from(["Ruth", "Dr. Ana  Almeida", "a<b", "<i", "/v", "\t", " ", "NOTE"]) | REFERENCE, max_size=3
).map(lambda parts: "".join([*parts, "x"]))
LANGUAGE = st.sampled_from("en de-AT zh-Hans".split())
# stands for a time stamp, whose time depends on the others of its cue
STAMP = "\x00"


def span(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    simple = st.builds(
        lambda tag, names, text: f"<{tag}{names}>{text}</{tag}>", st.sampled_from("cibu"), CLASSES, inner
    )
    voice = st.builds(
        lambda names, blank, name, text: f"<v{names}{blank}{name}>{text}</v>",
        CLASSES,
        st.sampled_from(" \t"),
        ANNOTATION,
        inner,
    )
    language = st.builds(lambda names, tag, text: f"<lang{names} {tag}>{text}</lang>", CLASSES, LANGUAGE, inner)
    ruby = st.builds(
        lambda names, base, text, end: f"<ruby{names}>{base}<rt{names}>{text}{end}</ruby>",
        CLASSES, inner, inner, st.sampled_from(["</rt>", "", "</rt>\n "]),
    )  # fmt: skip
    return simple | voice | language | ruby


def several(component: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(component | st.just("\n"), max_size=4).map("".join)


COMPONENT = st.recursive(LINE | LINE | REFERENCE | st.just(STAMP), lambda inner: span(several(inner)), max_leaves=5)


@st.composite
def payloads(draw: st.DrawFn, start: int, end: int) -> list[str]:
    """The lines of a cue from `start` to `end` (milliseconds): none of them is empty, none has an arrow."""
    text = draw(several(COMPONENT)) if draw(st.integers(0, 9)) else "<v Ruth>" + draw(LINE)
    count = text.count(STAMP)
    for n in range(1, count + 1):
        # time stamps must rise, and stand within the cue
        at = start + n * (end - start) // (count + 1)
        text = text.replace(STAMP, f"<{draw(timestamps(at))}>" if end - start > count + 1 else "", 1)
    return [line.replace("-->", "--&gt;") for line in text.split("\n") if line]


@st.composite
def timestamps(draw: st.DrawFn, milliseconds: int) -> str:
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    lead = f"{hours:0{draw(st.integers(2, 4))}}:" if hours or draw(st.booleans()) else ""
    return f"{lead}{minutes:02}:{seconds:02}.{thousandths:03}"


SETTINGS = st.lists(
    st.sampled_from("align:start line:0 line:-1,end position:50%,center size:35.5% vertical:rl region:a".split()),
    max_size=3,
)
COMMENT = st.builds(
    lambda first, rest: [first, *rest],
    st.just("NOTE") | LINE.map("NOTE ".__add__) | LINE.map("NOTE\t".__add__),
    st.lists(LINE, max_size=2),
)
CSS = st.sampled_from(["::cue {", "  color: lime;", "}", "::cue(b) { color: red }", "/* NOTE", "00:01.000", "1"])
STYLE = st.builds(lambda blanks, lines: [f"STYLE{blanks}", *lines], st.just("") | BLANKS, st.lists(CSS, max_size=3))
REGION = st.builds(
    lambda blanks, lines: [f"REGION{blanks}", *lines],
    st.just("") | BLANKS,
    st.lists(
        st.sampled_from(["id:a", "width:40%\tlines:3", "regionanchor:0%,100%", "scroll:up"]), min_size=1, unique=True
    ),
)


@st.composite
def cue_blocks(draw: st.DrawFn, start: int, ids: set[str]) -> list[str]:
    """A cue from `start` on; `ids` are those of the cues before it, for they must be unique."""
    end = start + draw(st.integers(1, 10) | st.integers(1000, 10_000_000))
    times = draw(timestamps(start)) + draw(BLANKS) + "-->" + draw(BLANKS) + draw(timestamps(end))
    for setting in draw(SETTINGS):
        times += draw(BLANKS) + setting
    name = draw(LINE)
    lead = [name] if draw(st.booleans()) and name not in ids else []
    ids.update(lead)
    return [*lead, times + draw(st.just("") | BLANKS), *draw(payloads(start, end))]


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file that is valid but for its style sheets, which nobody reads; its last line end may be missing."""
    blocks = [["WEBVTT" + draw(st.just("") | st.builds(str.__add__, st.sampled_from(" \t"), LINE | st.just("")))]]
    blocks += draw(st.lists(COMMENT | STYLE | REGION, max_size=2))
    start, ids = draw(st.integers(0, 10) | st.integers(0, 990 * 3_600_000)), set[str]()
    for _ in range(draw(st.integers(0, 4))):
        blocks.append(draw(cue_blocks(start, ids)))
        start += draw(st.sampled_from([0, 1, 999, 60_000]))
        blocks += draw(st.lists(COMMENT, max_size=1))
    lines: list[str] = []
    for block in blocks:
        lines += [*block, *[""] * draw(st.integers(1, 2))]
    text = joined(lines, draw(st.lists(st.sampled_from(["\n", "\r\n", "\r"]), min_size=1, max_size=3)))
    return draw(st.sampled_from(["", "\ufeff"])) + draw(st.sampled_from([text, text.rstrip("\r\n")]))


def joined(lines: Sequence[str], ends: Sequence[str]) -> str:
    """`lines`, each ended by the next of `ends`, over and over; CR and LF of two lines would be the end of one."""
    text = ""
    for n, line in enumerate(lines):
        end = ends[n % len(ends)]
        text += line + ("\r" if end == "\n" and not line and text.endswith("\r") else end)
    return text


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(files())
def test_any_valid_file_is_read_as_the_algorithm_says(text: str) -> None:
    assert ours(text.encode()) == theirs(text.encode())
