"""The server of `lecturebook preview`: whole files, and the parts that a player asks for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from lecturebook.course.discover import SITE_FILE
from lecturebook.errors import OutputError
from lecturebook.preview import make_server


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    (tmp_path / SITE_FILE).write_text("{}")
    (tmp_path / "one.wav").write_bytes(bytes(range(100)))
    with make_server(tmp_path, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.mark.parametrize(
    ("asked", "status", "part", "body"),
    [
        ("", 200, None, bytes(range(100))),
        ("bytes=0-", 206, "bytes 0-99/100", bytes(range(100))),
        ("bytes=90-", 206, "bytes 90-99/100", bytes(range(90, 100))),
        ("bytes=3-5", 206, "bytes 3-5/100", b"\x03\x04\x05"),
        ("bytes=98-500", 206, "bytes 98-99/100", b"bc"),
        ("bytes=100-", 416, None, None),
        ("bytes=5-3", 416, None, None),
        ("bytes=-5", 200, None, bytes(range(100))),
        ("lines=1-2", 200, None, bytes(range(100))),
        ("bytes=" + "9" * 5000 + "-", 200, None, bytes(range(100))),
    ],
)
def test_a_player_gets_the_part_it_asks_for(
    port: int, asked: str, status: int, part: str | None, body: bytes | None
) -> None:
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", "/one.wav", headers={"Range": asked} if asked else {})
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("Content-Range")) == (status, part)
    if body is not None:
        assert answer.read() == body


@pytest.mark.parametrize(
    ("error", "is_told"), [(BrokenPipeError, False), (ConnectionResetError, False), (KeyError, True)]
)
def test_a_reader_who_leaves_is_no_news(
    error: type[Exception], is_told: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / SITE_FILE).write_text("{}")
    with make_server(tmp_path, 0) as server:
        try:
            raise error
        except error:
            server.handle_error(b"", ("127.0.0.1", 1))
    assert bool(capsys.readouterr().err) == is_told


def test_a_folder_that_is_no_site_is_not_served(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="holds no built site"):
        make_server(tmp_path, 0)
