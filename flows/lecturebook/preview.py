"""A web server for a built site, on this machine only."""

from __future__ import annotations

import functools
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from lecturebook.course.discover import SITE_FILE
from lecturebook.errors import OutputError


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Requests are not news."""


def make_server(site: Path, port: int) -> ThreadingHTTPServer:
    """A server for `site` on 127.0.0.1:`port` (0: a free one). Raises OutputError where that cannot be."""
    if not (site / SITE_FILE).is_file():
        raise OutputError(str(site), "holds no built site; accepted: a folder that build or guide wrote")
    handler = functools.partial(_Quiet, directory=str(site))
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), handler)
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
