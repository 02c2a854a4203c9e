"""What becomes of the fixed days of a plan that is copied."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan.calendars.spans import USUAL, days
from workplan.calendars.working import federal_calendar
from workplan.errors import InvalidInput
from workplan.services.lifecycle.carried_days import (
    DECIDE,
    KEEP,
    SHIFT,
    Shift,
    between,
    carried,
    carried_days,
)
from workplan.services.tasks.suspenses import SuspenseRule
from workplan.services.tasks.task_fields import TaskFields

DAY = date(2026, 11, 10)
PLAIN = TaskFields("3(b)", "Report", 5, (1,))
FIXED = replace(PLAIN, suspense=SuspenseRule("fixed", fixed_on=DAY))


def rule(kind: str, **columns: Any) -> TaskFields:
    return replace(PLAIN, suspense=SuspenseRule(kind, **columns))


def test_a_copy_moves_by_its_signature_and_without_one_by_its_start() -> None:
    starts = date(2026, 1, 1), date(2026, 2, 1)
    assert between((date(2026, 1, 1), date(2026, 1, 11)), starts) == 10
    assert between((None, date(2026, 1, 11)), starts) == 31
    assert between((date(2026, 1, 1), None), starts) == 31


def test_under_the_same_directive_it_moves_by_its_start() -> None:
    signed = date(2026, 1, 1)
    assert between((signed, signed), (date(2026, 1, 1), date(2026, 1, 3))) == 2


def test_a_fixed_suspense_moves_stays_or_waits_for_a_decision() -> None:
    assert carried(1, FIXED, Shift(10)).suspense.fixed_on == date(2026, 11, 20)
    assert carried(1, FIXED, Shift(10, KEEP)).suspense.fixed_on == DAY
    decided = carried(1, FIXED, Shift(10, DECIDE)).suspense
    assert (decided.rule, decided.fixed_on) == ("none", None)
    assert "2026-11-10" in decided.note


def test_one_suspense_can_have_a_way_of_its_own() -> None:
    shift = Shift(10, SHIFT, {2: KEEP})
    assert carried(2, FIXED, shift).suspense.fixed_on == DAY
    assert carried(1, FIXED, shift).suspense.fixed_on != DAY


def test_a_way_that_is_none_is_refused() -> None:
    with pytest.raises(InvalidInput, match="Choose from the list"):
        carried(1, FIXED, Shift(10, "forget"))


@pytest.mark.parametrize(
    "fields",
    [
        rule("signed", within=days(60)),
        rule("after_task", within=days(5), after_task_id=7),
        rule("none"),
    ],
    ids=["signed", "after a task", "none"],
)
def test_a_rule_that_counts_from_something_is_carried_as_it_is(fields: TaskFields) -> None:
    assert carried(1, fields, Shift(10)) == fields


def test_a_recurring_suspense_and_a_constraint_move_along() -> None:
    fields = rule("recurring", first_on=DAY, every=USUAL["quarterly"])
    assert carried(1, fields, Shift(-10)).suspense.first_on == date(2026, 10, 31)
    ends = rule("recurring", first_on=DAY, every=USUAL["quarterly"], until_on=date(2027, 3, 1))
    assert carried(1, ends, Shift(-10)).suspense.until_on == date(2027, 2, 19)
    held = replace(PLAIN, constraint_code="SNET", constraint_on=DAY)
    assert carried(1, held, Shift(1)).constraint_on == date(2026, 11, 11)


def test_nobody_has_a_task_of_a_copy_and_its_dates_are_its_own() -> None:
    fields = replace(PLAIN, assignee_id=5, dates_source="record", source_note="Federal Register")
    copied = carried(1, fields, Shift(0))
    assert (copied.assignee_id, copied.dates_source, copied.source_note) == (None, "plan", "")


def test_what_happened_in_the_source_has_not_happened_in_the_copy() -> None:
    fields = rule("event", within=days(30), event="It is signed", happened_on=DAY)
    assert carried(1, fields, Shift(1)).suspense.happened_on is None
    [shown] = carried_days({1: fields}, Shift(1), federal_calendar())
    assert (shown.kind, shown.before, shown.after) == ("event", DAY, None)


def test_what_falls_on_a_day_off_is_shown() -> None:
    [carried_day] = carried_days({1: FIXED}, Shift(1), federal_calendar())
    assert carried_day.after == date(2026, 11, 11)  # Veterans Day.
    assert carried_day.is_day_off
    assert not carried_days({1: FIXED}, Shift(2), federal_calendar())[0].is_day_off
    [undecided] = carried_days({1: FIXED}, Shift(1, DECIDE), federal_calendar())
    assert (undecided.after, undecided.is_day_off) == (None, False)


def test_a_day_outside_every_calendar_is_refused_at_the_start() -> None:
    with pytest.raises(InvalidInput, match="nearer") as refused:
        carried(1, FIXED, Shift(400_000))
    assert refused.value.field == "start_on"


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(-10_000, 10_000))
def test_a_copy_of_a_copy_that_moves_back_has_the_first_days_again(day: date, days: int) -> None:
    fields = replace(FIXED, suspense=SuspenseRule("fixed", fixed_on=day))
    there = carried(1, fields, Shift(days))
    assert there.suspense.fixed_on == day + timedelta(days=days)
    assert carried(1, there, Shift(-days)) == fields
