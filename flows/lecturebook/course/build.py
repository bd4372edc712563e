"""The stages of a build, each a plain function, and the one place that says in which order they run.

discover → learn the glossary → repair (each lecture) → prepare → guide (each lecture that is not there yet) → link →
render → check → publish

Who runs a stage is another matter: in this process, or Prefect as a task. See `Engine`.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from lecturebook.check import Proof, Proven, check_site
from lecturebook.clean.punctuate import WordTagger, load_tagger
from lecturebook.course.cache import GuideCache
from lecturebook.course.concept_index import index_concepts
from lecturebook.course.course_json import course_json
from lecturebook.course.discover import SITE_FILE, Plan
from lecturebook.course.discover import discover as find_lectures
from lecturebook.course.edits.stage import edit_outcomes, read_conflicts
from lecturebook.course.engine import Engine, InProcess, Timed
from lecturebook.course.glossary import Glossary, learn_glossary
from lecturebook.course.guides import StoredGuides
from lecturebook.course.ingredients import Ingredients, checked_by, ingredients_of, options_digest, site_digest
from lecturebook.course.job import Job, Outcome, Recipe
from lecturebook.course.json_items import read_keys
from lecturebook.course.manifest import damage
from lecturebook.course.publish import publish, staging
from lecturebook.course.questions import find_choices
from lecturebook.course.references import find_references
from lecturebook.course.relations import study_order
from lecturebook.course.repairs import Reading, readings, repair_lecture, wording_of
from lecturebook.course.report import LectureReport, Report
from lecturebook.digests import digest
from lecturebook.embed import Encoder, identify_encoder, load_encoder
from lecturebook.errors import CheckError, ModelError, OutputError, TranscriptError
from lecturebook.guide import make_guide
from lecturebook.guide_json import guide_from_json, guide_to_json, head_from_json
from lecturebook.model import Course, Failure, Lecture
from lecturebook.options import NO_PUNCTUATION, Options
from lecturebook.progress import tell
from lecturebook.render import render_site, write_page, write_pieces
from lecturebook.render.feeds import moment
from lecturebook.render.reuse import Pages
from lecturebook.slug import file_slug
from lecturebook.stopwatch import Stopwatch
from lecturebook.study.writer import load_writer

GUIDE_FILE = "guide.json"
# how an entry of the store begins that says why there is no guide
_FAILURE = '{"failure"'


def build(
    places: Sequence[Path],
    output: Path,
    recipe: Recipe | None = None,
    *,
    wait: float = 0,
    engine: Engine | None = None,
) -> Report:
    """Build the site of the lectures at `places`, or leave it as it is where nothing has changed.

    Another build of the same output is waited for `wait` seconds, then BusyError. Raises LecturebookError where the
    settings, the model, the templates or the output cannot be used, CheckError where the new site is not proven; the
    old site stays then, as it does where no lecture could be made.
    """
    recipe, watch = recipe or Recipe(), Stopwatch()
    stages = Timed(engine or InProcess(), watch)
    with staging(output, wait=wait) as folder, _store(recipe) as store:
        plan = stages.run(discover, places, store)
        recipe = replace(recipe, options=options_for(plan, recipe.options), cache=store.folder)
        site = read_site(output)
        jobs, glossary = _jobs(stages, plan, recipe, site, store)
        outcomes = _outcomes(stages, jobs, recipe, glossary)
        made_from = _made_from(plan, outcomes, recipe)
        if site.get("made_from") == made_from and _is_whole(output):
            plan = replace(plan, conflicts=read_conflicts(site))
            return _report(output, plan, outcomes, site["concept_count"], watch, is_unchanged=True)
        outcomes, conflicts = edit_outcomes(outcomes, plan.edits, site, store)
        plan = replace(plan, conflicts=(*plan.conflicts, *conflicts))
        tell(len(jobs), len(jobs), "pages")
        before = Pages(output, store.lines(_kept_key("pages", site.get("made_from"))))
        proven = Proven(checked_by(), store.lines(_kept_key("proven", site.get("made_from"))))
        concepts, outcomes, proof = _proven(stages, plan, outcomes, recipe, folder, places, made_from, before, proven)
        if concepts is not None:
            stages.run(publish, folder, output)
        store.put_lines(_kept_key("proven", made_from), proven.lines())
        store.prune()
    summary = proof.summary() if concepts is not None else ""
    return _report(output, plan, outcomes, concepts or 0, watch, proof=summary)


@contextmanager
def _store(recipe: Recipe) -> Iterator[GuideCache]:
    """Where guides are kept; for as long as the build runs where the user wants none kept."""
    if recipe.cache is not None:
        yield GuideCache(recipe.cache)
        return
    with tempfile.TemporaryDirectory(prefix="lecturebook-") as folder:
        yield GuideCache(Path(folder))


def discover(places: Sequence[Path], store: GuideCache) -> Plan:
    """What there is to do; see `lecturebook.course.discover`."""
    return find_lectures(*places, store=store)


def options_for(plan: Plan, options: Options) -> Options:
    """`options` with the course's own model where the user named none."""
    return options if options.model else replace(options, model=plan.settings.model)


