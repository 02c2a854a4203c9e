"""Words are found however they stand, and known again by a trace that does not give them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan.services.spills import passages, striking
from workplan.services.spills.passages import passage_of

WORDS = "Quiet Heron (ninth)"
TEXTS = st.text("aB é>\n-*", max_size=60)


@pytest.mark.parametrize(
    "text",
    [
        "Quiet Heron (ninth)",
        "said: QUIET heron\n   (Ninth).",
        "> Quiet\n> Heron (ninth)",
        "Quiet\tHeron\r\n(ninth)",
        "**Quiet Heron** (ninth)",
        "Qui\u00ade\u200bt He\u0301ron (ninth)",
        "Ｑuiet Heron (ninth)",
    ],
)
def test_how_they_are_written_makes_no_difference(text: str) -> None:
    left = passage_of(WORDS).struck(text)
    assert "ron" not in left.lower()
    assert "[removed]" in left


@pytest.mark.parametrize("text", ["Quiet Heron ninth", "Quieter Heron (ninth)", "QuietHeron"])
def test_other_words_stay(text: str) -> None:
    assert passage_of(WORDS).struck(text) == text


def test_a_text_that_was_cut_within_them_loses_their_beginning() -> None:
    assert passage_of(WORDS).struck("He wrote: Quiet Heron (ni …") == "He wrote: [removed] …"
    assert passage_of(WORDS).struck("He wrote: Quiet …") == "He wrote: Quiet …"


def test_what_stands_around_them_stays_sign_for_sign() -> None:
    text = "Ü – “quiet héron (NINTH)” ß"
    assert passage_of(WORDS).struck(text) == "Ü – “[removed]” ß"


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("Heron", True),
        ("078-05-1120", True),
        ("2026", False),
        ("100 %", False),
        ("abc", False),
        ("----", False),
        ("\u200b\u200b\u200b\u200b", False),
        ("x" * 2_001, False),
    ],
)
def test_words_that_mean_nothing_alone_are_not_looked_for(words: str, is_one: bool) -> None:
    assert passages.is_passage(words) is is_one


def test_they_leave_texts_however_deep_and_no_name_of_a_field_code_or_day() -> None:
    kept = {
        "status": "quiet heron",
        "due_on": "quiet heron",
        "quiet heron": [{"note": [1, None, "x quiet heron"]}],
    }
    assert striking.struck(kept, passage_of("Quiet heron")) == {
        "status": "quiet heron",
        "due_on": "quiet heron",
        "quiet heron": [{"note": [1, None, "x [removed]"]}],
    }


@given(TEXTS, TEXTS, TEXTS)
def test_a_trace_finds_its_words_wherever_they_are_struck(
    before: str, words: str, after: str
) -> None:
    trace = passages.trace_of(words)
    if trace.length < 2:
        return
    text = f"{before} {words} {after}"
    found = passages.found_again(trace, text)
    assert found is not None
    left = passage_of(found).struck(text)
    assert passages.found_again(trace, left) is None


def test_a_trace_has_neither_the_words_nor_the_salt_of_another() -> None:
    one, other = passages.trace_of(WORDS), passages.trace_of(WORDS)
    assert one.digest != other.digest
    assert one.quick != other.quick
    assert "eron" not in repr(one).lower()
