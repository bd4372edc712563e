"""Valid files of each format with changes that know its structure: they are read or refused, and nothing else."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lecturebook.errors import TranscriptError
from lecturebook.read import FORMATS, read_bytes
from read.mutations import mutated, samples
from read.promises import promises_kept

SAMPLES = samples()
ALL = [data for files in SAMPLES.values() for data in files]


def test_every_format_has_files_that_it_reads() -> None:
    assert SAMPLES.keys() == {form.name for form in FORMATS}
    for name, (first, *_) in SAMPLES.items():
        assert {lecture.source.format for lecture in read_bytes(first, "sample")} == {name}


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=40)
@given(which=st.integers(0, 9), seed=st.integers(0, 2**32))
def test_a_changed_file_is_read_or_refused(name: str, which: int, seed: int) -> None:
    files = SAMPLES[name]
    data = mutated(files[which % len(files)], random.Random(seed), ALL)
    try:
        lectures = read_bytes(data, "changed")
    except TranscriptError:
        return
    assert lectures
    assert all(map(promises_kept, lectures))