def read_site(output: Path) -> dict[str, Any]:
    """What the site that is there was made from, by its course.json; empty where there is none that can be read."""
    try:
        found = read_keys(output / SITE_FILE, ("made_from", "concept_count", "lectures"), also=("conflicts",))
        known = isinstance(found["lectures"], list) and isinstance(found["concept_count"], int)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    return found if known else {}


def _jobs(
    stages: Engine, plan: Plan, recipe: Recipe, site: dict[str, Any], store: GuideCache
) -> tuple[list[Job], Glossary]:
    """What there is to do for each lecture, its words being put right; what was found before is kept."""
    language = recipe.options.language
    glossary = stages.run(learn_glossary, plan.lectures, plan.written, language, store)
    to_read = readings(plan.lectures, glossary, language)
    missing = [reading for reading in to_read if not store.has(reading.key)]
    found = stages.each(repair_lecture, missing, glossary, store)
    failures = {reading.key: repairs.failure for reading, repairs in zip(missing, found, strict=True)}
    return stages.run(prepare, to_read, glossary, recipe, site, failures), glossary


def prepare(
    to_read: Sequence[Reading], glossary: Glossary, recipe: Recipe, site: dict[str, Any], failures: dict[str, str]
) -> list[Job]:
    """The jobs of a plan: for each lecture whether its guide is kept from an earlier build, and why not.

    `failures` say which lectures could not be read when they were repaired, by the key of the reading.
    """
    options, store = recipe.options, GuideCache(recipe.cache)
    encoder, made_with = identify_encoder(options.model, options.dtype, options.device), options_digest(options)
    before = {row.get("id"): row.get("made_from") for row in site.get("lectures", []) if isinstance(row, dict)}
    jobs = []
    for reading in to_read:
        wording = wording_of(reading, glossary, store)
        ingredients = ingredients_of(reading.transcript, reading.lecture.cues, wording, made_with, encoder)
        is_kept = store.has(ingredients.key)
        why = _why(ingredients, before.get(reading.transcript.id), is_kept=is_kept)
        jobs.append(Job(reading, ingredients, is_kept, why, failures.get(reading.key, "")))
    return jobs


def _why(ingredients: Ingredients, before: Any, *, is_kept: bool) -> str:
    """Why a guide must be made or need not be; `before` is what the lecture's guide in the old site was made from."""
    changed = ingredients.changed_from(before) if isinstance(before, dict) else None
    if is_kept:
        return "made from the same before" if changed is None or changed else "nothing changed"
    if changed is None:
        return "new"
    return f"changed: {', '.join(changed)}" if changed else "not kept from the last time"


def load_models(options: Options) -> tuple[Encoder, WordTagger | None]:
    """The sentence encoder and the tagger of punctuation, each loaded once a process."""
    encoder = load_encoder(options.model, options.dtype, options.device)
    if options.punctuation == NO_PUNCTUATION:
        return encoder, None
    return encoder, load_tagger(options.punctuation, dtype=options.dtype)


def guide_lecture(job: Job, recipe: Recipe, glossary: Glossary) -> Outcome:
    """Make the guide of one lecture, and keep it for the next build.

    A lecture that cannot be made must not stop the others, so everything but a broken model ends here.
    """
    options, store, watch = recipe.options, GuideCache(recipe.cache), Stopwatch()
    key = job.ingredients.key
    if job.failure:
        return Outcome(job, "made", failure=job.failure)
    try:
        transcript = job.reading.lecture.read()
    except (TranscriptError, OSError) as error:  # the file is another one by now: nothing is known of that
        return Outcome(job, "made", failure=str(error))
    try:
        with watch.stage("load"):
            encoder, tagger = load_models(options)
            writer = load_writer(options.writer)
        wording = wording_of(job.reading, glossary, store)
        guide = make_guide(
            transcript, encoder, tagger=tagger, wording=wording, options=options, watch=watch, writer=writer
        )
        store.put(key, guide_to_json(guide))
    except (ModelError, OutputError):
        raise
    except TranscriptError as error:
        store.put(key, json.dumps({"failure": str(error)}))  # the next time will be no better
        return Outcome(job, "made", failure=str(error))
    except Exception as error:
        return Outcome(job, "made", failure=f"lecture {job.transcript.id!r}: {type(error).__name__}: {error}")
    return Outcome(job, "made", key, seconds=watch.seconds)


