"""Fixtures that more than one folder of tests needs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from fake import FakeEncoder
from guard import refuse_strangers
from prefect_server import PrefectServer, prefect_server

# a busy machine is no failure: nothing here asserts how long an example takes; and a commit that has passed passes
# again, so new examples are looked for on demand (`pytest --hypothesis-profile=explore`) and by `benchmarks/fuzz.py`
settings.register_profile("lecturebook", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None)
settings.load_profile("lecturebook")

_REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes the guides and aliases that the user keeps; nor do the commands that tests start."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LECTUREBOOK_CACHE", str(tmp_path_factory.mktemp("guides")))
        patch.setenv("LECTUREBOOK_ALIASES", str(tmp_path_factory.mktemp("settings") / "aliases.toml"))
        yield


@pytest.fixture(scope="session", autouse=True)
def no_strangers() -> None:
    """No test connects to another machine; a build that did would be found."""
    refuse_strangers()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrefectServer]:
    """A server of Prefect's for all tests that need one."""
    with prefect_server(tmp_path_factory.mktemp("prefect")) as running:
        yield running


@pytest.fixture
def at_server(server: PrefectServer) -> Iterator[PrefectServer]:
    """The same, asked by the flow as this process runs it."""
    from prefect.settings import PREFECT_API_URL, temporary_settings

    import lecturebook_course  # noqa: F401  (its settings come before Prefect's import)

    with temporary_settings({PREFECT_API_URL: server.api}):
        yield server


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real lectures beside the project, or where LECTUREBOOK_DATA points into one.

    Skips the test where it is absent: none of it is copied into the project.
    """
    data = os.environ.get("LECTUREBOOK_DATA")
    folder = Path(data).resolve().parent if data else _REPOSITORY.parent / "shared"
    if not (folder / "lectures").is_dir():
        pytest.skip(f"no lectures in {folder}: set LECTUREBOOK_DATA to the data folder beside them")
    return folder


@pytest.fixture(scope="module")
def stand_in() -> Iterator[None]:
    """Builds of this module use the stand-in for the encoder: no torch."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lecturebook.course.build.load_models", lambda *_: (FakeEncoder(), None))
        yield
