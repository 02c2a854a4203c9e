"""Texts from anywhere, as they may be stored."""

from __future__ import annotations

from unicodedata import category

from hypothesis import given
from hypothesis import strategies as st

from workplan.plain_text import is_plain, is_plain_line, one_line, prose

ANY = st.text(st.characters(exclude_categories=()), max_size=300)


@given(ANY)
def test_one_line_is_one_line_and_can_be_written_anywhere(text: str) -> None:
    found = one_line(text, 200)
    assert len(found) <= 200
    assert len(found.splitlines()) <= 1
    found.encode()
    assert found == one_line(found, 200)
    assert not any(category(c) in ("Cc", "Cs") for c in found)


@given(ANY)
def test_prose_keeps_its_lines_and_nothing_that_cannot_be_written(text: str) -> None:
    found = prose(text)
    found.encode()
    assert found.count("\n") == text.count("\n")
    assert "\0" not in found


@given(ANY)
def test_a_whole_text_is_judged_as_its_characters_are(text: str) -> None:
    assert is_plain_line(text) == all(map(is_plain, text))
    assert prose(text) == "".join(c for c in text if c in "\n\t" or is_plain(c))


def test_words_stay_as_they_are() -> None:
    assert one_line("  a\tb\r\nc\x00d\ud800e ", 200) == "a b cde"
    assert prose("a\n\tb\r\n\x07c") == "a\n\tb\nc"