def _reuse(job: Job, store: GuideCache) -> Outcome:
    """The outcome of the same job in an earlier build, said of the file that the transcript stands in today.

    Raises OutputError where what is kept is no guide, which only somebody else can have written; it is dropped.
    """
    key, source = job.ingredients.key, job.transcript.source
    kept = store.get(key)
    if kept is None:
        raise OutputError(str(store.folder), f"the guide of {job.transcript.id!r} has just gone from there")
    try:
        if kept.startswith(_FAILURE):
            return Outcome(job, "reused", failure=str(json.loads(kept)["failure"]))
        if head_from_json(kept).source == source:
            return Outcome(job, "reused", key)
        moved = digest((key, source))
        store.put(moved, guide_to_json(replace(guide_from_json(kept), source=source)))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        store.drop(key)
        why = f"what is kept of lecture {job.transcript.id!r} is no guide of ours, and is deleted now"
        raise OutputError(str(store.folder), f"{why}; accepted: the same command again") from error
    return Outcome(job, "reused", moved)


def _outcomes(stages: Engine, jobs: Sequence[Job], recipe: Recipe, glossary: Glossary) -> list[Outcome]:
    """What becomes of each job, in their order."""
    store = GuideCache(recipe.cache)
    made = iter(stages.each(guide_lecture, [job for job in jobs if not job.is_kept], recipe, glossary))
    return [_reuse(job, store) if job.is_kept else next(made) for job in jobs]


def _made_from(plan: Plan, outcomes: Sequence[Outcome], recipe: Recipe) -> str:
    """The digest of all that the site depends on."""
    lectures = [(o.job.ingredients.key, o.job.transcript.source, o.failure) for o in outcomes]
    written = (plan.title, plan.settings, plan.introduction, sorted(plan.notes.items()), plan.failures)
    edited = (plan.edits, plan.conflicts) if plan.edits or plan.conflicts else ()
    return site_digest((lectures, written, *edited), recipe.templates)


def _is_whole(output: Path) -> bool:
    """Whether the site is as it was published."""
    try:
        return not damage(output)
    except (OutputError, OSError):
        return False


def _proven(
    stages: Engine,
    plan: Plan,
    outcomes: list[Outcome],
    recipe: Recipe,
    folder: Path,
    places: Sequence[Path],
    made_from: str,
    before: Pages,
    proven: Proven,
) -> tuple[int | None, list[Outcome], Proof]:
    """How many concepts the course of `outcomes` has, what became of them, and the proof of the pages in `folder`; None
    where no lecture is left, and there are no pages.

    Lectures that the check refuses are left out, and the others tried once more: one bad lecture stops no course.
    Raises CheckError where no lecture, or not all of the rest, is proven.
    """
    proof, concepts = Proof(), None
    for mark in (made_from, ""):  # no later build may take a site with lectures left out for the whole one
        course = stages.run(link, plan, outcomes, recipe)
        if not course.guides:
            concepts = None
            break
        stages.run(render, course, outcomes, folder, recipe, mark, before)
        concepts = len(course.concepts)
        del course  # a large one is not in memory while it is checked
        proof = stages.run(check_site, folder, places, proven, GuideCache(recipe.cache))
        refused = {finding.where.split("/")[1] for finding in proof.findings if finding.where.startswith("lectures/")}
        if not refused:
            break
        outcomes = [_refuse(outcome, proof, recipe) if _slug(outcome) in refused else outcome for outcome in outcomes]
    if not proof.holds:
        raise CheckError(tuple(str(finding) for finding in proof.findings))
    return concepts, outcomes, proof


def _slug(outcome: Outcome) -> str:
    return file_slug(outcome.job.transcript.id)


def _refuse(outcome: Outcome, proof: Proof, recipe: Recipe) -> Outcome:
    """The outcome of a lecture that is not proven; a guide that is at fault itself is not kept either."""
    place = f"lectures/{_slug(outcome)}/"
    findings = [finding for finding in proof.findings if finding.where.startswith(place)]
    if any(finding.where == place + GUIDE_FILE for finding in findings):
        for key in (outcome.key, outcome.job.ingredients.key):
            GuideCache(recipe.cache).drop(key)
    return replace(outcome, key="", failure=f"not proven: {findings[0]}" + _more(len(findings) - 1))


