"""The same course by each runner, cold: seconds, processor, and whether the site is the same to the byte.

Each build is a process of its own with two workers; the flow's talk to one server of Prefect's. `--lectures` names
another course than the sample; Dask is left out where the extra `dask` is not installed.
"""

from __future__ import annotations

import importlib.util
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from common import Figure, parser, report
from prefect_server import PrefectServer, prefect_server

_SAMPLE = Path(__file__).resolve().parents[1] / "tests" / "lectures"
# what is compared, as the options of `build`; the first is what the others are compared with
_WAYS = {
    "one": "--no-prefect --workers 1",
    "threads": "--no-prefect --runner threads",
    "processes": "--no-prefect --runner processes",
    "flow_threads": "--runner threads",
    "flow_processes": "--runner processes --timeout 600",
    "flow_dask": "--runner dask --timeout 600",
}


def main() -> None:
    """Measure and report."""
    options = parser(__doc__ or "")
    options.add_argument("--lectures", type=Path, default=_SAMPLE, help="folder of transcripts (default: the sample)")
    options.add_argument("--ways", nargs="+", choices=_WAYS, default=list(_WAYS), help="which (default: all)")
    arguments = options.parse_args()
    figures: list[Figure] = []
    first: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "home")
        home.mkdir()
        with prefect_server(home) as server:
            for way in arguments.ways:
                if way == "flow_dask" and importlib.util.find_spec("prefect_dask") is None:
                    print("flow_dask: left out; pip install 'lecturebook[dask]'")
                    continue
                site = Path(folder, way)
                figures += _built(way, arguments.lectures, site, server)
                tree = {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}
                first = first or tree
                figures.append(
                    Figure(f"{way}_same", f"{_WAYS[way]}: same bytes as the first", tree == first, at_least=1)
                )
    report("The same course by each runner", figures, arguments.json)


def _built(way: str, lectures: Path, site: Path, server: PrefectServer) -> list[Figure]:
    """What a build takes, with all its children."""
    command = [sys.executable, "-m", "lecturebook.cli", "build", lectures, "-o", site, "--fresh", "-q"]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([*command, *_WAYS[way].split()], env={**os.environ, **server.environment()}, check=True)
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    label = _WAYS[way]
    return [
        Figure(f"{way}_wall", f"{label}: wall", wall, "s"),
        Figure(f"{way}_cpu", f"{label}: processor", cpu, "s"),
    ]


if __name__ == "__main__":
    main()
