"""What a guide is made from, each as a digest: the same ingredients give the same guide, byte for byte.

The code is an ingredient by the digest of its source, not by a version that someone has to remember to raise; so are
the libraries whose arithmetic a guide depends on, by their versions.
"""

from __future__ import annotations

import functools
import hashlib
import platform
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import lecturebook
from lecturebook.embed import Encoder, EncoderIdentity, weights_digest
from lecturebook.model import Source, Transcript
from lecturebook.options import NO_PUNCTUATION, Options
from lecturebook.render.environment import template_folder
from lecturebook.study.writer import writer_digest

# what a guide is made by, in the package; what only discovers, joins, shows or checks guides is not in it
_STAGES = (
    *("model.py", "guide.py", "guide_json.py", "embed.py", "language.py", "stoplists.py", "slug.py", "read"),
    *("clean", "segment", "concepts", "study"),
)
_LIBRARIES = ("numpy", "torch", "transformers", "tokenizers", "sentence-transformers", "snowballstemmer", "wordfreq")
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
    transcript: Transcript, terms: Sequence[str], options: Options, encoder: Encoder | EncoderIdentity
) -> Ingredients:
    """What the guide of `transcript` is made from; `terms` are the entries of the glossary that it may hold."""
    identity = (encoder.name, encoder.sha256, encoder.dtype, encoder.device, platform.machine())
    said = (transcript.cues, transcript.chapters, transcript.repairs)
    described = replace(transcript, cues=(), chapters=(), repairs=(), source=_NO_SOURCE)
    return Ingredients(
        transcript=digest(said),
        metadata=digest(described),
        glossary=digest(tuple(terms)),
        options=digest(
            (
                *(options.language, options.punctuation, _punctuation_digest(options.punctuation)),
                *(options.writer, writer_digest(options.writer)),
            )
        ),
        encoder=digest(identity),
        code=code_digest(),
    )


def _punctuation_digest(model: str) -> str:
    """The digest of a named tagger's weights; our own count as code, beside which they stand."""
    return weights_digest(model) if model and model != NO_PUNCTUATION else ""


def matching_terms(terms: Iterable[str], transcript: Transcript) -> tuple[str, ...]:
    """Those of `terms` that may be said in `transcript`: every word of theirs begins as some word there.

    Only these are given to the making of a guide, so a new entry of the glossary touches no lecture without it.
    """
    words = {word for cue in transcript.cues for word in _TOKEN.findall(cue.text.casefold())}
    heads = {word[:length] for word in words for length in range(1, _SHARED_LETTERS + 1)}
    return tuple(
        term for term in terms if all(word[:_SHARED_LETTERS] in heads for word in _TOKEN.findall(term.casefold()))
    )


def digest(value: object) -> str:
    """The sha256 of what Python writes for `value`, which must be made of plain data alone."""
    return hashlib.sha256(repr(value).encode("utf-8", "backslashreplace")).hexdigest()


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
    """The digest of a site: its `contents`, the user's `templates`, and all that pages are made by."""
    return digest((contents, file_digest(_files(templates), templates) if templates else "", _pages_digest()))


@functools.cache
def _pages_digest() -> str:
    """The digest of all our code, our templates, and the libraries that write pages."""
    ours = template_folder()
    pages = file_digest(_files(ours), ours)
    return digest((file_digest(_files(_PACKAGE), _PACKAGE), pages, [(name, version(name)) for name in _PAGE_LIBRARIES]))


def _files(path: Path) -> list[Path]:
    """The file, or all files of the folder but what Python compiles them to."""
    if not path.is_dir():
        return [path]
    return [file for file in path.rglob("*") if file.is_file() and file.suffix != ".pyc"]
