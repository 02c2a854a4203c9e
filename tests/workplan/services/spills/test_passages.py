"""Words are found however they stand, and known again by a trace that does not give them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan.services.spills import passages

WORDS = "Quiet Heron (ninth)"
TEXTS = st.text("aB é>\n-", max_size=60)


@pytest.mark.parametrize(
    "text",
    [
        "Quiet Heron (ninth)",
        "said: QUIET heron\n   (Ninth).",
        "> Quiet\n> Heron (ninth)",
        "Quiet\tHeron\r\n(ninth)",
    ],
)
def test_case_and_the_breaks_of_lines_make_no_difference(text: str) -> None:
    left = passages.struck(text, passages.pattern_of(WORDS))
    assert "eron" not in left.lower()
    assert "[removed]" in left


@pytest.mark.parametrize("text", ["Quiet Heron ninth", "Quieter Heron (ninth)", "QuietHeron"])
def test_other_words_stay(text: str) -> None:
    assert passages.struck(text, passages.pattern_of(WORDS)) == text


def test_they_leave_a_list_and_a_dictionary_however_deep() -> None:
    kept = {"name": "a", "deep": [{WORDS: [1, None, f"x {WORDS}"]}]}
    assert passages.struck(kept, passages.pattern_of(WORDS)) == {
        "name": "a",
        "deep": [{"[removed]": [1, None, "x [removed]"]}],
    }


@given(TEXTS, TEXTS, TEXTS)
def test_a_trace_finds_its_words_wherever_the_pattern_does(
    before: str, words: str, after: str
) -> None:
    if len("".join(words.split())) < 2 or words.strip(" >\n") != words.strip():
        return
    text = f"{before} {words} {after}"
    found = passages.found_again(passages.trace_of(words), text)
    assert found is not None
    left = passages.struck(text, passages.pattern_of(found))
    assert passages.found_again(passages.trace_of(words), left) is None


@given(TEXTS, TEXTS)
def test_a_trace_finds_nothing_that_is_not_there(words: str, text: str) -> None:
    plain, there = passages._plain(words), passages._plain(text)
    found = passages.found_again(passages.trace_of(words), text)
    assert (found is not None) == (len(plain) > 0 and plain in there) or not plain


def test_a_trace_has_neither_the_words_nor_the_salt_of_another() -> None:
    one, other = passages.trace_of(WORDS), passages.trace_of(WORDS)
    assert one.digest != other.digest
    assert one.quick != other.quick
    assert "eron" not in repr(one).lower()
