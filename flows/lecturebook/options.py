"""What a user can set for a build, in one place."""

from __future__ import annotations

from dataclasses import dataclass

from lecturebook.embed import Dtype

# the value of `Options.punctuation` that turns it off
NO_PUNCTUATION = "none"


@dataclass(frozen=True, slots=True)
class Options:
    """Settings that change what a guide says; all have defaults that work.

    `language` (ISO 639-1) overrides what is detected; `model` names the sentence encoder (empty: the default),
    `punctuation` a token classifier that gives captions their stops (empty: our own, for English; `none`: no one),
    `writer` a model that gives sections an abstract (empty: no one).
    """

    language: str = ""
    model: str = ""
    punctuation: str = ""
    writer: str = ""
    dtype: Dtype = "auto"
    device: str = "cpu"
