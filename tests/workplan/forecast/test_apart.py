"""What stands apart in a burndown: claimed, or ended without being done."""

from __future__ import annotations

from datetime import date

from workplan.forecast.apart import ApartDay, apart_on, with_apart
from workplan.forecast.burndown_days import NOTHING_APART, Apart, BurnDay

MONDAY, TUESDAY, WEDNESDAY, FRIDAY = (date(2027, 1, day) for day in (4, 5, 6, 8))
ENDED = ApartDay(TUESDAY, Apart(not_done=1), Apart(not_done=7), ended_days=7)
CLAIMED = ApartDay(FRIDAY, Apart(claimed=2, not_done=1), Apart(claimed=5, not_done=7))


def day(on: date, **changed: int) -> BurnDay:
    return BurnDay(on, 10, 100, 8, 80)._replace(**changed)


def test_what_stands_apart_is_that_of_the_last_day_on_which_it_changed() -> None:
    changes = [ENDED, CLAIMED]
    assert apart_on(changes, MONDAY, "tasks") == NOTHING_APART
    assert apart_on(changes, TUESDAY, "tasks") == Apart(not_done=1)
    assert apart_on(changes, WEDNESDAY, "days") == Apart(not_done=7)
    assert apart_on(changes, FRIDAY, "days") == Apart(claimed=5, not_done=7)


def test_what_was_ended_is_told_from_what_was_done() -> None:
    # The journal counts three tasks and nine days off; one task of seven days was ended.
    before, after = day(MONDAY), day(TUESDAY, done_tasks=3, worked_days=9)
    _, found = with_apart([before, after], [ENDED])
    assert (found.done_tasks, found.ended_tasks) == (2, 1)
    assert (found.worked_days, found.ended_days) == (2, 7)


def test_what_is_claimed_counts_as_worked_off() -> None:
    days = [day(MONDAY), day(TUESDAY), day(FRIDAY, done_tasks=2, worked_days=5)]
    assert with_apart(days, [ENDED, CLAIMED])[2] == days[2]


def test_what_comes_goes_and_is_re_estimated_while_it_stands_apart_is_scope() -> None:
    moved = ApartDay(
        TUESDAY,
        Apart(merged=1),
        Apart(merged=6),
        came_days=6,
        went_days=2,
        reestimated_days=1,
    )
    _, found = with_apart([day(MONDAY), day(TUESDAY, added_days=3)], [moved])
    assert (found.added_days, found.removed_days, found.reestimated_days) == (9, 2, 1)
    # Six days came apart: five of scope are left out of what was worked off, which had them all.
    assert found.worked_days == 5 - 6


def test_a_day_on_which_nothing_apart_changed_stays_and_so_does_the_first() -> None:
    days = [day(TUESDAY), day(WEDNESDAY, done_tasks=1)]
    assert with_apart(days, [ENDED]) == days
    assert with_apart([], [ENDED]) == []


def test_what_grew_is_the_difference_by_each_way() -> None:
    assert CLAIMED.days.since(ENDED.days) == Apart(claimed=5)
    assert CLAIMED.tasks.ended == 1
