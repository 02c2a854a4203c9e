"""Work on another calendar than the plan's: of resources, and of a task alone."""

from __future__ import annotations

import json

import pytest

from tests.workplan.exchange.test_project_xml import read, task
from workplan.exchange import neutral_json
from workplan.exchange.comparison import compare
from workplan.exchange.planfile import PlanFile
from workplan.exchange.project import mspdi, writing
from workplan.exchange.saved_form import as_saved
from workplan.scheduling.schedule import schedule

WEEK = "".join(
    f"<WeekDay><DayType>{day}</DayType><DayWorking>1</DayWorking></WeekDay>" for day in range(1, 8)
)

FOUR = "".join(
    f"<WeekDay><DayType>{n}</DayType><DayWorking>{int(n < 6)}</DayWorking></WeekDay>"
    for n in range(2, 8)
)
WEEKEND = "".join(
    f"<WeekDay><DayType>{n}</DayType><DayWorking>{int(n in (1, 7))}</DayWorking></WeekDay>"
    for n in range(1, 8)
)


def calendar(uid: int, base: int = -1, week: str = "") -> str:
    return (
        f"<Calendar><UID>{uid}</UID><Name>C{uid}</Name><BaseCalendarUID>{base}</BaseCalendarUID>"
        f"<WeekDays>{week}</WeekDays></Calendar>"
    )


CALENDARS = (
    "<CalendarUID>1</CalendarUID><Calendars>"
    f"{calendar(1)}{calendar(2, week=WEEK)}{calendar(3, 1)}{calendar(4, 2)}"
    f"{calendar(5, week=FOUR)}{calendar(6, week=WEEKEND)}</Calendars>"
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


IGNORING = "<IgnoreResourceCalendar>1</IgnoreResourceCalendar>"


@pytest.mark.parametrize(
    ("plan", "name", "ends"),
    [
        (of_crew(), "Crew", "2027-01-10"),
        (of_crew(crew=3), "", "2027-01-12"),
        (of_crew(crew=1), "", "2027-01-12"),
        (of_crew("<CalendarUID>2</CalendarUID>", crew=3), "C2", "2027-01-10"),
        (of_crew("<CalendarUID>2</CalendarUID>", crew=5), "C2 and Crew", "2027-01-13"),
        (of_crew("<CalendarUID>1</CalendarUID>", crew=4), "", "2027-01-12"),
        (of_crew(f"<CalendarUID>3</CalendarUID>{IGNORING}"), "", "2027-01-12"),
        (of_crew(f"<CalendarUID>5</CalendarUID>{IGNORING}"), "C5", "2027-01-13"),
        (of_crew(inner=""), "Crew", "2027-01-10"),
    ],
    ids=[
        "a crew",
        "its base",
        "the plan's",
        "a task",
        "a task and its crew",
        "the plan's and a crew's",
        "without the crew's",
        "a task's alone",
        "without dates",
    ],
)
def test_work_runs_on_the_calendar_that_project_runs_it_on(
    plan: PlanFile, name: str, ends: str
) -> None:
    computed = schedule(plan.network())

    assert [task.work_calendar for task in plan.tasks] == [name]
    assert [*plan.calendars] == ([name] if name else [])
    assert plan.tasks[0].duration_days == 7
    assert computed.dates(0).finish_on.isoformat() == ends
    found = [remark.said for remark in plan.remarks if remark.field == "CalendarUID"]
    assert found == ([f"It runs on the calendar “{name}”, as in the file."] if name else [])


def test_calendars_that_are_never_both_at_work_leave_that_of_the_task_and_say_so() -> None:
    plan = of_crew("<CalendarUID>5</CalendarUID>", crew=6)

    assert plan.tasks[0].work_calendar == "C5"
    [said] = [r.said for r in plan.remarks if r.field == "IgnoreResourceCalendar"]
    assert said == "“Crew” never works when the calendar “C5” does; here it runs on “C5”."


def test_of_two_crews_the_one_that_ends_last_decides() -> None:
    resources = "".join(
        f"<Resource><UID>{uid}</UID><Name>Crew {uid}</Name><Type>1</Type>"
        f"<CalendarUID>{calendar}</CalendarUID></Resource>"
        for uid, calendar in ((8, 2), (9, 5))
    )
    assignments = "".join(
        f"<Assignment><TaskUID>1</TaskUID><ResourceUID>{uid}</ResourceUID><Units>1</Units>"
        f"<Work>PT{hours}H0M0S</Work></Assignment>"
        for uid, hours in ((8, 56), (9, 8))
    )
    tail = f"<Resources>{resources}</Resources><Assignments>{assignments}</Assignments>"

    plan = read(task(1, DATES, days=7), head=CALENDARS, tail=tail)

    assert plan.tasks[0].work_calendar == "Crew 8"


def test_a_calendar_comes_back_from_the_files_that_we_write() -> None:
    plan = as_saved(of_crew("<CalendarUID>2</CalendarUID>", crew=5))

    for again in (mspdi.read(writing.write(plan)), neutral_json.read(neutral(plan))):
        assert [task.work_calendar for task in again.tasks] == ["C2 and Crew"]
        assert again.calendars["C2 and Crew"].is_worked_as(plan.calendars["C2 and Crew"])
        assert compare(again) == []


def neutral(plan: PlanFile) -> bytes:
    return json.dumps(neutral_json.write(plan)).encode()


def test_a_file_that_runs_the_work_on_the_plans_calendar_after_all_is_told_so() -> None:
    dates = DATES.replace("01-10", "01-12")

    [difference] = compare(as_saved(of_crew(inner=dates)))

    said = "It runs on the calendar “Crew” here, and in the file on the plan’s."
    assert difference.cause == said
