"""The stages of a build, each a plain function, and the one place that says in which order they run.

discover → learn the glossary → repair (each lecture) → prepare → guide (each lecture that is not there yet) → link →
render → check → publish

Who runs a stage is another matter: in this process, or Prefect as a task. See `Engine`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from lecturebook.check import Proof, check_site
from lecturebook.clean.punctuate import WordTagger, load_tagger
from lecturebook.clean.wording import Wording
from lecturebook.course.cache import GuideCache
from lecturebook.course.concept_index import index_concepts
from lecturebook.course.course_json import course_level
from lecturebook.course.discover import SITE_FILE, Plan, discover
from lecturebook.course.edits.stage import edit_outcomes, edits_digest, read_conflicts
from lecturebook.course.engine import Engine, InProcess, Timed
from lecturebook.course.glossary import learn_glossary
from lecturebook.course.ingredients import Ingredients, ingredients_of, site_digest
from lecturebook.course.job import Job, Outcome, Recipe
from lecturebook.course.manifest import damage
from lecturebook.course.publish import publish, staging
from lecturebook.course.questions import find_choices
from lecturebook.course.references import find_references
from lecturebook.course.relations import study_order
from lecturebook.course.repairs import kept_repairs, readings, repair_lecture, wording_of
from lecturebook.course.report import LectureReport, Report
from lecturebook.embed import Encoder, identify_encoder, load_encoder
from lecturebook.errors import CheckError, ModelError, OutputError, TranscriptError
from lecturebook.guide import make_guide
from lecturebook.guide_json import guide_from_json, guide_to_json
from lecturebook.model import Course, Failure
from lecturebook.options import NO_PUNCTUATION, Options
from lecturebook.progress import tell
from lecturebook.render import render_site, write_page
from lecturebook.render.feeds import moment
from lecturebook.slug import file_slug
from lecturebook.stopwatch import Stopwatch
from lecturebook.study.writer import load_writer

GUIDE_FILE = "guide.json"


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
    with staging(output, wait=wait) as folder:
        plan = stages.run(discover, *places)
        recipe = replace(recipe, options=options_for(plan, recipe.options))
        site = read_site(output)
        wordings = _wordings(stages, plan, recipe)
        jobs = stages.run(prepare, plan, wordings, recipe, site)
        outcomes = _outcomes(stages, jobs, recipe)
        made_from = _made_from(plan, outcomes, recipe)
        if site.get("made_from") == made_from and _is_whole(output):
            plan = replace(plan, conflicts=read_conflicts(site))
            return _report(output, plan, outcomes, site["concepts"], watch, is_unchanged=True)
        outcomes, conflicts = edit_outcomes(outcomes, plan.edits, site)
        plan = replace(plan, conflicts=(*plan.conflicts, *conflicts))
        tell(len(jobs), len(jobs), "pages")
        course, outcomes, proof = _proven(stages, plan, outcomes, recipe, folder, places, made_from)
        if course.guides:
            stages.run(publish, folder, output)
        GuideCache(recipe.cache).prune()
    return _report(output, plan, outcomes, course.concepts, watch, proof=proof.summary() if course.guides else "")


def options_for(plan: Plan, options: Options) -> Options:
    """`options` with the course's own model where the user named none."""
    return options if options.model else replace(options, model=plan.settings.model)


def read_site(output: Path) -> dict[str, Any]:
    """The course.json of the site that is there; empty where there is none that can be read."""
    try:
        document = json.loads((output / SITE_FILE).read_text(encoding="utf-8"))
        known = isinstance(document["lectures"], list) and isinstance(document["concepts"], list)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    return document if known else {}


