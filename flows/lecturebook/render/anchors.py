"""The anchors of one page, none given twice."""

from __future__ import annotations

import re

from lecturebook.render.markdown_text import heading_slug
from lecturebook.render.paths import Format
from lecturebook.slug import file_slug

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]*")


class Anchors:
    """Gives the anchors of one page.

    In HTML an anchor is the id asked for; `main` is given already, to what the skip link leads to. Markdown
    on GitHub has no anchors but those of its headings, made from their words and their order: there every
    heading of the page has to be asked for, in order.
    """

    def __init__(self, form: Format) -> None:
        self._form = form
        self._taken = {"main"} if form == "html" else set[str]()

    def take(self, name: str, heading: str) -> str:
        """The anchor for what is called `name` and stands under the words `heading`."""
        wanted = heading_slug(heading) if self._form == "md" else _html_id(name)
        anchor, again = wanted, 0
        while anchor in self._taken:
            again += 1
            anchor = f"{wanted}-{again}"
        self._taken.add(anchor)
        return anchor


def _html_id(name: str) -> str:
    return name if _PLAIN.fullmatch(name) else file_slug(name)
