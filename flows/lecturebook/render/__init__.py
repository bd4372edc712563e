"""From a course to a folder of pages, in Markdown and in HTML."""

from lecturebook.render.site import render_site

__all__ = ["render_site"]