def _wordings(stages: Engine, plan: Plan, recipe: Recipe) -> list[Wording]:
    """What the glossary of the course means for each lecture of `plan`; what was found before is kept."""
    language, cache = recipe.options.language, GuideCache(recipe.cache)
    glossary = stages.run(learn_glossary, plan.transcripts, plan.written, language)
    to_read = readings(plan.transcripts, glossary, language)
    kept = [kept_repairs(reading, cache) for reading in to_read]
    missing = [reading for reading, repairs in zip(to_read, kept, strict=True) if repairs is None]
    found = iter(stages.each(repair_lecture, missing, glossary, cache))
    return [
        wording_of(reading, next(found) if repairs is None else repairs, glossary)
        for reading, repairs in zip(to_read, kept, strict=True)
    ]


def prepare(plan: Plan, wordings: Sequence[Wording], recipe: Recipe, site: dict[str, Any]) -> list[Job]:
    """The jobs of a plan: for each lecture whether its guide is kept from an earlier build, and why not."""
    options, cache = recipe.options, GuideCache(recipe.cache)
    encoder = identify_encoder(options.model, options.dtype, options.device)
    before = {row.get("id"): row.get("made_from") for row in site.get("lectures", []) if isinstance(row, dict)}
    jobs = []
    for transcript, wording in zip(plan.transcripts, wordings, strict=True):
        ingredients = ingredients_of(transcript, wording, options, encoder)
        kept = cache.get(ingredients.key)
        why = _why(ingredients, before.get(transcript.id), is_kept=kept is not None)
        jobs.append(Job(transcript, wording, ingredients, kept, why))
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


def guide_lecture(job: Job, recipe: Recipe) -> Outcome:
    """Make the guide of one lecture, and keep it for the next build.

    A lecture that cannot be made must not stop the others, so everything but a broken model ends here.
    """
    transcript, options, cache, watch = job.transcript, recipe.options, GuideCache(recipe.cache), Stopwatch()
    if job.wording.repairs.failure:
        return Outcome(job, "made", failure=job.wording.repairs.failure)
    try:
        with watch.stage("load"):
            encoder, tagger = load_models(options)
            writer = load_writer(options.writer)
        guide = make_guide(
            transcript, encoder, tagger=tagger, wording=job.wording, options=options, watch=watch, writer=writer
        )
        text = guide_to_json(guide)
        cache.put(job.ingredients.key, text)
    except (ModelError, OutputError):
        raise
    except TranscriptError as error:
        cache.put(job.ingredients.key, json.dumps({"failure": str(error)}))  # the next time will be no better
        return Outcome(job, "made", failure=str(error))
    except Exception as error:
        return Outcome(job, "made", failure=f"lecture {transcript.id!r}: {type(error).__name__}: {error}")
    return Outcome(job, "made", text, seconds=watch.seconds)


def _reuse(job: Job, kept: str, recipe: Recipe) -> Outcome:
    """The outcome of the same job in an earlier build, said of the file that the transcript stands in today.

    Raises OutputError where what is kept is no guide, which only somebody else can have written; it is dropped.
    """
    source = job.transcript.source
    try:
        document = json.loads(kept)
        if "failure" in document:
            return Outcome(job, "reused", failure=str(document["failure"]))
        if document["source"] == asdict(source):
            return Outcome(job, "reused", kept)
        return Outcome(job, "reused", guide_to_json(replace(guide_from_json(kept), source=source)))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        GuideCache(recipe.cache).drop(job.ingredients.key)
        why = f"what is kept of lecture {job.transcript.id!r} is no guide of ours, and is deleted now"
        raise OutputError(str(recipe.cache), f"{why}; accepted: the same command again") from error


def _outcomes(stages: Engine, jobs: Sequence[Job], recipe: Recipe) -> list[Outcome]:
    """What becomes of each job, in their order."""
    made = iter(stages.each(guide_lecture, [job for job in jobs if job.kept is None], recipe))
    return [next(made) if job.kept is None else _reuse(job, job.kept, recipe) for job in jobs]


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
) -> tuple[Course, list[Outcome], Proof]:
    """The course of `outcomes`, what became of them, and the proof of the pages, which are in `folder`.

    Lectures that the check refuses are left out, and the others tried once more: one bad lecture stops no course.
    Raises CheckError where no lecture, or not all of the rest, is proven.
    """
    proof = Proof()
    for mark in (made_from, ""):  # no later build may take a site with lectures left out for the whole one
        course = stages.run(link, plan, outcomes)
        if not course.guides:
            break
        stages.run(render, course, outcomes, folder, recipe.templates, mark)
        proof = stages.run(check_site, folder, places)
        refused = {finding.where.split("/")[1] for finding in proof.findings if finding.where.startswith("lectures/")}
        if not refused:
            break
        outcomes = [_refuse(outcome, proof, recipe) if _slug(outcome) in refused else outcome for outcome in outcomes]
    if not proof.holds:
        raise CheckError(tuple(str(finding) for finding in proof.findings))
    return course, outcomes, proof


