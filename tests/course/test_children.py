"""Children: what they are asked is answered, whatever becomes of their neighbours."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from awkward import Work, carry_out
from lecturebook.course.child import pack_answer, receive, send, unpack_answer
from lecturebook.course.children import Children
from lecturebook.course.engine import Concurrent
from lecturebook.errors import ModelError

FLOWS, TESTS = Path(__file__).parents[2] / "flows", Path(__file__).parents[1]


@pytest.fixture(scope="module")
def children() -> Iterator[Children]:
    made = Children(2)
    yield made
    made.close()


def test_a_child_is_asked_again_and_again(children: Children, tmp_path: Path) -> None:
    answers = [children(carry_out, Work(f"plain-{n}", tmp_path), ("yes",)) for n in range(3)]
    assert len(set(answers)) == 1
    assert answers[0] != f"yes {os.getpid()}"
    assert str(answers[0]).startswith("yes ")


def test_what_is_the_same_for_every_lecture_can_change(children: Children, tmp_path: Path) -> None:
    answers = [str(children(carry_out, Work("plain", tmp_path), (word,))) for word in ("yes", "no")]
    assert [answer.split()[0] for answer in answers] == ["yes", "no"]


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("die", "lecture 'die': the process that made it died, 2 times (SIGKILL, as where memory runs out)"),
        ("leave", "lecture 'leave': the process that made it died, 2 times (exit code 3)"),
    ],
)
def test_one_that_dies_costs_its_own_lecture(children: Children, tmp_path: Path, what: str, reason: str) -> None:
    work = Work(what, tmp_path)
    assert children(carry_out, work, ("yes",)) == f"lost: {reason}"
    assert work.begun == 2
    assert str(children(carry_out, Work("plain", tmp_path), ("yes",))).startswith("yes ")


def test_one_that_hangs_is_killed_and_not_tried_again(tmp_path: Path) -> None:
    children, work = Children(1, timeout=1), Work("hang_in_c", tmp_path)
    try:
        reason = "lecture 'hang_in_c': stopped: not made within 1 s (--timeout)"
        assert children(carry_out, work, ("yes",)) == f"lost: {reason}"
    finally:
        children.close()
    assert work.begun == 1


def test_one_that_dies_by_chance_is_asked_once_more(children: Children, tmp_path: Path) -> None:
    assert str(children(carry_out, Work("die_once", tmp_path), ("yes",))).startswith("yes ")


def test_what_is_printed_is_no_answer(children: Children, tmp_path: Path) -> None:
    assert str(children(carry_out, Work("print", tmp_path), ("yes",))).startswith("yes ")


def test_errors_come_back(children: Children, tmp_path: Path) -> None:
    with pytest.raises(ModelError) as raised:
        children(carry_out, Work("model", tmp_path), ("yes",))
    assert (raised.value.model, raised.value.why) == ("mini", "no weights")
    with pytest.raises(RuntimeError, match="ZeroDivisionError: by nought"):
        children(carry_out, Work("bug", tmp_path), ("yes",))


def test_the_job_does_not_travel_back(children: Children, tmp_path: Path) -> None:
    work = Work("job", tmp_path)
    frame = children.ask(carry_out, work, ("yes",))
    assert b"awkward" not in frame
    there, _ = children.read(frame, work)
    assert there is work


def test_frames() -> None:
    there, back = os.pipe()
    with os.fdopen(there, "rb") as reader, os.fdopen(back, "wb") as writer:
        job = object()
        send(writer, pack_answer("done", {"job": job, "text": "x" * 1000}, job))
        kind, value = unpack_answer(receive(reader), job)
        assert (kind, value["job"] is job) == ("done", True)
        writer.write(b"\x09\0\0\0\0\0\0\0half")
        writer.close()
        with pytest.raises(EOFError):
            receive(reader)


def test_several_at_a_time_in_the_order_of_the_jobs(tmp_path: Path) -> None:
    engine = Concurrent(2, Children(2))
    jobs = [Work(what, tmp_path) for what in ("plain-1", "die", "plain-2")]
    try:
        answers = list(engine.each(carry_out, jobs, "yes"))
    finally:
        engine.close()
    assert [answer.split()[0] for answer in map(str, answers)] == ["yes", "lost:", "yes"]


def test_closing_ends_those_at_work(tmp_path: Path) -> None:
    children, errors = Children(1), []

    def ask() -> None:
        try:
            children(carry_out, Work("hang", tmp_path), ("yes",))
        except EOFError as error:
            errors.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    while not list(tmp_path.iterdir()):
        time.sleep(0.02)
    children.close()
    thread.join(20)
    assert len(errors) == 1


PARENT = """
import sys
from pathlib import Path
from awkward import Work, carry_out
from lecturebook.course.children import Children
folder = Path(sys.argv[1])
children = Children(1)
pid = children(carry_out, Work("plain", folder), ("child",))
(folder / "pid").write_text(str(pid).split()[1])
children(carry_out, Work("hang", folder), ("child",))
"""


def test_a_child_does_not_outlive_its_parent(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (FLOWS, TESTS)))}
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(tmp_path)], env=environment)
    while not list(tmp_path.glob("hang.*")):
        assert parent.poll() is None
        time.sleep(0.02)
    parent.kill()
    parent.wait()
    child, end = int((tmp_path / "pid").read_text()), time.monotonic() + 20
    while is_running(child) and time.monotonic() < end:
        time.sleep(0.02)
    assert not is_running(child)


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"  # a zombie only waits for somebody to ask what became of it
