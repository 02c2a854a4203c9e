"""Where sentences end."""

from __future__ import annotations

import pytest

from workplan.directives.wording.sentences import sentences_of


@pytest.mark.parametrize(
    "sentence",
    [
        "See 22 U.S.C. 2751 et seq. for more.",
        "The U.S. Geological Survey acts under sec. 5 of Pub. L. 104-1.",
        "Use tools (e.g. Workplan) and lists (i.e. tables).",
        "John F. Kennedy signed it.",
        "The rule is in 40 C.F.R. Part 60.",
    ],
)
def test_an_abbreviation_ends_none(sentence: str) -> None:
    assert [found.text for found in sentences_of(sentence)] == [sentence]


def test_sentences_end_at_stops_quotes_and_brackets() -> None:
    text = "One is here. “Two is there.” (Three too.) The Board meets. 4 agencies act?  End."
    assert [found.text for found in sentences_of(text)] == [
        "One is here.",
        "“Two is there.”",
        "(Three too.)",
        "The Board meets.",
        "4 agencies act?",
        "End.",
    ]


def test_each_sentence_knows_its_place() -> None:
    text = "One is here. Two is there.  Three."
    assert [text[found.at :].startswith(found.text) for found in sentences_of(text)] == [True] * 3


def test_after_et_seq_a_new_sentence_can_begin() -> None:
    found = sentences_of("It is in 22 U.S.C. 2751 et seq. The Secretary shall act.")
    assert [one.text[:7] for one in found] == ["It is i", "The Sec"]
