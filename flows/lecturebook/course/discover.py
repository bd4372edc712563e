"""Which lectures a folder holds: every file read, metadata laid over it, all in course order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lecturebook.clean.corrections import FILE as CORRECTIONS
from lecturebook.course.cache import NO_CACHE, GuideCache
from lecturebook.course.edits import FILE as EDITS_FILE
from lecturebook.course.edits import NO_EDITS, Edits, read_edits
from lecturebook.course.glossary import FILES as GLOSSARY_FILES
from lecturebook.course.glossary import Written, read_written
from lecturebook.course.metadata import FILES as METADATA_FILES
from lecturebook.course.metadata import Metadata, read_metadata
from lecturebook.course.settings import FILE as SETTINGS_FILE
from lecturebook.course.settings import CourseSettings, LectureSettings, read_settings
from lecturebook.course.transcripts import Listed, list_lectures
from lecturebook.errors import LecturebookError, OutputError, SettingsError
from lecturebook.model import Chapter, Conflict, Failure, Transcript
from lecturebook.read.beside import SUFFIXES as BESIDE
from lecturebook.read.chapters import chapters_in_lines, line_chapter
from lecturebook.read.limits import Limits
from lecturebook.shelf import Lazy
from lecturebook.slug import file_slug

# a folder with this file is a site of ours, not a place for transcripts
SITE_FILE = "course.json"
NOTES = "notes"
# what a build writes beside its site, which may stand among the transcripts
REPORT = ".report.json"
_NO_LECTURE = ("readme", "license")
# what people keep beside transcripts and nobody means as one; anything else that cannot be read is reported
_NO_TRANSCRIPTS = frozenset(
    ".md .toml .html .htm .css .js .py .pdf .png .jpg .jpeg .gif .webp .svg .mp4 .mkv .webm .mov .mp3 .m4a .wav "
    ".ogg .flac .zip .gz .docx .pptx .xlsx .lock .yaml .yml .ini .cfg .log .keep .stop".split()
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build has to do: lectures in course order, without their words, and what could not be read and why.

    `introduction` and `notes` (by lecture id) are Markdown that staff wrote, `written` is what people say about words,
    `edits` what they changed in guides; `conflicts` are what of that has no place in the course.
    """

    settings: CourseSettings
    title: str
    lectures: tuple[Listed, ...]
    failures: tuple[Failure, ...]
    introduction: str
    notes: dict[str, str]
    written: Written
    edits: Edits = NO_EDITS
    conflicts: tuple[Conflict, ...] = ()

    @property
    def transcripts(self) -> Sequence[Transcript]:
        """The lectures with their words, each read when it is asked for."""
        return Lazy(lambda n: self.lectures[n].read(), len(self.lectures))


def discover(*places: Path, store: GuideCache = NO_CACHE) -> Plan:
    """The plan for the transcripts at `places`: one course folder, or files that make a course together.

    What files were read as is taken from `store` where they have not changed, and put there where they have.

    Raises SettingsError where a place does not exist or the settings are broken; a broken transcript is a failure in
    the plan and never stops the others.
    """
    for place in places:
        if not place.exists():
            raise SettingsError(str(place), "no such file or folder", "a folder of transcripts or a transcript")
    places = tuple(sorted(places, key=_place_key))  # whoever lists files lists them in some order of their own
    folder = places[0] if places[0].is_dir() else places[0].parent
    settings = read_settings(folder)
    metadata = read_metadata(folder)
    files = [file for place in places for file in _files(place)]
    found, failures = _read_all(files, settings.limits, store)
    rows = _Rows(metadata)
    described = [_describe(lecture, rows, settings) for lecture in found]
    kept, twins = _without_twins(_in_order(described, metadata, settings))
    written = read_written(folder, settings)
    is_course = places[0].is_dir()
    strangers = _of_no_lecture(written, kept) if is_course else []
    edits = read_edits(folder / EDITS_FILE)
    notes, lost = _notes(folder, kept)
    return Plan(
        settings=settings,
        title=settings.title or _folder_title(folder, kept, alone=len(places) == 1 and places[0].is_file()),
        lectures=tuple(kept),
        failures=(*failures, *twins, *strangers),
        introduction=_introduction(folder, settings),
        notes=notes,
        written=written,
        edits=edits if is_course else edits.only({lecture.transcript.id for lecture in kept}),
        conflicts=lost if is_course else (),
    )


def _place_key(place: Path) -> tuple[list[tuple[int, int, str]], str]:
    return natural(place.name), str(place)


def _files(place: Path) -> Iterator[Path]:
    """The files of a folder that may be transcripts, in natural order ("2" before "10")."""
    if place.is_file():
        yield place
        return
    for entry in sorted(place.iterdir(), key=lambda path: natural(path.name)):
        if entry.name.startswith(".") or entry.name == NOTES:
            continue
        if entry.is_dir():
            if not (entry / SITE_FILE).is_file():
                yield from _files(entry)
        elif not _is_beside(entry):
            yield entry


def _is_beside(file: Path) -> bool:
    named = file.name in (SETTINGS_FILE, *METADATA_FILES, *GLOSSARY_FILES)
    known = file.name.lower().startswith(_NO_LECTURE)
    return named or known or file.name.lower().endswith((*BESIDE, REPORT)) or file.suffix.lower() in _NO_TRANSCRIPTS


def natural(name: str) -> list[tuple[int, int, str]]:
    """A sort key that takes numbers as numbers; digits beyond what a file name means as one count as text."""
    parts = re.findall(r"[0-9]{1,18}|[^0-9]+", name)
    return [(0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part) for part in parts]


