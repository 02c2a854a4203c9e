"""Calendars of Project XML that people gave names, and what becomes of these."""

from __future__ import annotations

from datetime import date

from tests.workplan.exchange.test_other_calendars import CALENDARS, DATES, IGNORING, of_crew
from tests.workplan.exchange.test_project_xml import read, task
from workplan.calendars.own import OwnCalendar
from workplan.exchange.planfile import FileTask, PlanFile
from workplan.exchange.project import mspdi, writing

FOUR_DAYS = OwnCalendar("1111000")
LONG = "A night shift of the wharf " * 2 + "and of the whole yard beside"


def back(calendars: dict[str, OwnCalendar], *, names: tuple[str, ...] = ()) -> PlanFile:
    """Return a plan with a task on each of some calendars, as Project XML brings it back."""
    used = names or tuple(calendars)
    tasks = [FileTask(n, "Task", 5, str(n), work_calendar=name) for n, name in enumerate(used, 1)]
    plan = PlanFile("Shifts", date(2027, 1, 4), holidays=(), tasks=tasks, calendars=calendars)
    return mspdi.read(writing.write(plan))


def lost(plan: PlanFile) -> list[str]:
    return [remark.said for remark in plan.remarks if remark.field == "Calendars"]


def runs_on(plan: PlanFile) -> list[str]:
    return [task.work_calendar for task in plan.tasks]


def test_calendars_of_equal_days_come_back_each_under_its_name() -> None:
    again = back({"A": FOUR_DAYS, "B": FOUR_DAYS}, names=("B", "A", "B"))

    assert runs_on(again) == ["B", "A", "B"]
    assert again.calendars == {"B": FOUR_DAYS, "A": FOUR_DAYS}
    assert lost(again) == []


def test_a_calendar_that_is_worked_as_the_plans_comes_back() -> None:
    again = back({"Office": OwnCalendar()})

    assert runs_on(again) == ["Office"]
    assert again.calendars == {"Office": OwnCalendar()}


def test_a_name_of_eighty_letters_comes_back_whole() -> None:
    longest = (LONG + "!" * 80)[:80]

    assert runs_on(back({longest: FOUR_DAYS})) == [longest]


def test_a_calendar_that_nothing_runs_on_is_named() -> None:
    again = back({"A": FOUR_DAYS, "Idle": OwnCalendar("0000011")}, names=("A",))

    assert [*again.calendars] == ["A"]
    assert lost(again) == ["Nothing in the file runs on the calendar “Idle”, so it is not taken."]


def test_two_calendars_of_one_name_get_a_number_within_what_a_name_may_be() -> None:
    longest = (LONG + "!" * 80)[:80]
    head = CALENDARS.replace("<Name>C2</Name>", f"<Name>{longest}</Name>")
    head = head.replace("<Name>C5</Name>", f"<Name>{longest}</Name>")
    tasks = [
        task(n, DATES, f"<CalendarUID>{uid}</CalendarUID>{IGNORING}", days=5)
        for n, uid in enumerate((2, 5, 2), 1)
    ]

    plan = read(*tasks, head=head)

    assert runs_on(plan) == [longest, longest[:78] + " 2", longest]
    assert plan.calendars[longest].weekmask == "1111111"


def test_resources_with_the_same_days_share_a_calendar() -> None:
    resources = "".join(
        f"<Resource><UID>{uid}</UID><Name>Crew {uid}</Name><Type>1</Type>"
        "<CalendarUID>4</CalendarUID></Resource>"
        for uid in (8, 9)
    )
    assignments = "".join(
        f"<Assignment><TaskUID>{n}</TaskUID><ResourceUID>{uid}</ResourceUID></Assignment>"
        for n, uid in ((1, 8), (2, 9))
    )
    tail = f"<Resources>{resources}</Resources><Assignments>{assignments}</Assignments>"

    plan = read(task(1, DATES, days=7), task(2, DATES, days=7), head=CALENDARS, tail=tail)

    assert runs_on(plan) == ["Crew 8", "Crew 8"]


def test_what_a_task_and_its_crew_both_work_stays_the_tasks_where_that_is_the_plans() -> None:
    head_of_plans = CALENDARS.replace("</Calendars>", "<Calendar><UID>7</UID><Name>Office</Name>")
    head = f"{head_of_plans}<BaseCalendarUID>-1</BaseCalendarUID></Calendar></Calendars>"
    resources = (
        "<Resources><Resource><UID>9</UID><Name>Crew</Name><Type>1</Type>"
        "<CalendarUID>2</CalendarUID></Resource></Resources><Assignments><Assignment>"
        "<TaskUID>1</TaskUID><ResourceUID>9</ResourceUID></Assignment></Assignments>"
    )

    plan = read(task(1, DATES, "<CalendarUID>7</CalendarUID>", days=5), head=head, tail=resources)

    assert runs_on(plan) == ["Office"]
    assert runs_on(of_crew("<CalendarUID>1</CalendarUID>")) == [""]
