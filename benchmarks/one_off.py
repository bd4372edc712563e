"""Seconds and memory that one 104-minute lecture takes, from a cold start to its written guide.

Each run is a process of its own; what is measured is what the user waits for. Beside it stands what importing
sentence-transformers alone takes: the floor under every program that uses it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from common import Figure, data_folder, long_lecture, parser, report, spread

_MOST_SECONDS, _MOST_MEMORY = 30.0, 1.5
# ru_maxrss is in KiB but on macOS, where it is in bytes
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024
_ERROR_SHOWN = 2000


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: seconds on the wall and on all cores, and its highest resident memory in GB (10^9)."""

    wall: float
    cpu: float
    memory: float


def main() -> None:
    """Measure and report."""
    arguments = parser(__doc__ or "", runs=5).parse_args()
    file = long_lecture(data_folder(arguments))
    guides, imports = [], []
    for _ in range(arguments.runs):
        imports.append(cost([sys.executable, "-c", "import sentence_transformers"]))
        guides.append(guide_cost(file))
    figures = [
        *spread("wall", "guide, cold: wall", [each.wall for each in guides], "s", at_most=_MOST_SECONDS),
        *spread("cpu", "guide, cold: processor", [each.cpu for each in guides], "s"),
        *spread("memory", "guide, cold: peak memory", [each.memory for each in guides], "GB", at_most=_MOST_MEMORY),
        *spread("import_wall", "import sentence_transformers: wall", [each.wall for each in imports], "s"),
        *spread("import_cpu", "import sentence_transformers: processor", [each.cpu for each in imports], "s"),
        *spread("import_memory", "import sentence_transformers: memory", [each.memory for each in imports], "GB"),
        Figure("cores", "cores this process may use", len(os.sched_getaffinity(0)) if _LINUX else os.cpu_count() or 1),
    ]
    report("One lecture of 104 minutes, cold", figures, arguments.json)


_LINUX = hasattr(os, "sched_getaffinity")


def guide_cost(file: Path) -> Cost:
    """What ``lecturebook guide`` takes for `file`, into a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "guide"
        taken = cost([sys.executable, "-m", "lecturebook.cli", "guide", str(file), "-o", str(output)])
        if not any(output.rglob("guide.json")):
            sys.exit(f"no guide was written for {file.name}")
        return taken


def cost(command: Sequence[str]) -> Cost:
    """What `command` takes; leaves with its messages where it fails."""
    with tempfile.TemporaryFile() as messages:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=messages, stderr=messages)
        # wait4 tells what this one child used; getrusage would give the most of all children so far
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            messages.seek(0)
            text = messages.read().decode(errors="replace")[-_ERROR_SHOWN:]
            sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{text}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _RSS_UNIT / 1e9)


if __name__ == "__main__":
    main()
