"""A process that makes one lecture after the other for the one that started it: `python -m lecturebook.course.child`.

It reads questions from its standard input and writes answers to what was its standard output, each a frame: eight bytes
of length, then a pickle. These pipes lead from one process of ours to another and nowhere else; no file is ever read
this way. `children.py` is the other end.
"""

from __future__ import annotations

import io
import os
import pickle
import queue
import signal
import struct
import threading
from collections.abc import Callable
from typing import IO, Any

from lecturebook.errors import LecturebookError

# first of a question: what will be done, with what is the same for every lecture; then a lecture
STAGE, JOB = "stage", "job"
# first of an answer
DONE, RAISED = "done", "raised"

_LENGTH = struct.Struct("<Q")
# what stands in an answer in place of the job
_THE_JOB = "the job"


def send(stream: IO[bytes], frame: bytes) -> None:
    """Write one frame. Raises OSError where nobody is left to read it."""
    stream.write(_LENGTH.pack(len(frame)))
    stream.write(frame)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """Read one frame; raises EOFError where the other end is gone, be it in the middle of one."""
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    return _exactly(stream, length)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    content = stream.read(length)
    if len(content) < length:
        raise EOFError
    return content


class _AnswerPickler(pickle.Pickler):
    """Writes an answer; of the job, which whoever asked has, only that it stands there."""

    def __init__(self, stream: IO[bytes], job: object) -> None:
        super().__init__(stream, protocol=5)
        self._job = job

    def persistent_id(self, value: object) -> str | None:
        return _THE_JOB if value is self._job else None


class _AnswerUnpickler(pickle.Unpickler):
    """Reads an answer, with the job in its place."""

    def __init__(self, stream: IO[bytes], job: object) -> None:
        super().__init__(stream)
        self._job = job

    def persistent_load(self, _: object) -> object:
        return self._job


def pack_question(kind: str, value: object) -> bytes:
    """A question as a frame."""
    return pickle.dumps((kind, value), protocol=5)


def pack_answer(kind: str, value: object, job: object) -> bytes:
    """An answer as a frame; where `value` holds `job` itself, the frame does not."""
    written = io.BytesIO()
    _AnswerPickler(written, job).dump((kind, value))
    return written.getvalue()


def unpack_answer(frame: bytes, job: object) -> tuple[str, Any]:
    """The kind and the value that `pack_answer` wrote, with `job` where that was."""
    kind, value = _AnswerUnpickler(io.BytesIO(frame), job).load()
    return kind, value


def main() -> None:
    """Answer until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one, which ends it
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come among the answers
    questions: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(os.fdopen(os.dup(0), "rb"), questions), daemon=True).start()
    do: Callable[[Any], object] = _nothing
    while True:
        kind, value = pickle.loads(questions.get())  # noqa: S301  (our own pipe, see the head of this file)
        if kind == STAGE:
            do = _stage_of(*value)
            send(answers, pack_answer(DONE, None, do))
        else:
            send(answers, _answer(do, value))


def _listen(stream: IO[bytes], questions: queue.SimpleQueue[bytes]) -> None:
    """Take questions in while a lecture is made; when their source is gone nobody wants the lecture either."""
    while True:
        try:
            questions.put(receive(stream))
        except EOFError:
            os._exit(0)


def _nothing(_: Any) -> object:
    raise LookupError("no stage was told")


def _stage_of(stage: Callable[..., object], args: tuple[Any, ...]) -> Callable[[Any], object]:
    return lambda job: stage(job, *args)


def _answer(do: Callable[[Any], object], job: object) -> bytes:
    try:
        return pack_answer(DONE, do(job), job)
    except LecturebookError as error:
        return pack_answer(RAISED, error, job)
    except Exception as error:  # it may be of a kind that cannot be sent
        return pack_answer(RAISED, RuntimeError(f"{type(error).__name__}: {error}"), job)


if __name__ == "__main__":
    main()