def _slug(outcome: Outcome) -> str:
    return file_slug(outcome.job.transcript.id)


def _refuse(outcome: Outcome, proof: Proof, recipe: Recipe) -> Outcome:
    """The outcome of a lecture that is not proven; a guide that is at fault itself is not kept either."""
    place = f"lectures/{_slug(outcome)}/"
    findings = [finding for finding in proof.findings if finding.where.startswith(place)]
    if any(finding.where == place + GUIDE_FILE for finding in findings):
        GuideCache(recipe.cache).drop(outcome.job.ingredients.key)
    return replace(outcome, text="", failure=f"not proven: {findings[0]}" + _more(len(findings) - 1))


def _more(count: int) -> str:
    return f" (and {count} more)" if count else ""


def link(plan: Plan, outcomes: Sequence[Outcome]) -> Course:
    """The course of the guides that there are, in plan order, with everything that failed."""
    guides = tuple(guide_from_json(outcome.text) for outcome in outcomes if not outcome.failure)
    slugs = {guide.lecture.id: guide.lecture.slug for guide in guides}
    concepts = index_concepts(guides)
    return Course(
        title=plan.title,
        language=plan.settings.language or (guides[0].lecture.language if guides else ""),
        description=plan.settings.description,
        lecturer=plan.settings.lecturer,
        guides=guides,
        concepts=concepts,
        introduction=plan.introduction,
        notes={slugs[identity]: text for identity, text in plan.notes.items() if identity in slugs},
        failures=_failures(plan, outcomes),
        base_url=plan.settings.base_url and plan.settings.base_url.rstrip("/") + "/",
        study_order=study_order(concepts, guides),
        references=find_references(guides),
        choices=find_choices(guides, concepts),
        conflicts=plan.conflicts,
    )


def _failures(plan: Plan, outcomes: Iterable[Outcome]) -> tuple[Failure, ...]:
    made = (Failure(o.job.transcript.source.file, o.failure) for o in outcomes if o.failure)
    return (*plan.failures, *made)


def render(course: Course, outcomes: Sequence[Outcome], folder: Path, templates: Path | None, made_from: str) -> None:
    """Write the whole site into `folder`, which is emptied first: pages, guides, course.json."""
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    render_site(course, folder, templates=templates)
    there = [outcome for outcome in outcomes if not outcome.failure]
    lectures = []
    for guide, outcome in zip(course.guides, there, strict=True):
        name = f"lectures/{guide.lecture.slug}/{GUIDE_FILE}"
        write_page(folder / name, outcome.text)
        lectures.append(
            {
                "id": guide.lecture.id,
                "title": guide.lecture.title,
                "guide": name,
                "made_from": asdict(outcome.job.ingredients),
                **({"edits": edits_digest(guide)} if guide.edits else {}),
            }
        )
    document = {
        "generator": "lecturebook",
        "title": course.title,
        "made_from": made_from,
        "lectures": lectures,
        **course_level(course),
        "failures": [{"file": failure.file, "reason": failure.reason} for failure in course.failures],
        **({"conflicts": [asdict(conflict) for conflict in course.conflicts]} if course.conflicts else {}),
    }
    write_page(folder / SITE_FILE, json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def _report(
    output: Path,
    plan: Plan,
    outcomes: Sequence[Outcome],
    concepts: Sequence[Any],
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
        len(concepts),
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
