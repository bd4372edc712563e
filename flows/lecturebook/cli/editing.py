"""``lecturebook edit``: what can be edited in a guide, and edits written to edits.toml beside the lectures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lecturebook.errors import SettingsError
from lecturebook.terminal import one_line_errors, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lecturebook.course.edits.composing import Change
    from lecturebook.model import Guide

_ONE = "one of --title, --note, --rename, --merge, --add, --drop, --define"


def edit(
    guides: Annotated[list[Path], typer.Argument(metavar="GUIDE...", help="A built site, or guide.json files.")],
    lectures: Annotated[
        Path | None, typer.Option(help="The folder of the transcripts, whose edits.toml is to be written.")
    ] = None,
    lecture: Annotated[str, typer.Option(metavar="ID", help="The lecture, where several would do.")] = "",
    section: Annotated[str, typer.Option(metavar="ID", help="A section or part, for --title and --note.")] = "",
    title: Annotated[str, typer.Option(help="Another title for the --section, or else for the --lecture.")] = "",
    note: Annotated[str, typer.Option(help="What to add to the --section, shown as written by staff.")] = "",
    concept: Annotated[str, typer.Option(metavar="NAME", help="A concept, for --rename.")] = "",
    rename: Annotated[str, typer.Option(metavar="NAME", help="Another name for the --concept.")] = "",
    merge: Annotated[
        tuple[str, str], typer.Option(metavar="NAME NAME", help="A concept that is the same as another.")
    ] = ("", ""),
    add: Annotated[str, typer.Option(metavar="PHRASE", help="A concept that was not found.")] = "",
    drop: Annotated[str, typer.Option(metavar="ID", help="A question, or a concept by its name, to leave out.")] = "",
    define: Annotated[str, typer.Option(metavar="NAME", help="A concept to define, by --at, --words or both.")] = "",
    at: Annotated[str, typer.Option(metavar="TIME", help="When the sentence is said that defines it.")] = "",
    words: Annotated[str, typer.Option(help="What it is in your own words, shown as written by staff.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the lines and write nothing.")] = False,
) -> None:
    """List what can be edited in guides, or edit it: the next build shows it, and each one after that.

    An edit is kept in edits.toml beside the transcripts with the words it was made for, so that it outlives rebuilds.
    """
    from lecturebook.course.edits import composing
    from lecturebook.course.edits.writing import lines, write_edit, written

    with one_line_errors():
        read = _guides(guides)
        told = {"--title": title, "--note": note, "--rename": rename, "--add": add, "--drop": drop, "--define": define}
        wish = _Wish(told, merge, lecture, section, concept, at, words)
        if not wish.asked:
            for guide in read:
                for line in composing.listing(guide):
                    typer.echo(printable(line))
            return
        change = _change(read, wish)
        if dry_run:
            written("", change)
            typer.echo(_shown(lines(change)))
            return
        if lectures is None or not lectures.is_dir():
            raise SettingsError("--lectures", f"{lectures or 'nothing'}", "the folder of the transcripts, or --dry-run")
        write_edit(lectures, change)
    typer.echo(f"written to {printable(str(lectures / 'edits.toml'))}, for the next build:")
    typer.echo(_shown(lines(change)))


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the options say: what is to be done, `told` by option or `merge`, and, in the others, to what."""

    told: dict[str, str]
    merge: tuple[str, str]
    lecture: str
    section: str
    concept: str
    at: str
    words: str

    @property
    def asked(self) -> list[str]:
        """The options that say what is to be done."""
        return [option for option, value in self.told.items() if value] + ["--merge"] * bool(self.merge[0])


def _change(guides: Sequence[Guide], wish: _Wish) -> Change:
    """The one change that is wished for. Raises SettingsError where it is not one, or not told in full."""
    from lecturebook.course.edits import composing

    told, asked = wish.told, wish.asked
    if wish.section and set(asked) <= {"--title", "--note"}:
        identity = f"{wish.lecture}/{wish.section}" if wish.lecture and "/" not in wish.section else wish.section
        return composing.topic(guides, identity, told["--title"], told["--note"])
    if len(asked) > 1:
        raise SettingsError("edit", " and ".join(asked), _ONE)
    if asked == ["--title"]:
        return composing.lecture_title(guides, wish.lecture, told["--title"])
    if asked == ["--rename"] and wish.concept:
        return composing.rename(guides, wish.concept, told["--rename"])
    if asked == ["--merge"]:
        return composing.merge(guides, *wish.merge)
    if asked == ["--add"]:
        return composing.add(guides, told["--add"])
    if asked == ["--drop"]:
        return composing.drop(guides, told["--drop"])
    if asked == ["--define"] and (wish.at or wish.words):
        return composing.define(guides, told["--define"], wish.lecture, wish.at, wish.words)
    missing = {"--note": "--section", "--rename": "--concept", "--define": "--at or --words"}
    raise SettingsError(asked[0], "alone", f"{asked[0]} with {missing[asked[0]]}")


def _guides(places: Sequence[Path]) -> list[Guide]:
    """The guides in guide.json files and in built sites, in their order."""
    from lecturebook.course.build import read_site
    from lecturebook.guide_json import read_guide

    files: list[Path] = []
    for place in places:
        rows = read_site(place).get("lectures", []) if place.is_dir() else []
        names = [str(row.get("guide", "")) for row in rows if isinstance(row, dict)]
        files += [place / name for name in names] if names else [place]
    return [read_guide(file) for file in files]


def _shown(lines: str) -> str:
    """Lines of TOML as a terminal may show them."""
    return "\n".join(printable(line) for line in lines.strip().split("\n"))
