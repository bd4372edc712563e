"""A transcript file on its way in: its bytes, its text, its JSON value, each made once, when first asked for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cached_property

from lecturebook.model import Repair, Source
from lecturebook.read.decode import Decoded, decode
from lecturebook.read.json_value import JsonValue, parse_json
from lecturebook.read.limits import DEFAULT, Limits

# what JSON of ours begins with; "[0:12] hello" and "[Music]" are speech
_JSON = re.compile(r"""\s*+(?:\{\s*["}]|\[\s*(?:\[\s*)?[{\]])""")
_XML = re.compile(r"\s*+<(?:[?!]|[A-Za-z_])")


class Document:
    """The content of the file `file` (a name without folder).

    `text` and `json` raise TranscriptError where the bytes are no text, or what begins as JSON is none.
    """

    def __init__(self, data: bytes, file: str, limits: Limits = DEFAULT) -> None:
        self.data, self.file, self.limits = data, file, limits

    @cached_property
    def decoded(self) -> Decoded:
        """The text, and how it was written."""
        return decode(self.data, self.file, self.limits)

    @property
    def text(self) -> str:
        """The text with ``\\n`` line ends."""
        return self.decoded.text

    @cached_property
    def is_json(self) -> bool:
        """Whether the text begins as a JSON object or list of objects does."""
        return _JSON.match(self.text) is not None

    @cached_property
    def is_xml(self) -> bool:
        """Whether the text begins as XML does."""
        return _XML.match(self.text) is not None

    @cached_property
    def json(self) -> JsonValue:
        """The JSON value the text is; its `value` is None where the text does not begin as JSON."""
        return parse_json(self.text, self.file, self.limits) if self.is_json else JsonValue(None)

    def refuse_many_lines(self) -> None:
        """Raise TranscriptError where the text has more lines than any transcript."""
        self.limits.refuse_more("lines", self.text.count("\n"), self.file)

    @property
    def is_binary(self) -> bool:
        """Whether nobody had to ask for the text."""
        return "decoded" not in self.__dict__

    def damage(self) -> Iterator[Repair]:
        """What decoding and parsing had to mend, by line."""
        yield from self.decoded.repairs
        if "json" in self.__dict__ and self.json.cut:
            yield Repair(self.json.cut, "truncated", dropped=True)

    def source(self, form: str) -> Source:
        """What to say of the file in a transcript, read as format `form`."""
        sha256 = hashlib.sha256(self.data).hexdigest()
        if self.is_binary:
            return Source(self.file, form, sha256)
        return Source(self.file, form, sha256, self.decoded.encoding, self.decoded.newline)
