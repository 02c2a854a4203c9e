"""The order that somebody gives to rows, while others add, move and remove some."""

from __future__ import annotations

from workplan.services.sheet.cells import Spot
from workplan.services.sheet.typed.order import merged, numbered


def rows(text: str) -> list[Spot]:
    """Return rows from their names; each sign “>” before a name lets it lie a level deeper."""
    return [Spot(word.lstrip(">"), 1 + word.count(">")) for word in text.split()]


def order(stored: str, shown: str, wanted: str) -> str:
    """Return the order that comes of it, in the same form."""
    found = merged(rows(stored), rows(shown), rows(wanted))
    return " ".join(">" * (spot.level - 1) + spot.key for spot in found)


def test_what_nobody_moved_stays() -> None:
    assert order("a >b c", "a >b c", "a >b c") == "a >b c"


def test_a_row_goes_where_somebody_puts_it() -> None:
    assert order("a b c d", "a b c d", "a d b c") == "a d b c"
    assert order("a b c", "a b c", "c a b") == "c a b"


def test_a_new_row_goes_after_the_one_above_it() -> None:
    assert order("a b c", "a b c", "a new b c") == "a new b c"
    assert order("a b", "a b", "new a b") == "new a b"
    assert order("", "", "new newer") == "new newer"


def test_what_others_added_meanwhile_keeps_its_place() -> None:
    assert order("a x b c", "a b c", "a new b c") == "a new x b c"
    assert order("a b c x", "a b c", "c a b") == "c a b x"


def test_what_others_moved_meanwhile_stays_where_they_put_it() -> None:
    # They put c first; here only a new row came after b.
    assert order("c a b", "a b c", "a b new c") == "c a b new"


def test_what_others_removed_meanwhile_stays_away() -> None:
    assert order("a c", "a b c", "a b c") == "a c"
    assert order("a c", "a b c", "b a c new") == "a c new"


def test_subtasks_that_were_not_shown_go_with_their_task() -> None:
    assert order("a b >b1 >b2 c", "a b c", "b a c") == "b >b1 >b2 a c"


def test_subtasks_that_were_not_shown_take_on_the_level_of_their_task() -> None:
    assert order("a b >b1 c d", "a b c d", "a c d >b") == "a c d >b >>b1"


def test_a_level_that_somebody_changed_here_holds_and_another_is_that_of_the_others() -> None:
    assert order("a b", "a b", "a >b") == "a >b"
    assert order("a >b", "a b", "a b") == "a >b"


def by_numbers(shown: str, numbers: dict[str, int], levels: dict[str, int] | None = None) -> str:
    """Return the order of rows whose printed numbers were typed over."""
    typed = {spot.key: 10 * place for place, spot in enumerate(rows(shown), 1)} | numbers
    found = numbered(rows(shown), typed, levels or {})
    return " ".join(">" * (spot.level - 1) + spot.key for spot in found)


def test_rows_are_ordered_by_their_numbers() -> None:
    assert by_numbers("a b c", {}) == "a b c"
    assert by_numbers("a b c", {"c": 5}) == "c a b"
    assert by_numbers("a b c", {"a": 25}) == "b a c"
    assert by_numbers("a b", {"new": 15}) == "a new b"


def test_a_row_goes_before_the_one_that_has_its_number_still() -> None:
    assert by_numbers("a b c", {"c": 10}) == "c a b"


def test_subtasks_go_with_their_task_unless_they_have_numbers_of_their_own() -> None:
    assert by_numbers("a >a1 >a2 b", {"a": 45}) == "b a >a1 >a2"
    assert by_numbers("a >a1 >a2 b", {"a": 45, "a1": 5}) == ">a1 b a >a2"


def test_subtasks_take_on_the_new_level_of_their_task() -> None:
    assert by_numbers("a b >b1", {"b": 5}, {"b": 2}) == ">b >>b1 a"
