"""The command of a flow: its parameters as options, and those of a schedule."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from prefect import Flow

from lecturebook.course.report import Report
from lecturebook.errors import EXIT_CODES, SOME_FAILED, LecturebookError
from lecturebook.terminal import printable
from lecturebook_prefect.schedule import named_after, schedule_of, serve_at


def command(flow: Flow[..., Any], run: Callable[..., Report], arguments: Sequence[str] | None = None) -> int:
    """Call `run` with the parameters of `flow`, or serve a schedule of it until stopped; the exit code."""
    parser = _parser(flow)
    given = vars(parser.parse_args(arguments))
    cron, timezone, name = (given.pop(option) for option in ("cron", "timezone", "name"))
    if cron is None and (timezone is not None or name is not None):
        parser.error("--timezone and --name need --cron")
    try:
        if cron is None:
            return _build_once(run, given)
        name = named_after(given["lectures"]) if name is None else name
        serve_at(schedule_of(cron, timezone), flow, given, name)
    except LecturebookError as error:
        print(f"error: {printable(str(error))}", file=sys.stderr)
        return error.exit_code
    return 0


def _parser(flow: Flow[..., Any]) -> ArgumentParser:
    """The options of `flow`, as its signature and docstring tell them, and those of a schedule."""
    parser = ArgumentParser(
        description="Build the site of a course, once or on a schedule.",
        epilog=EXIT_CODES,
        allow_abbrev=False,
    )
    for name, known in flow.parameters.properties.items():
        about = known["description"].replace("%", "%%")
        if name in flow.parameters.required:
            parser.add_argument(name, metavar=name.upper(), type=_kind(known), help=about)
        elif known.get("type") == "boolean":
            parser.add_argument(f"--{name}", action="store_true", help=about)
        else:
            default = known["default"]
            shown = f"{about} (default: {default})" if default not in (None, "") else about
            parser.add_argument(f"--{name}", type=_kind(known), default=default, choices=known.get("enum"), help=shown)
    schedule = parser.add_argument_group("schedule")
    schedule.add_argument("--cron", help="Build at these times, such as '0 5 * * *', until stopped.")
    schedule.add_argument("--timezone", help="Whose clock --cron means, such as Europe/Berlin. (default: UTC)")
    schedule.add_argument("--name", help="Name of the schedule. (default: that of the folder LECTURES)")
    return parser


def _kind(known: dict[str, Any]) -> type:
    """What the text of an option is turned into, by the schema of the parameter."""
    if any(one.get("format") == "path" for one in (known, *known.get("anyOf", ()))):
        return Path
    kinds = {one.get("type") for one in (known, *known.get("anyOf", ()))}
    return next((kind for name, kind in (("integer", int), ("number", float)) if name in kinds), str)


def _build_once(run: Callable[..., Report], parameters: dict[str, Any]) -> int:
    """Run the flow now, and tell what failed."""
    report = run(**parameters)
    for line in report.losses():
        print(printable(line), file=sys.stderr)
    return SOME_FAILED if report.failures else 0
