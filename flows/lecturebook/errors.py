"""What can go wrong, as a tree of exceptions that carry their data.

LecturebookError
├── TranscriptError     a transcript cannot be read: file, line, what was seen, what would be accepted
├── SettingsError       course.toml, metadata or an option says something that cannot be meant
├── ModelError          the sentence encoder cannot be loaded or is not the one that was pinned
├── OutputError         the output folder cannot be written or is not ours to replace
│   └── BusyError       another build is at work on the same output, and which file it holds locked
└── CheckError          a new site is not proven, and what was found in it
"""

from __future__ import annotations

from typing import ClassVar

# what every command of ours ends with, but 0 where all went well
SOME_FAILED = NOT_PROVEN = 1
WRONG_USAGE = 2
BUSY = 75  # EX_TEMPFAIL of sysexits.h: the same command will do later
EXIT_CODES = (
    f"Exit codes: 0 good, {SOME_FAILED} some lecture failed (the others are built) or a site is not proven, "
    f"{WRONG_USAGE} wrong usage, {BUSY} another build of the same output runs."
)


class LecturebookError(Exception):
    """Base of all errors that a user can mend; its text is shown without a traceback.

    `exit_code` is what a command ends with.
    """

    exit_code: ClassVar[int] = WRONG_USAGE


class TranscriptError(LecturebookError):
    """A transcript cannot be read. `line` is 1-based, 0 for the file as a whole."""

    def __init__(self, file: str, line: int, seen: str, accepted: str) -> None:
        self.file, self.line, self.seen, self.accepted = file, line, seen, accepted
        where = f"{file}, line {line}" if line else file
        super().__init__(f"{where}: {seen}; accepted: {accepted}")

    def __reduce__(self) -> tuple[type[TranscriptError], tuple[str, int, str, str]]:
        return type(self), (self.file, self.line, self.seen, self.accepted)


class SettingsError(LecturebookError):
    """A setting in `file` (or an option) cannot be used: `seen` stands there, `accepted` would do."""

    def __init__(self, file: str, seen: str, accepted: str) -> None:
        self.file, self.seen, self.accepted = file, seen, accepted
        super().__init__(f"{file}: {seen}; accepted: {accepted}")

    def __reduce__(self) -> tuple[type[SettingsError], tuple[str, str, str]]:
        return type(self), (self.file, self.seen, self.accepted)


class ModelError(LecturebookError):
    """The sentence encoder `model` cannot be used, and why."""

    def __init__(self, model: str, why: str) -> None:
        self.model, self.why = model, why
        super().__init__(f"model {model}: {why}")

    def __reduce__(self) -> tuple[type[ModelError], tuple[str, str]]:
        return type(self), (self.model, self.why)


class OutputError(LecturebookError):
    """The folder `path` cannot be used for output, and why."""

    def __init__(self, path: str, why: str) -> None:
        self.path, self.why = path, why
        super().__init__(f"{path}: {why}")

    def __reduce__(self) -> tuple[type[OutputError], tuple[str, str]]:
        return type(self), (self.path, self.why)


class BusyError(OutputError):
    """Another build of the output `path` runs: it holds `lock`. The one error that goes away by itself."""

    exit_code = BUSY

    def __init__(self, path: str, lock: str) -> None:
        self.lock = lock
        super().__init__(path, f"another build is making this site (it holds {lock}); accepted: when that one is done")

    def __reduce__(self) -> tuple[type[BusyError], tuple[str, str]]:
        return type(self), (self.path, self.lock)


class CheckError(LecturebookError):
    """A new site is not proven and was not published; `findings` say what does not hold."""

    exit_code = NOT_PROVEN

    def __init__(self, findings: tuple[str, ...]) -> None:
        self.findings = findings
        more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
        super().__init__(f"the new site is not published, it is not proven: {findings[0]}{more}")

    def __reduce__(self) -> tuple[type[CheckError], tuple[tuple[str, ...]]]:
        return type(self), (self.findings,)
