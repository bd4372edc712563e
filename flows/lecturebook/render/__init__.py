"""From a course to a folder of pages, in Markdown and in HTML."""

from lecturebook.render.site import render_site, write_page, write_pieces

__all__ = ["render_site", "write_page", "write_pieces"]
