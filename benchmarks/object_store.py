"""A course from one bucket into another, against a server that speaks S3: what is copied, and what is not again.

    pip install 'lecturebook[bench,remote]'
    python benchmarks/object_store.py

The server is moto's, on this machine; lectures are those of the sample course, and a stand-in takes the place of the
encoder. Three builds: everything new, nothing changed, one lecture gone.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from common import Figure, parser, report, skip

_TESTS = Path(__file__).resolve().parents[1] / "tests"
sys.path.insert(0, str(_TESTS))

_BUCKET = "course-material"
_LECTURES, _SITE = f"s3://{_BUCKET}/lectures", f"s3://{_BUCKET}/site"


def main() -> None:
    """Build and report."""
    arguments = parser(__doc__ or "").parse_args()
    try:
        import s3fs
        from moto.server import ThreadedMotoServer
    except ImportError as error:
        skip(f"{error.name} is not installed: pip install 'lecturebook[bench,remote]'")
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # a line for each request
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    secrets = {"AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any", "AWS_DEFAULT_REGION": "us-east-1"}
    os.environ.update(secrets, AWS_ENDPOINT_URL=f"http://{host}:{port}")
    try:
        figures = list(_figures(s3fs.S3FileSystem(skip_instance_cache=True, use_listings_cache=False)))
    finally:
        server.stop()
    report("A course in an object store", figures, arguments.json)


def _figures(files: object) -> Iterator[Figure]:
    from fsspec import AbstractFileSystem

    from fake import FakeEncoder
    from lecturebook.course import build as stages
    from lecturebook.course.job import Recipe
    from lecturebook.course.remote import build_at

    assert isinstance(files, AbstractFileSystem)
    stages.load_models = lambda *_: (FakeEncoder(), None)  # type: ignore[assignment,return-value]
    files.mkdir(_BUCKET)
    files.put(str(_TESTS / "lectures"), f"{_BUCKET}/lectures", recursive=True)
    with tempfile.TemporaryDirectory() as kept:
        for name, change in (("new", ""), ("unchanged", ""), ("one gone", "01-storage.srt")):
            if change:
                files.rm(f"{_BUCKET}/lectures/{change}")
            start = time.perf_counter()
            done = build_at([_LECTURES], _SITE, Recipe(cache=Path(kept)))
            seconds, flat = time.perf_counter() - start, name.replace(" ", "_")
            yield Figure(f"{flat}_seconds", f"{name}: wall", seconds, "s")
            yield Figure(f"{flat}_guides", f"{name}: guides of the site at {done.entry}", done.guides)
            yield Figure(
                f"{flat}_objects", f"{name}: objects of the last two builds", len(files.find(f"{_BUCKET}/site"))
            )


if __name__ == "__main__":
    main()
