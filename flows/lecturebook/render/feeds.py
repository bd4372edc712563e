"""What machines read of a site: an Atom feed, a sitemap, llms.txt, and the JSON-LD of a lecture's page.

Feed and sitemap need whole addresses: they are written where the course has a `base_url`. No date is made up: those
of the feed are from the metadata, or SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/).
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin
from xml.sax.saxutils import escape, quoteattr

from lecturebook.links import is_external, source_url, time_url
from lecturebook.model import Course, Guide
from lecturebook.render.markdown_text import clean_text, escape_markdown, escape_target
from lecturebook.render.outline import Sketch
from lecturebook.render.paths import course_page, lecture_page

FEED, SITEMAP, LLMS = "feed.xml", "sitemap.xml", "llms.txt"


def machine_files(course: Course, sketches: Iterable[Sketch], pages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each file's path and text; `sketches` are those of the HTML pages of lectures, `pages` the paths of all."""
    yield LLMS, _llms(course, sketches)
    if course.base_url:
        yield SITEMAP, _sitemap(course.base_url, sorted(pages))
        if has_feed(course):
            yield FEED, _feed(course, sketches)


def has_feed(course: Course) -> bool:
    """Whether there is a feed: it needs the site's address, and a lecture with a date."""
    return bool(course.base_url) and any(moment(lecture.date) for lecture in course.lectures)


def _llms(course: Course, sketches: Iterable[Sketch]) -> str:
    """A guide through the Markdown pages (https://llmstxt.org)."""
    lines = [f"# {escape_markdown(course.title)}", ""]
    if course.description:
        lines += [f"> {escape_markdown(course.description)}", ""]
    lines += ["Study guides made from transcripts: every statement is a quote, with the second it was said.", ""]
    lines += ["## Lectures", ""] if course.guides else []
    for sketch in sketches:
        lecture = sketch.lecture
        sections = "; ".join(escape_markdown(section.title) for section in sketch.headings)
        link = f"[{escape_markdown(lecture.title)}]({escape_target(lecture_page(lecture.slug, 'md'))})"
        lines.append(f"- {link}" + (f": {sections}" if sections else ""))
    lines += ["", "## Optional", "", "- [Concepts A–Z](concepts/index.md)", "- [Glossary](glossary.md)"]
    return "\n".join(lines) + "\n"


def _sitemap(base: str, pages: Iterable[str]) -> str:
    rows = "".join(f"<url><loc>{escape(urljoin(base, page))}</loc></url>\n" for page in pages)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
    )


def _feed(course: Course, sketches: Iterable[Sketch]) -> str:
    """Atom (RFC 4287), the newest lecture first; one without a date is left out."""
    dated = sorted(((date, s) for s in sketches if (date := moment(s.lecture.date))), key=lambda row: row[0])
    home = urljoin(course.base_url, course_page("html"))
    author = f"<author><name>{_xml(course.lecturer or course.title)}</name></author>\n"
    entries = "".join(_entry(course.base_url, date, sketch) for date, sketch in reversed(dated))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>{_xml(course.title)}</title>\n<id>{_xml(home)}</id>\n<updated>{dated[-1][0]}</updated>\n{author}"
        f'<link rel="self" href={quoteattr(urljoin(course.base_url, FEED))}/>\n<link href={quoteattr(home)}/>\n'
        f"{entries}</feed>\n"
    )


def _entry(base: str, date: str, sketch: Sketch) -> str:
    address = urljoin(base, sketch.page)
    summary = " ".join(text for text, _ in sketch.abstract)
    return (
        f"<entry><title>{_xml(sketch.lecture.title)}</title><id>{_xml(address)}</id><updated>{date}</updated>"
        f"<link href={quoteattr(address)}/><summary>{_xml(summary)}</summary></entry>\n"
    )


def moment(date: str) -> str:
    """The moment that Atom asks for of a lecture held on `date`: the start of that day, else `epoch`."""
    try:
        day = datetime.date.fromisoformat(date.strip())
    except ValueError:
        return epoch()
    return f"{day.isoformat()}T00:00:00Z"


def epoch() -> str:
    """The moment that SOURCE_DATE_EPOCH names; empty where it names none."""
    try:
        moment = datetime.datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "")), datetime.UTC)
    except (ValueError, OverflowError, OSError):
        return ""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _xml(text: str) -> str:
    return escape(clean_text(text))


def structured_data(course: Course, guide: Guide) -> dict[str, object]:
    """A lecture for search engines: its recording with a clip for each section (schema.org)."""
    lecture = guide.lecture
    resource: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": clean_text(lecture.title),
        "isPartOf": {"@type": "Course", "name": clean_text(course.title)},
        "learningResourceType": "study guide",
        "teaches": [clean_text(concept.name) for concept in guide.concepts if concept.definitions],
    }
    if lecture.language:
        resource["inLanguage"] = lecture.language
    if is_external(source_url(lecture)):
        resource["video"] = _video(guide)
    return resource


def _video(guide: Guide) -> dict[str, object]:
    lecture = guide.lecture
    video: dict[str, object] = {"@type": "VideoObject", "name": clean_text(lecture.title), "url": source_url(lecture)}
    if lecture.date:
        video["uploadDate"] = lecture.date
    video["hasPart"] = [
        {
            "@type": "Clip",
            "name": clean_text(section.title),
            "startOffset": int(section.start),
            "endOffset": int(section.end),
            "url": time_url(lecture, section.start),
        }
        for section in guide.sections
    ]
    return video
