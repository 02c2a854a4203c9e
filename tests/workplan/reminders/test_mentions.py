"""Who is named in a text by @, and which words name nobody."""

from __future__ import annotations

import pytest

from workplan.reminders.mentions import named_in, unknown_in

LABELS = ("State", "State PM", "DoD", "Hana Weber")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@State, please look", {"State"}),
        ("@State PM, please look", {"State PM"}),
        ("@State PMs", {"State"}),
        ("(@DoD) and @Hana Weber.", {"DoD", "Hana Weber"}),
        ("@DoDo", set()),
        ("hana@DoD", set()),
        ("@dod", set()),
        ("nobody", set()),
        ("@State @State", {"State"}),
    ],
)
def test_the_longest_label_that_ends_with_its_word_is_named(text: str, named: set[str]) -> None:
    assert named_in(text, LABELS) == named


def test_words_after_an_at_sign_that_name_nobody_are_told_once() -> None:
    assert unknown_in("@DoDo, @nobody-else, @DoDo and @State", LABELS) == ["DoDo", "nobody-else"]
    assert unknown_in("write to hana@example.gov", LABELS) == []


def test_a_label_is_taken_letter_by_letter() -> None:
    assert named_in("@A.B", ["A.B"]) == {"A.B"}
    assert named_in("@AxB", ["A.B"]) == set()
    assert named_in("@State", []) == set()
