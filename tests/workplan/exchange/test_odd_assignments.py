"""Assignments of Project XML whose numbers no program should have written."""

from __future__ import annotations

import pytest

from tests.workplan.exchange.test_other_calendars import CALENDARS, DATES
from tests.workplan.exchange.test_project_xml import read, task
from workplan.errors import InvalidInput
from workplan.exchange.planfile import PlanFile


def of_two_crews(units: str, work: str = "PT56H0M0S") -> PlanFile:
    """Return a plan whose only task two crews work on: seven days, and one with such units."""
    resources = "".join(
        f"<Resource><UID>{uid}</UID><Name>Crew {uid}</Name><Type>1</Type>"
        f"<CalendarUID>{calendar}</CalendarUID></Resource>"
        for uid, calendar in ((8, 2), (9, 5))
    )
    assignments = "".join(
        f"<Assignment><TaskUID>1</TaskUID><ResourceUID>{uid}</ResourceUID>"
        f"<Units>{units}</Units><Work>{work}</Work></Assignment>"
        for uid, units, work in ((8, "1", "PT56H0M0S"), (9, units, work))
    )
    tail = f"<Resources>{resources}</Resources><Assignments>{assignments}</Assignments>"
    return read(task(1, DATES, days=7), head=CALENDARS, tail=tail)


def said(plan: PlanFile, field: str) -> list[str]:
    return [remark.said for remark in plan.remarks if remark.field == field]


@pytest.mark.parametrize(
    "units", ["abc", "nan", "inf", "-inf", "1e-300", "1e999", "0", "-1", "1_0", "1001", "0.00009"]
)
def test_units_that_nobody_can_have_are_read_as_one_and_named(units: str) -> None:
    plan = of_two_crews(units)

    # Seven days of a crew that works four a week end after those of one that works each day.
    assert plan.tasks[0].work_calendar == "Crew 9"
    words = f"An assignment of it has “{units}” units; it is read as one."
    assert said(plan, "Units") == [words]


@pytest.mark.parametrize(
    ("units", "decides"), [("0.5", "Crew 9"), ("1000", "Crew 8"), ("1.5E1", "Crew 8")]
)
def test_units_that_can_be_count(units: str, decides: str) -> None:
    plan = of_two_crews(units)

    assert plan.tasks[0].work_calendar == decides
    assert said(plan, "Units") == []


@pytest.mark.parametrize(("units", "work"), [("0.0001", "PT56H0M0S"), ("1", "PT999999999H0M0S")])
def test_an_assignment_that_would_end_after_all_years_leaves_the_others_to_decide(
    units: str, work: str
) -> None:
    plan = of_two_crews(units, work)

    assert plan.tasks[0].work_calendar == "Crew 8"
    words = "An assignment of it would end after 2199; the others decide."
    assert said(plan, "Assignments") == [words]


@pytest.mark.parametrize("work", ["PT1.2.3S", "PT.S", f"PT{'9' * 5000}H0M0S"])
def test_work_that_is_no_length_is_refused_in_a_sentence(work: str) -> None:
    with pytest.raises(InvalidInput, match="is no duration"):
        of_two_crews("1", work)
