"""Text of a transcript as Markdown that shows exactly that text and never acts.

Numeric entities, because python-markdown and CommonMark both read them; a backslash does nothing there before
``< ~ ^ = : & " ' $ @``. Only what can act is escaped, so that the source stays readable.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

# control characters, lone surrogates and noncharacters: no page may hold them
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

_ACTS_ANYWHERE = re.compile(
    r"""
      [\\`*\[\]<>~^|$@{]                   # code, emphasis, links, HTML, cells, math, mentions
    | (?<![A-Za-z0-9])_ | _(?![A-Za-z0-9]) # emphasis; inside a word it is plain
    | &(?=\#?[A-Za-z0-9]+;)                # an entity
    | =(?==) | (?<==)=                     # a highlight in Obsidian
    | %(?=%) | (?<=%)%                     # a comment in Obsidian
    | (?<!\w)\# | \#(?!\s)                 # a heading, a tag, the closing signs of a heading; not "C# is"
    | (?<!\d):(?=\S) | :(?=[^\s\d]) | :(?=(?:100|1234):)  # http://, :smile:, a::; not 10:30 nor "so: this"
    | (?<=www)\. | (?<=WWW)\. | (?<=Www)\. # GitHub links www. without a scheme
    """,
    re.VERBOSE,
)
_ACTS_FIRST = re.compile(r"^(?:[-+=:!%](?!&)|\d+(?P<stop>[.)])(?=\s|$))")
# what a link's target may hold as it is; brackets would end it, the others could start something
_TARGET_KEPT = "%/:?#!&+,;=@"


def printable(text: str) -> str:
    """`text` with each character that no page may hold replaced by U+FFFD."""
    return _UNPRINTABLE.sub("\ufffd", text)


def clean_text(text: str) -> str:
    """`text` on one line, each run of white space one space, and printable."""
    return printable(" ".join(text.split()))


def escape_markdown(text: str) -> str:
    r"""`text` on one line, safe at any place of a Markdown page.

    >>> escape_markdown("It's 3 < 4, isn't it?"), escape_markdown("1986. A year, 10:30: go")
    ("It's 3 &#60; 4, isn't it?", '1986&#46; A year, 10:30: go')
    """
    escaped = _ACTS_ANYWHERE.sub(lambda match: _entity(match[0]), clean_text(text))
    first = _ACTS_FIRST.match(escaped)
    if first is None:
        return escaped
    at = first.start("stop") if first["stop"] else 0
    return escaped[:at] + _entity(escaped[at]) + escaped[at + 1 :]


def escape_target(url: str) -> str:
    """`url` as the target of a Markdown link, that is between ``](`` and ``)``."""
    encoded = quote(_UNPRINTABLE.sub("", url), safe=_TARGET_KEPT, errors="replace")
    return re.sub(r"&(?=#?[A-Za-z0-9]+;)", "&amp;", encoded)


def heading_slug(text: str) -> str:
    """The anchor that GitHub gives a heading of that text: lower case, signs gone, spaces as ``-``.

    >>> heading_slug("What is a B-tree? (part 2)"), heading_slug("待ち行列 & more")
    ('what-is-a-b-tree-part-2', '待ち行列--more')
    """
    kept = (sign for sign in clean_text(text).lower() if sign in "- " or _is_word(sign))
    return "".join(kept).replace(" ", "-")


def _is_word(sign: str) -> bool:
    category = unicodedata.category(sign)
    return category[0] in "LM" or category in {"Nd", "Nl", "Pc"}


def _entity(sign: str) -> str:
    return f"&#{ord(sign)};"
