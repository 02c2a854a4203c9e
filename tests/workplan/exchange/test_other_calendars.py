"""Work on another calendar than the plan's: of resources, and of a task alone."""

from __future__ import annotations

import pytest

from tests.workplan.exchange.test_project_xml import read, task
from workplan.exchange.planfile import PlanFile

WEEK = "".join(
    f"<WeekDay><DayType>{day}</DayType><DayWorking>1</DayWorking></WeekDay>" for day in range(1, 8)
)


def calendar(uid: int, base: int = -1, week: str = "") -> str:
    return (
        f"<Calendar><UID>{uid}</UID><Name>C{uid}</Name><BaseCalendarUID>{base}</BaseCalendarUID>"
        f"<WeekDays>{week}</WeekDays></Calendar>"
    )


CALENDARS = (
    "<CalendarUID>1</CalendarUID><Calendars>"
    f"{calendar(1)}{calendar(2, week=WEEK)}{calendar(3, 1)}{calendar(4, 2)}</Calendars>"
)
DATES = "<Start>2027-01-04T08:00:00</Start><Finish>2027-01-10T17:00:00</Finish>"


def of_crew(own: str = "", crew: int = 4, inner: str = DATES) -> PlanFile:
    """Return a plan whose only task runs from a Monday to a Sunday, by a crew on a calendar."""
    resources = (
        f"<Resources><Resource><UID>9</UID><Name>Crew</Name><Type>1</Type>"
        f"<CalendarUID>{crew}</CalendarUID></Resource></Resources><Assignments><Assignment>"
        "<TaskUID>1</TaskUID><ResourceUID>9</ResourceUID></Assignment></Assignments>"
    )
    return read(task(1, inner + own, days=7), head=CALENDARS, tail=resources)


@pytest.mark.parametrize(
    ("plan", "days", "said"),
    [
        (of_crew(), 5, "“Crew” works on another calendar: its 7 days take 5 working days"),
        (of_crew(crew=3), 7, ""),
        (of_crew(crew=1), 7, ""),
        (
            of_crew("<CalendarUID>2</CalendarUID>", crew=3),
            5,
            "It has a calendar of its own: its 7 days take 5 working days",
        ),
        (
            of_crew(
                "<CalendarUID>3</CalendarUID><IgnoreResourceCalendar>1</IgnoreResourceCalendar>"
            ),
            7,
            "",
        ),
        (
            of_crew(inner=""),
            7,
            "“Crew” works on another calendar; here it takes 7 working days",
        ),
    ],
    ids=["a crew", "its base", "the plan's", "a task", "without the crew's", "without dates"],
)
def test_work_takes_the_days_of_the_plan_that_it_takes_in_the_file(
    plan: PlanFile, days: int, said: str
) -> None:
    assert plan.tasks[0].duration_days == days
    found = [remark.said for remark in plan.remarks if remark.field == "CalendarUID"]
    assert len(found) == bool(said)
    assert all(said in words for words in found)
