"""What a burndown says: its finding, its pace, and its end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from workplan.calendars.working import federal_calendar
from workplan.forecast.burndown import Burndown
from workplan.forecast.burndown_days import Arithmetic, BurnDay, IdealDay
from workplan.forecast.pace import NO_PROJECTION, projected
from workplan.policy import PACE_DAYS

FIRST, LAST = date(2027, 1, 4), date(2027, 2, 1)


def day(
    on: date, scope: tuple[int, int], left: tuple[int, int], added: int = 0, worked: int = 0
) -> BurnDay:
    return BurnDay(
        on,
        *scope,
        *left,
        added_tasks=max(added, 0),
        removed_tasks=max(-added, 0),
        worked_days=worked,
    )


def burndown(*days: BurnDay, ideal: tuple[IdealDay, ...] = ()) -> Burndown:
    return Burndown(LAST, days, ideal, "Approved" if ideal else None)


@pytest.mark.parametrize(
    ("days", "planned", "finding"),
    [
        ([], None, "No work has been recorded yet"),
        ([((5, 50), (5, 50))], None, "5 of 5 tasks remain"),
        ([((1, 50), (1, 50))], None, "1 of 1 task remains"),
        ([((5, 50), (5, 50)), ((5, 50), (0, 0))], None, "All 5 tasks are done"),
        ([((1, 5), (0, 0))], None, "The one task is done"),
        ([((0, 0), (0, 0))], None, "No task is in the plan"),
        ([((5, 50), (3, 30))], 3, "3 of 5 tasks remain, as “Approved” foresaw"),
        ([((5, 50), (3, 30))], 1, "3 of 5 tasks remain, 2 more than “Approved” foresaw"),
        ([((5, 50), (3, 30))], 4, "3 of 5 tasks remain, 1 fewer than “Approved” foresaw"),
        ([((5, 50), (5, 50)), ((6, 55), (4, 40))], None, "4 of 6 tasks remain"),
    ],
)
def test_the_finding_says_what_is_left_against_the_plan(
    days: list[tuple[tuple[int, int], tuple[int, int]]], planned: int | None, finding: str
) -> None:
    dated = [day(date(2027, 1, 4 + n), *facts) for n, facts in enumerate(days)]
    ideal = (IdealDay(FIRST, planned, planned * 10),) if planned is not None else ()
    assert burndown(*dated, ideal=ideal).finding() == finding


def test_the_finding_counts_working_days_where_they_are_asked_for_and_names_the_part() -> None:
    found = Burndown(
        LAST, [day(FIRST, (5, 50), (3, 30))], [IdealDay(FIRST, 5, 20)], "Spring", of="War"
    )
    wanted = "30 of 50 working days of work of War remain, 10 more than “Spring” foresaw"
    assert found.finding("days") == wanted


def test_the_arithmetic_begins_with_the_first_day_and_adds_up_to_what_is_left() -> None:
    first = day(FIRST, (23, 419), (23, 419))
    later = BurnDay(LAST, 24, 437, 16, 205, 2, 1, 8, 28, 10, 20, 252)
    found = burndown(first, later)
    assert found.arithmetic("tasks") == Arithmetic(23, 8, 2, 1, 0, 16)
    assert found.arithmetic("days") == Arithmetic(419, 252, 28, 10, 20, 205)
    for sum_ in (found.arithmetic("tasks"), found.arithmetic("days")):
        assert sum_ is not None
        gone = sum_.done + sum_.removed
        assert sum_.start - gone + sum_.added + sum_.reestimated == sum_.left
    assert burndown().arithmetic("tasks") is None


def test_what_was_planned_for_a_day_is_what_stood_last_before_it() -> None:
    ideal = (IdealDay(FIRST, 5, 50), IdealDay(date(2027, 1, 20), 4, 40), IdealDay(LAST, 0, 0))
    found = burndown(day(FIRST, (5, 50), (5, 50)), ideal=ideal)
    assert found.planned_on(date(2027, 1, 3)) is None
    assert found.planned_on(date(2027, 1, 19)) == ideal[0]
    assert found.planned_on(date(2027, 1, 20)) == ideal[1]
    assert found.planned_on(date(2027, 9, 1)) == ideal[2]


def test_the_end_is_projected_from_progress_in_working_days() -> None:
    calendar = federal_calendar()
    # Nineteen working days have passed, Martin Luther King Day taken out; 20 of 40 days are done.
    half = [day(FIRST, (4, 40), (4, 40)), day(LAST, (4, 40), (2, 20), worked=20)]
    assert calendar.working_days_between(FIRST, LAST) == 19
    assert projected(half, LAST, calendar).ends_on == calendar.day_from(
        calendar.start_boundary(LAST) + 19
    )


def test_scope_that_is_added_is_not_taken_for_slowness() -> None:
    calendar = federal_calendar()
    start = day(FIRST, (4, 40), (4, 40))
    plain = projected([start, day(LAST, (4, 40), (2, 20), worked=20)], LAST, calendar)
    grown = projected([start, day(LAST, (5, 60), (3, 40), worked=20)], LAST, calendar)
    assert grown.ends_on > plain.ends_on


def test_neither_removed_work_nor_a_new_duration_of_finished_work_is_progress() -> None:
    calendar = federal_calendar()
    removed = [day(FIRST, (4, 40), (4, 40)), day(LAST, (2, 20), (2, 20), added=-2)]
    assert projected(removed, LAST, calendar) == NO_PROJECTION
    worked = [day(FIRST, (3, 80), (3, 80)), day(date(2027, 1, 14), (3, 80), (2, 70), worked=10)]
    longer = [*worked, day(LAST, (3, 110), (2, 70))]
    assert projected(longer, LAST, calendar) == projected(worked, LAST, calendar)


def test_the_end_is_the_same_on_a_friday_and_on_the_weekend_after_it() -> None:
    days = [day(FIRST, (4, 40), (4, 40)), day(date(2027, 1, 14), (4, 40), (3, 31), worked=9)]
    friday = date(2027, 1, 22)
    found = {
        projected(days, friday + timedelta(days=later), federal_calendar()) for later in (0, 1, 2)
    }
    assert len(found) == 1
    assert found != {NO_PROJECTION}


@pytest.mark.parametrize(
    "days",
    [
        [],
        [day(FIRST, (4, 40), (4, 40))],
        [day(FIRST, (4, 40), (4, 40)), day(LAST, (4, 40), (0, 0), worked=40)],
        [day(LAST, (4, 40), (4, 40)), day(LAST, (4, 40), (3, 30), worked=10)],
    ],
    ids=["nothing", "no progress", "all done", "one day only"],
)
def test_without_a_pace_no_end_is_projected(days: list[BurnDay]) -> None:
    assert projected(days, LAST, federal_calendar()) == NO_PROJECTION


def test_the_end_at_a_crawling_pace_is_not_in_sight() -> None:
    days = [
        day(FIRST, (9, 900_000), (9, 900_000)),
        day(LAST, (9, 900_000), (9, 899_999), worked=1),
    ]
    found = projected(days, LAST, federal_calendar())
    assert (found.ends_on, found.is_out_of_sight) == (None, True)


@pytest.mark.parametrize(("days_ago", "has_pace"), [(PACE_DAYS, False), (PACE_DAYS - 1, True)])
def test_the_pace_is_that_of_the_last_sixty_days(days_ago: int, has_pace: bool) -> None:
    days = [
        day(date(2026, 6, 1), (4, 40), (4, 40)),
        day(LAST - timedelta(days=days_ago), (4, 40), (2, 20), worked=20),
    ]
    assert PACE_DAYS == 60
    assert (projected(days, LAST, federal_calendar()) != NO_PROJECTION) is has_pace


def test_the_rule_of_the_pace_is_said_with_its_numbers() -> None:
    half = [day(FIRST, (4, 40), (4, 40)), day(LAST, (4, 40), (2, 20), worked=20)]
    wanted = "in the 60 days before, 20 working days of work were worked off in 19 working days"
    assert projected(half, LAST, federal_calendar()).rule == wanted
    assert NO_PROJECTION.rule == ""
