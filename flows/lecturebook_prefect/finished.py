"""Where a run of the flow leaves its report for whoever called it: Prefect itself cannot, where its server died.

A module of its own, for Dask takes the function of the flow along by value, with all that it names; a variable of the
context cannot travel, a function of a module can.
"""

from __future__ import annotations

from contextvars import ContextVar

from lecturebook.course.report import Report

_reports: ContextVar[list[Report] | None] = ContextVar("reports", default=None)


def expect_report() -> list[Report]:
    """The list in which a run that begins now in this context leaves its report."""
    reports: list[Report] = []
    _reports.set(reports)
    return reports


def leave(report: Report) -> None:
    """Leave the report of a run, where somebody expects it."""
    if (reports := _reports.get()) is not None:
        reports.append(report)
