"""What a guide is made from, each as a digest: the same ingredients give the same guide, byte for byte.

The code is an ingredient by the digest of its source, not by a version that someone has to remember to raise; so are
the libraries whose arithmetic a guide depends on, by their versions.
"""

from __future__ import annotations

import functools
import hashlib
import platform
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import lecturebook
from lecturebook.clean.terms import Term
from lecturebook.clean.wording import Wording
from lecturebook.digests import digest
from lecturebook.embed import Encoder, EncoderIdentity
from lecturebook.model import Source, Transcript
from lecturebook.options import NO_PUNCTUATION, Options
from lecturebook.render.environment import template_folder
from lecturebook.render.feeds import epoch
from lecturebook.study.writer import writer_digest
from lecturebook.weights import weights_digest

# what a guide is made by, in the package: what only discovers, joins, shows or checks guides is not in it
_STAGES = (
    *("__init__.py", "model", "timecode.py", "slug.py", "language.py", "stoplists.py", "tokens.py"),
    *("options.py", "read", "guide.py", "clean", "weights.py", "embed.py", "segment", "concepts", "study", "making.py"),
    *("guide_json.py", "word_columns.py"),
)
_LIBRARIES = (
    *("numpy", "torch", "transformers", "tokenizers", "sentence-transformers", "snowballstemmer", "wordfreq"),
    "rapidfuzz",
)
_PAGE_LIBRARIES = ("jinja2", "markdown", "markupsafe", "nh3")
_PACKAGE = Path(lecturebook.__file__).parent
_NO_SOURCE = Source("", "", "")
# stems of a word begin as it does; this many letters tell most words apart
_SHARED_LETTERS = 3
_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Ingredients:
    """Digests of all that a guide depends on; `key` names the guide that they give."""

    transcript: str
    metadata: str
    glossary: str
    options: str
    encoder: str
    code: str

    @property
    def key(self) -> str:
        """One digest of them all."""
        return digest(asdict(self))

    def changed_from(self, other: dict[str, Any]) -> list[str]:
        """The names of those that differ from `other`, as a course.json lists them."""
        return [name for name, value in asdict(self).items() if other.get(name) != value]


def ingredients_of(
    transcript: Transcript, cues: str, wording: Wording, options: str, encoder: Encoder | EncoderIdentity
) -> Ingredients:
    """What the guide of `transcript` is made from; `cues` is the digest of its cues, which need
    not be there, and `options` that of the options."""
    described = replace(transcript, cues=(), chapters=(), repairs=(), source=_NO_SOURCE)
    return Ingredients(
        transcript=digest((cues, transcript.chapters, transcript.repairs)),
        metadata=digest(described),
        glossary=digest(wording),
        options=options,
        encoder=digest((encoder.name, encoder.sha256, encoder.dtype, encoder.device, platform.machine())),
        code=code_digest(),
    )


def options_digest(options: Options) -> str:
    """The digest of what a user can set, weights of models that are named included."""
    return digest(
        (
            *(options.language, options.detail, options.punctuation, _punctuation_digest(options.punctuation)),
            *(options.writer, writer_digest(options.writer)),
        )
    )


def _punctuation_digest(model: str) -> str:
    """The digest of a named tagger's weights; our own count as code, beside which they stand."""
    return weights_digest(model) if model and model != NO_PUNCTUATION else ""


def word_heads(texts: Iterable[str]) -> tuple[str, ...]:
    """How the words of `texts` begin, as `MaySay` compares them; each once, sorted."""
    said = {part for text in texts for part in _TOKEN.findall(text.casefold())}
    return tuple(sorted({word[:_SHARED_LETTERS] for word in said}))


@functools.lru_cache(maxsize=20_000)
def _heads(phrase: str) -> frozenset[str]:
    return frozenset(word_heads((phrase,)))


class MaySay:
    """Which phrases may be said in a lecture whose words begin with `heads`: each word of theirs begins as one there.

    Only these are given to the making of a guide, so a new entry of a list touches no lecture without it.
    """

    def __init__(self, heads: Iterable[str]) -> None:
        self._heads = {head[:length] for head in heads for length in range(1, _SHARED_LETTERS + 1)}

    def __call__(self, phrase: str) -> bool:
        """Whether `phrase` may be said."""
        return _heads(phrase) <= self._heads

    def phrases(self, phrases: Iterable[str]) -> tuple[str, ...]:
        """Those of `phrases` that may be said, in an order that does not depend on theirs."""
        return tuple(sorted(filter(self, set(phrases))))

    def terms(self, terms: Iterable[Term]) -> tuple[Term, ...]:
        """Those of `terms` that may be said, what a person wrote down first."""
        return tuple(sorted((term for term in terms if self(term.text)), key=lambda term: (not term.given, term.text)))


def file_digest(files: Iterable[Path], root: Path) -> str:
    """The sha256 of `files`, each with its name below `root`, in the order of their names."""
    total = hashlib.sha256()
    for name, path in sorted((path.relative_to(root).as_posix(), path) for path in files):
        content = path.read_bytes()
        total.update(f"{name} {len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()


@functools.cache
def code_digest() -> str:
    """The digest of the code that makes guides and of the libraries that it calculates with."""
    files = [path for name in _STAGES for path in _files(_PACKAGE / name)]
    return digest((file_digest(files, _PACKAGE), [(name, version(name)) for name in _LIBRARIES]))


def site_digest(contents: object, templates: Path | None) -> str:
    """The digest of a site: its `contents`, the user's `templates`, `epoch`, and all that pages are made by."""
    theirs = file_digest(_files(templates), templates) if templates else ""
    return digest((contents, theirs, epoch(), _pages_digest()))


@functools.cache
def _pages_digest() -> str:
    """The digest of all our code, our templates, and the libraries that write pages."""
    ours = template_folder()
    pages = file_digest(_files(ours), ours)
    return digest((file_digest(_files(_PACKAGE), _PACKAGE), pages, [(name, version(name)) for name in _PAGE_LIBRARIES]))


def checked_by() -> str:
    """The digest of all that checks a site: all our code, and the libraries that read pages."""
    return digest((_pages_digest(), [(name, version(name)) for name in ("markdown-it-py", "selectolax")]))


def _files(path: Path) -> list[Path]:
    """The file, or all files of the folder but what Python compiles them to."""
    if not path.is_dir():
        return [path]
    return [file for file in path.rglob("*") if file.is_file() and file.suffix != ".pyc"]
