"""Files of aliases: what they say, and what is wrong with those that say nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lecturebook.clean.terms import (
    Aliases,
    accept_line,
    alias_key,
    parse_aliases,
    read_aliases,
    refuse_line,
    shipped_aliases,
)
from lecturebook.errors import SettingsError


def test_a_file_of_aliases(tmp_path: Path) -> None:
    file = tmp_path / "aliases.toml"
    file.write_bytes(b'\xef\xbb\xbf# ours\r\n"Ray-Loo," = "ReLU"\r\n"squad" = false\r\nbird = " BERT  base "\r\n')
    aliases = read_aliases(file)
    assert dict(aliases.terms) == {"ray loo": "ReLU", "bird": "BERT base"}
    assert aliases.refused == {"squad"}


def test_no_file_has_no_aliases(tmp_path: Path) -> None:
    assert read_aliases(tmp_path / "aliases.toml") == Aliases()


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ('"ray loo" "ReLU"', "line 1"),
        ('"ray loo" = "ReLU"\n"Ray-loo" = "Rey"', "twice"),
        ('"ray loo" = "ReLU"\n"ray  loo" = false', "twice"),
        ('"ray loo" = ""', "'ray loo' = ''"),
        ('"ray loo" = 3', "'ray loo' = '3'"),
        ('"ray loo" = true', "'ray loo' = 'True'"),
        ('"…" = "ReLU"', "'…'"),
        ('"a b c d e f g h i" = "ReLU"', "'a b c d"),
        ('[heard]\n"ray loo" = "ReLU"', "heard"),
        ('"ray loo" = "Re\\u0007LU"', "ray loo"),
        ("\ud800".encode("utf-8", "surrogatepass"), "utf-8"),
        ("x = " + "[" * 5000, ""),
    ],
)
def test_a_broken_file_says_what_is_wrong(text: str | bytes, seen: str) -> None:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(SettingsError) as error:
        parse_aliases(data, "aliases.toml")
    assert str(error.value).startswith("aliases.toml: ")
    assert seen in str(error.value)
    assert "accepted: " in str(error.value)


def test_a_file_too_large_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "aliases.toml"
    file.write_bytes(b"#" * 1_000_001)
    with pytest.raises(SettingsError, match="1,000,000 bytes"):
        read_aliases(file)


@given(st.binary(max_size=200))
def test_any_bytes_are_aliases_or_an_error(data: bytes) -> None:
    try:
        aliases = parse_aliases(data, "aliases.toml")
    except SettingsError:
        return
    assert all(alias_key(heard) == heard for heard in (*aliases.terms, *aliases.refused))


@example(["0¯0"])
@given(
    st.lists(st.text(min_size=1, max_size=20).map(lambda text: "".join(text.split()) or "x"), min_size=1, max_size=4)
)
def test_ready_lines_can_be_read_back(heard: list[str]) -> None:
    before = " ".join(heard)
    accept, refuse = accept_line(before, "ReLU,"), refuse_line(before)
    assert "\n" not in accept + refuse
    if not (key := alias_key(before)) or not key.replace(" ", "a").isprintable():
        return
    assert parse_aliases(refuse.encode(), "x").refused == {key}
    assert dict(parse_aliases(accept.encode(), "x").terms) == {key: "ReLU"}


def test_the_shipped_table_is_sound() -> None:
    table = shipped_aliases()
    assert table.evidence
    assert not [heard for heard, term in table.terms.items() if heard == term]
    # one everyday word is never enough to go by
    assert not [heard for heard in table.terms if len(heard) < 4]
