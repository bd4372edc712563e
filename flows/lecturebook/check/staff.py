"""What staff wrote in words of their own: nobody said it, so all that can be proven is that they did write it."""

from __future__ import annotations

from collections.abc import Container, Iterator

from lecturebook.model import Guide
from lecturebook.render.markdown_text import clean_text


def own_words(guide: Guide) -> Iterator[str]:
    """Every text in `guide` that is by staff."""
    yield from (section.note for section in guide.sections if section.note)
    yield from (concept.by_staff for concept in guide.concepts if concept.by_staff)


def unexplained(guide: Guide) -> Iterator[str]:
    """The texts by staff that no edit of the guide is the reason of, one line each."""
    edited = {edit.after for edit in guide.edits if edit.kind in {"note", "own words"}}
    for text in own_words(guide):
        if text not in edited:
            yield f"{text[:60]!r} is said to be by staff, and no edit says it"


def unwritten(guide: Guide, written: Container[str]) -> Iterator[str]:
    """The texts by staff in `guide` that are not among those `written` beside the transcripts, one line each."""
    yield from (f"{text[:60]!r} stands in no edits.toml" for text in own_words(guide) if text not in written)


def shown_words(guide: Guide) -> frozenset[str]:
    """The texts by staff in `guide`, as a page shows them."""
    return frozenset(clean_text(text) for text in own_words(guide))
