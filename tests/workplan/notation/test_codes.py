"""Numbers of tasks at the beginning of a text, without regard to capitals."""

from __future__ import annotations

import pytest

from workplan.notation.codes import Codes
from workplan.notation.refusals import Mending, NotUnderstood, nearest, use

CODES = Codes(["3", "3(a)", "3(a)(i)", "Annex B", "12"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3", [("3", "")]),
        ("3(a)(i)FS", [("3(a)(i)", "FS"), ("3(a)", "(i)FS"), ("3", "(a)(i)FS")]),
        ("3(A)+2d", [("3(a)", "+2d"), ("3", "(A)+2d")]),
        ("annex b, 12", [("Annex B", ", 12")]),
        ("1", []),
        ("", []),
        ("x3", []),
    ],
)
def test_the_longest_number_with_which_a_text_begins_comes_first(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert [*CODES.at_start(text)] == found


def test_a_number_is_known_whatever_its_capitals() -> None:
    assert "ANNEX B" in CODES
    assert "annex" not in CODES
    assert [*CODES] == ["3", "3(a)", "3(a)(i)", "Annex B", "12"]


def test_letters_that_fold_to_two_do_not_shift_what_follows() -> None:
    # A text in which folding would change places is compared as it stands.
    assert [*Codes(["3"]).at_start("3ß+1")] == [("3", "ß+1")]


def test_a_number_that_two_tasks_have_names_neither() -> None:
    twice = Codes(["3", "4a", "4A"])
    twice.require_one("3")
    with pytest.raises(NotUnderstood) as refused:
        twice.require_one("4a")
    assert refused.value.message == (
        "Two tasks have the number 4a. Give one of them another number first."
    )


def test_a_number_that_no_task_has_is_refused_with_the_one_that_was_meant() -> None:
    refused = CODES.unknown("Anex B", "12, Anex B")
    assert refused.message == "No task has the number “Anex B”."
    assert refused.mendings == (Mending("Use Annex B", "12, Annex B"),)


def test_where_none_is_near_the_way_out_is_the_column() -> None:
    refused = CODES.unknown("zzz", "zzz")
    assert refused.message == (
        "No task has the number “zzz”. Give a number as the column “No.” shows it."
    )
    assert refused.mendings == ()


def test_a_word_is_near_that_most_of_its_letters_are() -> None:
    assert nearest("comerce", ["State", "Commerce"]) == "Commerce"
    assert nearest("xyz", ["State", "Commerce"]) is None


def test_what_is_mended_is_the_first_of_what_was_typed() -> None:
    assert use("State", "Stat", "Stat; Stat") == (Mending("Use State", "State; Stat"),)
