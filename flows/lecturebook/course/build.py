"""The stages of a build, each a plain function; a Prefect flow or a loop runs them in this order.

discover → guide (each lecture) → link → render → publish
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lecturebook.course.concept_index import index_concepts
from lecturebook.course.discover import SITE_FILE, Plan, discover
from lecturebook.course.glossary import course_glossary
from lecturebook.course.publish import check_output, publish, staging
from lecturebook.embed import load_encoder
from lecturebook.errors import LecturebookError, ModelError
from lecturebook.guide import make_guide
from lecturebook.guide_json import guide_from_json, guide_to_json
from lecturebook.model import Course, Failure, Transcript
from lecturebook.options import Options
from lecturebook.progress import tell
from lecturebook.render import render_site, write_page

__all__ = [
    "Plan",
    "Report",
    "build",
    "check_output",
    "discover",
    "guide_lecture",
    "link",
    "options_for",
    "publish",
    "render",
    "staging",
]

GUIDE_FILE = "guide.json"


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did: where the site is, how many lectures are in it, and what failed and why."""

    output: Path
    lectures: int
    concepts: int
    failures: tuple[Failure, ...]


def options_for(plan: Plan, options: Options) -> Options:
    """`options` with the course's own model where the user named none."""
    return options if options.model else replace(options, model=plan.settings.model)


def guide_lecture(plan: Plan, place: int, folder: Path, options: Options) -> Path | Failure:
    """Make the guide of the plan's lecture number `place` and write it below `folder`; its path, or why it failed.

    A lecture that cannot be made must not stop the others, so everything but a broken model ends here.
    """
    transcript: Transcript = plan.transcripts[place]
    try:
        encoder = load_encoder(options.model, options.dtype, options.device)
        guide = make_guide(transcript, encoder, terms=course_glossary(plan.settings).terms, options=options)
        path = folder / "lectures" / guide.lecture.slug / GUIDE_FILE
        write_page(path, guide_to_json(guide))
    except ModelError:
        raise
    except LecturebookError as error:
        return Failure(transcript.source.file, str(error))
    except Exception as error:
        return Failure(transcript.source.file, f"lecture {transcript.id!r}: {type(error).__name__}: {error}")
    return path


def link(plan: Plan, made: Sequence[Path | Failure]) -> Course:
    """The course of the guides that were made, in plan order, with everything that failed."""
    guides = tuple(guide_from_json(path.read_text(encoding="utf-8")) for path in made if not isinstance(path, Failure))
    slugs = {guide.lecture.id: guide.lecture.slug for guide in guides}
    return Course(
        title=plan.title,
        language=plan.settings.language or (guides[0].lecture.language if guides else ""),
        description=plan.settings.description,
        lecturer=plan.settings.lecturer,
        guides=guides,
        concepts=index_concepts(guides),
        introduction=plan.introduction,
        notes={slugs[identity]: text for identity, text in plan.notes.items() if identity in slugs},
        failures=(*plan.failures, *(entry for entry in made if isinstance(entry, Failure))),
    )


def render(course: Course, folder: Path, templates: Path | None) -> None:
    """Write the pages of `course` and its course.json into `folder`."""
    render_site(course, folder, templates=templates)
    document = {
        "generator": "lecturebook",
        "title": course.title,
        "lectures": [
            {
                "id": guide.lecture.id,
                "title": guide.lecture.title,
                "guide": f"lectures/{guide.lecture.slug}/{GUIDE_FILE}",
            }
            for guide in course.guides
        ],
        "concepts": [{"slug": concept.slug, "name": concept.name} for concept in course.concepts],
        "failures": [{"file": failure.file, "reason": failure.reason} for failure in course.failures],
    }
    write_page(folder / SITE_FILE, json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def build(
    places: Sequence[Path],
    output: Path,
    *,
    options: Options | None = None,
    templates: Path | None = None,
    wait: float = 0,
) -> Report:
    """Build the site of the lectures at `places` in this process, one after the other.

    Raises LecturebookError where the settings, the model, the templates or the output cannot be used; where no lecture
    could be made nothing is written. Another build of the same output is waited for `wait` seconds, then BusyError.
    """
    check_output(output)
    plan = discover(*places)
    chosen = options_for(plan, options or Options())
    with staging(output, wait=wait) as folder:
        made = []
        for place, transcript in enumerate(plan.transcripts):
            tell(place, len(plan.transcripts), transcript.title or transcript.id)
            made.append(guide_lecture(plan, place, folder, chosen))
        tell(len(made), len(made), "pages")
        course = link(plan, made)
        if course.guides:
            render(course, folder, templates)
            publish(folder, output)
    return Report(output, len(course.guides), len(course.concepts), course.failures)