def _read_all(files: list[Path], limits: Limits, store: GuideCache) -> tuple[list[Listed], list[Failure]]:
    """The lectures of all files, and the files that could not be read."""
    lectures: list[Listed] = []
    failures = []
    for file in files:
        try:
            lectures += list_lectures(file, store, limits)
        except OutputError:  # the store cannot be written: that is no fault of the file
            raise
        except (LecturebookError, OSError) as error:
            failures.append(Failure(file.name, str(error)))
    return lectures, failures


def _describe(found: Listed, rows: _Rows, settings: CourseSettings) -> Listed:
    """The lecture with id, title, links and language by the metadata row and course.toml, the latter first."""
    transcript, stem = found.transcript, found.file.stem
    row = rows.of(transcript, stem)
    identity = row.id or transcript.id
    own = settings.lectures.get(identity) or settings.lectures.get(stem) or LectureSettings()
    url = own.url or row.url or transcript.url
    described = replace(
        transcript,
        id=identity,
        title=own.title or row.title or transcript.title,
        url=url,
        date=own.date or row.date or transcript.date,
        language=own.language or row.language or settings.language or transcript.language,
        media_url=own.media_url or row.media_url or ("" if url else settings.media_url),
        detail=own.detail or settings.detail,
        chapters=_chapters(identity, own) or transcript.chapters,
    )
    return replace(found, transcript=described)


def _chapters(identity: str, own: LectureSettings) -> tuple[Chapter, ...]:
    """The chapters that course.toml lists; raises SettingsError where a line has no time or no title."""
    for line in own.chapters:
        if line_chapter(line) is None:
            raise SettingsError(SETTINGS_FILE, f"lectures.{identity}: chapters: {line!r}", '"12:30 Storage"')
    return chapters_in_lines(own.chapters)


class _Rows:
    """The rows of the metadata, by what they name."""

    def __init__(self, rows: tuple[Metadata, ...]) -> None:
        self._rows = rows
        self._files = {row.file: n for n, row in reversed(list(enumerate(rows))) if row.file}
        self._ids = {row.id: n for n, row in reversed(list(enumerate(rows))) if row.id}

    def of(self, transcript: Transcript, stem: str) -> Metadata:
        """The first row that names the transcript's file, else its id."""
        named = [self._files[name] for name in (transcript.source.file, stem) if name in self._files]
        at = min(named) if named else self._ids.get(transcript.id)
        return Metadata() if at is None else self._rows[at]


def _in_order(found: list[Listed], metadata: tuple[Metadata, ...], settings: CourseSettings) -> list[Listed]:
    """By `order` of course.toml, then by the metadata file, then as found."""
    wanted = {name: n for n, name in reversed(list(enumerate(settings.order)))}
    listed = {row.id or row.file: n for n, row in reversed(list(enumerate(metadata)))}

    def place(lecture: Listed) -> tuple[int, int]:
        names = (lecture.transcript.id, lecture.file.stem, lecture.transcript.source.file)
        return (
            min((wanted[name] for name in names if name in wanted), default=len(wanted)),
            min((listed[name] for name in names if name in listed), default=len(listed)),
        )

    return sorted(found, key=place)


def _without_twins(found: list[Listed]) -> tuple[list[Listed], list[Failure]]:
    """The first lecture of each folder in the site; the others are failures, since both would be one page.

    Two ids have one folder where they are the same, or where somebody looked long enough for two of one digest.
    """
    kept: dict[str, Listed] = {}
    twins = []
    for lecture in found:
        transcript = lecture.transcript
        slug = file_slug(transcript.id)
        if slug in kept:
            first = kept[slug].transcript.source.file
            reason = f"lecture id {transcript.id!r} is already taken by {first}; accepted: one transcript a lecture"
            twins.append(Failure(transcript.source.file, reason))
        else:
            kept[slug] = lecture
    return list(kept.values()), twins


def _of_no_lecture(written: Written, kept: list[Listed]) -> list[Failure]:
    """The tables of corrections that name no lecture of the course: what stands there would be lost."""
    ids = {lecture.transcript.id for lecture in kept}
    return [
        Failure(CORRECTIONS, f"there is no lecture {name!r}; accepted: {', '.join(sorted(ids)[:5])} …")
        for name in sorted(set(written.corrections) - ids)
    ]


def _folder_title(folder: Path, kept: list[Listed], *, alone: bool) -> str:
    """The lecture's own title where there is only one, else the folder's name."""
    if alone and len(kept) == 1:
        return kept[0].transcript.title or kept[0].transcript.id
    return folder.resolve().name or "Lectures"


def _introduction(folder: Path, settings: CourseSettings) -> str:
    if not settings.introduction:
        return ""
    path = folder / settings.introduction
    if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
        raise SettingsError(SETTINGS_FILE, f"introduction = {settings.introduction!r}", "a file in the course's folder")
    return path.read_text(encoding="utf-8", errors="replace")


def _notes(folder: Path, kept: list[Listed]) -> tuple[dict[str, str], tuple[Conflict, ...]]:
    """notes/<lecture>.md, by lecture id, by the lecture's folder in the site (an id may be no file name), or by the
    transcript's file name; and the notes of no lecture.
    """
    paths = sorted((folder / NOTES).glob("*.md")) if (folder / NOTES).is_dir() else []
    files = {path.stem: path for path in paths if not path.name.lower().startswith(_NO_LECTURE)}
    notes = {}
    taken = set()
    for lecture in kept:
        identity = lecture.transcript.id
        name = next((name for name in (identity, file_slug(identity), lecture.file.stem) if name in files), None)
        if name is not None:
            taken.add(name)
            notes[identity] = files[name].read_text(encoding="utf-8", errors="replace")
    lost = (
        Conflict(f"{NOTES}/{path.name}", "notes", f"lecture {name}", "", "these notes")
        for name, path in files.items()
        if name not in taken
    )
    return notes, tuple(lost)
