"""Servers for the time of a test or a trial: Prefect's, and PostgreSQL beneath it."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# a busy machine takes its time to start a server
_START_SECONDS, _STOP_SECONDS = 300.0, 30.0


@dataclass(frozen=True, slots=True)
class PrefectServer:
    """A running server: the address of its API, the `home` that it shares with its clients, its process."""

    api: str
    home: Path
    process: subprocess.Popen[bytes]

    def environment(self, **more: str) -> dict[str, str]:
        """The environment of its clients."""
        return environment(self.home, PREFECT_API_URL=self.api, **more)

    def post(self, path: str, body: object) -> Any:
        """What the API answers to `body`, as JSON."""
        request = urllib.request.Request(
            f"{self.api}/{path}", json.dumps(body).encode(), {"content-type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)


def environment(home: Path, **more: str) -> dict[str, str]:
    """An environment with a home for Prefect and nothing of Prefect's but what is in `more`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return {**kept, "PREFECT_HOME": str(home), "DO_NOT_TRACK": "1", **more}


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(command: Sequence[str | Path], log: Path, **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A process with all that it starts, gone when the block ends."""
    with log.open("ab") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True, **options)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(_STOP_SECONDS)


def wait_for(is_there: Callable[[], Any], what: str, seconds: float = _START_SECONDS) -> Any:
    """What `is_there` gives, once it gives something; TimeoutError with `what` after `seconds`."""
    end = time.monotonic() + seconds
    while not (found := is_there()):
        if time.monotonic() > end:
            raise TimeoutError(f"{what}: not within {seconds:g} s")
        time.sleep(0.5)
    return found


@contextmanager
def prefect_server(home: Path, port: int | None = None, **settings: str) -> Iterator[PrefectServer]:
    """A server of Prefect's on this machine alone, on SQLite in `home` where `settings` name no other database."""
    port = port or free_port()
    api = f"http://127.0.0.1:{port}/api"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    quiet = {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", **settings}
    log = home / "server.log"
    with running(command, log, env=environment(home, **quiet), cwd=home) as process:

        def answers() -> bool:
            if process.poll() is not None:
                raise RuntimeError(log.read_text())
            try:
                with urllib.request.urlopen(f"{api}/health", timeout=5):
                    return True
            except OSError:
                return False

        wait_for(answers, f"Prefect's server: {log}")
        yield PrefectServer(api, home, process)


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A PostgreSQL of Debian's in the new `folder`, by its address for SQLAlchemy; it refuses to run as root."""
    binaries = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), default=None)
    if binaries is None:
        raise FileNotFoundError("no PostgreSQL: apt-get install postgresql")
    owner = pwd.getpwnam("postgres").pw_name if os.geteuid() == 0 else None
    folder.mkdir()
    if owner:
        shutil.chown(folder, owner, owner)
    password, port = folder.with_suffix(".password"), free_port()
    password.write_text("trial\n")
    password.chmod(0o644)
    options: dict[str, Any] = {"user": owner, "cwd": folder} if owner else {"cwd": folder}
    login = ["--username=prefect", f"--pwfile={password}", "--auth=scram-sha-256"]
    made = [binaries / "initdb", "-D", folder / "data", *login, "--encoding=UTF8", "--locale=C"]
    subprocess.run(made, check=True, capture_output=True, **options)
    listen = ["-h", "127.0.0.1", "-p", str(port), "-k", folder]
    address = f"postgresql+asyncpg://prefect:trial@127.0.0.1:{port}/postgres"
    with running([binaries / "postgres", "-D", folder / "data", *listen], folder.with_suffix(".log"), **options):
        ready = [binaries / "pg_isready", "-h", "127.0.0.1", "-p", str(port)]
        wait_for(lambda: subprocess.run(ready, capture_output=True, check=False).returncode == 0, "PostgreSQL")
        yield address
