"""A web server for a built site, on this machine only."""

from __future__ import annotations

import functools
import io
import re
import sys
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from lecturebook.course.discover import SITE_FILE
from lecturebook.errors import OutputError

# what a player asks for when it goes to a second of a recording (RFC 9110, section 14), and the most it gets at once:
# it asks again for what comes then
_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{1,15})?")
_MOST_BYTES = 1 << 22


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Requests are not news."""

    def send_head(self) -> Any:
        """The answer's head, and its body: of a file also a part, without which no player can go to a second."""
        asked = _RANGE.fullmatch(self.headers.get("Range", ""))
        path = Path(self.translate_path(self.path))
        if asked is None or not path.is_file():
            return super().send_head()
        size = path.stat().st_size
        first, last = int(asked[1]), min(int(asked[2] or size), size - 1)
        if first > last:
            self.send_error(416)
            return None
        with path.open("rb") as file:
            file.seek(first)
            part = file.read(min(last + 1 - first, _MOST_BYTES))
        self.send_response(206)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Range", f"bytes {first}-{first + len(part) - 1}/{size}")
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        return io.BytesIO(part)


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader who leaves in the middle of a file is no news either."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def make_server(site: Path, port: int) -> ThreadingHTTPServer:
    """A server for `site` on 127.0.0.1:`port` (0: a free one). Raises OutputError where that cannot be."""
    if not (site / SITE_FILE).is_file():
        raise OutputError(str(site), "holds no built site; accepted: a folder that build or guide wrote")
    handler = functools.partial(_Quiet, directory=str(site))
    try:
        return _Server(("127.0.0.1", port), handler)
    except OSError as error:
        raise OutputError(f"port {port}", error.strerror or str(error)) from error


def serve(site: Path, port: int, *, announce: Callable[[str], None]) -> None:
    """Serve `site` until interrupted; `announce` is given its address first."""
    with make_server(site, port) as server:
        announce(f"http://127.0.0.1:{server.server_address[1]}/")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return
