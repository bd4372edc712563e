"""What a build must never do, refused by hooks of the interpreter: connect to a machine, and read a pickle.

    python -c "import guard; guard.refuse(); from lecturebook.cli import main; main()" guide lecture.srt -o guide

A hook cannot be taken away again, so a process that refuses is one of its own; but for `refuse_strangers`, which does
no harm to other tests.
"""

from __future__ import annotations

import ipaddress
import os
import sys
from typing import Any

# how a process ends that did what it must not: by no exception, since those can be caught
CODE = 86


def _is_here(address: Any) -> bool:
    """Whether an address that a socket connects to is on this machine."""
    if not isinstance(address, tuple):
        return True  # of a Unix socket, a path
    host = str(address[0])
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host in {"localhost", ""}


def refuse() -> None:
    """From now on this process ends where it asks for a host, connects to one, or loads a pickle's class."""
    import socket

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        is_network = event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"} or (
            event in {"socket.connect", "socket.sendto"} and arguments[0].family != socket.AF_UNIX
        )
        if is_network or event == "pickle.find_class":
            os.write(2, f"refused: {event} {arguments!r}\n".encode())
            os._exit(CODE)

    sys.addaudithook(hook)


def refuse_strangers() -> None:
    """From now on this process connects to nothing but itself: what tries is an error."""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in {"socket.connect", "socket.sendto"} and not _is_here(arguments[1]):
            raise PermissionError(f"a test connects to {arguments[1]!r}")

    sys.addaudithook(hook)