def _more(count: int) -> str:
    return f" (and {count} more)" if count else ""


def link(plan: Plan, outcomes: Sequence[Outcome], recipe: Recipe) -> Course:
    """The course of the guides that there are, in plan order, with everything that failed."""
    guides = StoredGuides(GuideCache(recipe.cache), [outcome.key for outcome in outcomes if not outcome.failure])
    slugs = {lecture.id: lecture.slug for lecture in guides.lectures}
    concepts = index_concepts(guides)
    return Course(
        title=plan.title,
        language=plan.settings.language or (guides.lectures[0].language if guides else ""),
        description=plan.settings.description,
        lecturer=plan.settings.lecturer,
        guides=guides,
        concepts=concepts,
        introduction=plan.introduction,
        notes={slugs[identity]: text for identity, text in plan.notes.items() if identity in slugs},
        failures=_failures(plan, outcomes),
        base_url=plan.settings.base_url and plan.settings.base_url.rstrip("/") + "/",
        study_order=study_order(concepts, guides.lectures),
        references=find_references(guides),
        choices=find_choices(guides, concepts),
        conflicts=plan.conflicts,
    )


def _failures(plan: Plan, outcomes: Iterable[Outcome]) -> tuple[Failure, ...]:
    made = (Failure(o.job.transcript.source.file, o.failure) for o in outcomes if o.failure)
    return (*plan.failures, *made)


def render(
    course: Course, outcomes: Sequence[Outcome], folder: Path, recipe: Recipe, made_from: str, before: Pages
) -> None:
    """Write the whole site into `folder`, which is emptied first: pages, guides, course.json.

    What was made from the same `before` is taken from there; what this site was made from is kept for the next.
    """
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    store, made_by = GuideCache(recipe.cache), site_digest((), recipe.templates)
    made = render_site(course, folder, templates=recipe.templates, store=store, before=before, made_by=made_by)
    there = [outcome for outcome in outcomes if not outcome.failure]
    for lecture, outcome in zip(course.lectures, there, strict=True):
        name, sha256 = _guide_file(lecture), store.digest(outcome.key)
        if not before.take(name, sha256, folder / name):
            write_page(folder / name, store.get(outcome.key) or "")
        made.add([(name, sha256, sha256)])
    rows = map(_site_row, course.lectures, there)
    write_pieces(folder / SITE_FILE, course_json(course, rows, made_from))
    if made_from:
        store.put_lines(_kept_key("pages", made_from), made.lines())


def _guide_file(lecture: Lecture) -> str:
    return f"lectures/{lecture.slug}/{GUIDE_FILE}"


def _site_row(lecture: Lecture, outcome: Outcome) -> dict[str, Any]:
    """What course.json says of a lecture, so that the next build can tell what has changed."""
    row = {
        "id": lecture.id,
        "title": lecture.title,
        "guide": _guide_file(lecture),
        "made_from": asdict(outcome.job.ingredients),
    }
    return row | ({"edits": outcome.edits} if outcome.edits else {})


def _kept_key(what: str, made_from: object) -> str:
    """What is kept of a site for the next build is kept under, by what the site was made from."""
    return digest((what, made_from))


def _report(
    output: Path,
    plan: Plan,
    outcomes: Sequence[Outcome],
    concepts: int,
    watch: Stopwatch,
    *,
    is_unchanged: bool = False,
    proof: str = "",
) -> Report:
    lectures = (
        LectureReport(
            id=outcome.job.transcript.id,
            title=outcome.job.transcript.title,
            file=outcome.job.transcript.source.file,
            state="failed" if outcome.failure else outcome.state,
            why=outcome.failure or outcome.job.why,
            repaired=outcome.job.transcript.count_repairs(dropped=False),
            dropped=outcome.job.transcript.count_repairs(dropped=True),
            seconds=outcome.seconds,
        )
        for outcome in outcomes
    )
    return Report(
        output,
        tuple(lectures),
        concepts,
        _failures(plan, outcomes),
        is_unchanged=is_unchanged,
        proof=proof,
        seconds=watch.seconds,
        undated=tuple(_undated(plan, outcomes)),
        conflicts=plan.conflicts,
    )


def _undated(plan: Plan, outcomes: Iterable[Outcome]) -> Iterator[str]:
    """The ids of the lectures that a feed leaves out; without the site's address there is no feed."""
    made = [outcome.job.transcript for outcome in outcomes if not outcome.failure and plan.settings.base_url]
    return (transcript.id for transcript in made if not moment(transcript.date))
