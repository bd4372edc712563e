"""Lectures made in child processes, which can be killed: one that hangs or dies takes no other lecture with it.

Not `concurrent.futures`: its pool is broken as a whole when one of its processes dies, nobody says which lecture that
process held, and it cannot end one. Not `multiprocessing` either: its children run the main script again (with Prefect,
two seconds each), and a worker of Dask may not have any. `child.py` is what runs in a child.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from lecturebook.course.child import DONE, JOB, STAGE, pack_answer, pack_question, receive, send, unpack_answer
from lecturebook.course.engine import OfLecture

T = TypeVar("T")

# a process may die of what has nothing to do with its lecture, such as of the memory that another one took
_TRIES = 2


class Children:
    """Child processes, as many as are asked at the same time; each loads the encoder once and is asked again.

    `timeout` is how many seconds one lecture may take, the loading of the encoder for a child's first included. The
    cores of the machine are shared out among `expected` children. Threads may ask at the same time.
    """

    def __init__(self, expected: int, timeout: float | None = None) -> None:
        self._expected, self._timeout = expected, timeout
        self._lock = threading.Lock()
        self._idle: list[_Child] = []
        self._all: set[_Child] = set()
        self._is_closed = False

    def __call__(self, stage: Callable[..., T], job: OfLecture, args: tuple[Any, ...]) -> T:
        """The result of ``stage(job, *args)``, or what `job` says it is where its child hung or died twice.

        Raises what the stage raises, but only errors of ours as they are.
        """
        result: T = self.read(self.ask(stage, job, args), job)
        return result

    def ask(self, stage: Callable[..., Any], job: OfLecture, args: tuple[Any, ...]) -> bytes:
        """The answer as it travels; `read` it where the job is."""
        reason = ""
        for _ in range(_TRIES):
            child = self._borrow()
            try:
                answer = child.ask(stage, job, args, self._timeout)
            except _Overtime:
                reason = f"stopped: not made within {self._timeout:g} s (--timeout)"
                break  # the same lecture would hang again
            except (EOFError, OSError):
                if self._is_closed:
                    raise
                reason = f"the process that made it died, {_TRIES} times ({child.cause()})"
            else:
                self._give_back(child)
                return answer
            self._end(child)
        return pack_answer(DONE, job.lost(f"lecture {job.transcript.id!r}: {reason}"), job)

    @staticmethod
    def read(answer: bytes, job: object) -> Any:
        """The result that `answer`, of `ask`, holds; raises what the stage raised."""
        kind, value = unpack_answer(answer, job)
        if kind != DONE:
            raise value
        return value

    def close(self) -> None:
        """End all children, those that are at work too."""
        with self._lock:
            self._is_closed = True
            children, self._idle = list(self._all), []
        for child in children:
            self._end(child)

    def _borrow(self) -> _Child:
        with self._lock:
            if self._is_closed:
                raise EOFError("no lecture is made any more")
            if self._idle:
                return self._idle.pop()
            child = _Child(max(1, (os.cpu_count() or 1) // self._expected))
            self._all.add(child)
            return child

    def _give_back(self, child: _Child) -> None:
        with self._lock:
            self._idle.append(child)

    def _end(self, child: _Child) -> None:
        child.end()
        with self._lock:
            self._all.discard(child)


class _Overtime(Exception):
    """A child was killed since its lecture took too long."""


class _Child:
    """One process, and what it was told to do with the jobs that it is given."""

    def __init__(self, threads: int) -> None:
        # -P: nothing is ever imported from the folder where one happens to stand
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "lecturebook.course.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(threads),
        )
        self._told: tuple[object, object] = (None, None)

    def ask(
        self, stage: Callable[..., object], job: object, args: tuple[Any, ...], timeout: float | None = None
    ) -> bytes:
        """The answer to ``stage(job, *args)``. Raises _Overtime, and EOFError or OSError where the process is dead."""
        questions, answers = self._process.stdin, self._process.stdout
        if questions is None or answers is None:  # Popen was asked for both
            raise EOFError
        if self._told[0] is not stage or self._told[1] is not args:  # what args hold may be long: not compared
            send(questions, pack_question(STAGE, (stage, args)))
            receive(answers)
            self._told = (stage, args)
        late = threading.Event()
        watch = threading.Timer(timeout or 0, self._kill_late, (late,))
        if timeout is not None:
            watch.start()
        try:
            send(questions, pack_question(JOB, job))
            return receive(answers)
        except (EOFError, OSError):
            if late.is_set():
                raise _Overtime from None
            raise
        finally:
            watch.cancel()

    def _kill_late(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()

    def cause(self) -> str:
        """What the process died of."""
        code = self._process.wait()
        if code >= 0:
            return f"exit code {code}"
        return "SIGKILL, as where memory runs out" if -code == signal.SIGKILL else signal.Signals(-code).name

    def end(self) -> None:
        """Kill the process; nothing of it stays."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None and not stream.closed:
                try:
                    stream.close()
                except OSError:
                    continue  # what was still to be written is for nobody


def _environment(threads: int) -> dict[str, str]:
    """That of this process; modules are found where it finds them, and as many `threads` calculate as are told."""
    paths = os.pathsep.join(path for path in sys.path if path and Path(path).exists())
    return {"OMP_NUM_THREADS": str(threads), **os.environ, "PYTHONPATH": paths}
