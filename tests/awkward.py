"""Pieces of work on a lecture that go wrong in every way, for processes that are to outlive them."""

from __future__ import annotations

import os
import re
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from lecturebook.errors import ModelError
from lecturebook.model import Source, Transcript


@dataclass(frozen=True)
class Work:
    """What `carry_out` is to do; `folder` keeps a mark of each time that it began."""

    what: str
    folder: Path

    @property
    def transcript(self) -> Transcript:
        return Transcript(self.what, (), Source(f"{self.what}.srt", "srt", ""))

    def lost(self, reason: str) -> str:
        return f"lost: {reason}"

    @property
    def begun(self) -> int:
        return len(list(self.folder.glob(f"{self.what}.*")))


def carry_out(work: Work, answer: str) -> object:
    """What ever is asked for; `answer` with the process's number where nothing is."""
    (work.folder / f"{work.what}.{work.begun}").touch()
    match work.what.split("-")[0]:
        case "hang":
            time.sleep(600)
        case "spin":  # a thread that does this can be stopped
            while True:
                time.sleep(0.01)
        case "hang_in_c":  # holds the interpreter's lock: no thread of this process gets a turn
            re.match(r"(a|a)*b", "a" * 64)
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "die_once" if work.begun == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        case "leave":
            os._exit(3)
        case "print":
            os.write(1, b"a library says something\n")
            print("and again", flush=True)
        case "model":
            raise ModelError("mini", "no weights")
        case "bug":
            raise ZeroDivisionError("by nought")
        case "job":
            return (work, answer)
    return f"{answer} {os.getpid()}"
