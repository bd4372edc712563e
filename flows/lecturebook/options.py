"""What a user can set for a build, in one place."""

from __future__ import annotations

from dataclasses import dataclass

from lecturebook.errors import SettingsError
from lecturebook.segment.detail import ACCEPTED, read_detail
from lecturebook.weights import Dtype

# the value of `Options.punctuation` that turns it off
NO_PUNCTUATION = "none"


@dataclass(frozen=True, slots=True)
class Options:
    """Settings that change what a guide says; all have defaults that work.

    `language` (ISO 639-1) overrides what is detected; `model` names the sentence encoder (empty: the default),
    `punctuation` a token classifier that gives captions their stops (empty: our own, for English; `none`: no one),
    `writer` a model that gives sections an abstract (empty: no one). `detail` says how finely lectures are cut: coarse,
    normal, fine, or sections an hour (empty: as course.toml says, else normal). Raises SettingsError for another.
    """

    language: str = ""
    model: str = ""
    punctuation: str = ""
    detail: str = ""
    writer: str = ""
    dtype: Dtype = "auto"
    device: str = "cpu"

    def __post_init__(self) -> None:
        """Refuse a detail that means nothing, before anything is read."""
        try:
            read_detail(self.detail)
        except ValueError:
            raise SettingsError("--detail", repr(self.detail), ACCEPTED) from None
