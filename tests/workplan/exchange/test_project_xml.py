"""Project XML as several programs write it, in small files."""

from __future__ import annotations

from datetime import date

import pytest

from workplan.errors import InvalidInput
from workplan.exchange import formats
from workplan.exchange.planfile import FileLink, PlanFile

XMLNS = 'xmlns="http://schemas.microsoft.com/project"'


def task(uid: int, *fields: str, days: int = 5) -> str:
    """Return a task element of some working days."""
    own = "".join(fields)
    duration = f"<Duration>PT{days * 8}H0M0S</Duration>"
    return f"<Task><UID>{uid}</UID><Name>T{uid}</Name>{duration}{own}</Task>"


def link(predecessor: int, lag: int = 0, lag_format: int = 7, kind: int = 1) -> str:
    return (
        f"<PredecessorLink><PredecessorUID>{predecessor}</PredecessorUID><Type>{kind}</Type>"
        f"<LinkLag>{lag}</LinkLag><LagFormat>{lag_format}</LagFormat></PredecessorLink>"
    )


def read(*tasks: str, head: str = "", tail: str = "", xmlns: str = XMLNS) -> PlanFile:
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?><Project {xmlns}>{head}'
        "<StartDate>2027-01-04T08:00:00</StartDate>"
        f"<Tasks>{''.join(tasks)}</Tasks>{tail}</Project>"
    )
    return formats.read(text.encode(), "plan.xml")


def kinds(plan: PlanFile) -> list[tuple[str, int | None, str]]:
    return [remark[:3] for remark in plan.remarks]


@pytest.mark.parametrize("xmlns", [XMLNS, ""])
def test_a_file_is_read_with_and_without_a_namespace(xmlns: str) -> None:
    plan = read(task(1), task(2, link(1)), xmlns=xmlns)

    assert [(t.uid, t.name, t.duration_days) for t in plan.tasks] == [(1, "T1", 5), (2, "T2", 5)]
    assert plan.links == [FileLink(1, 2, "FS")]
    assert plan.remarks == []


def test_a_file_is_read_with_a_prefix() -> None:
    text = (
        '<p:Project xmlns:p="http://schemas.microsoft.com/project">'
        "<p:StartDate>2027-01-04T08:00:00</p:StartDate><p:Tasks><p:Task><p:UID>7</p:UID>"
        "<p:Duration>PT40H0M0S</p:Duration></p:Task></p:Tasks></p:Project>"
    )

    plan = formats.read(text.encode("utf-16"), "plan.xml")

    assert [(t.uid, t.name, t.duration_days) for t in plan.tasks] == [(7, "Task 7", 5)]


def test_missing_elements_have_the_values_that_project_gives_them() -> None:
    plan = read("<Task><UID>3</UID></Task>")

    (only,) = plan.tasks
    assert (only.name, only.duration_days, only.constraint, only.percent) == (
        "Task 3",
        0,
        "ASAP",
        0,
    )
    assert plan.title == "Imported plan"


def test_the_task_that_stands_for_the_project_is_left_out() -> None:
    assert [t.uid for t in read(task(0), task(1)).tasks] == [1]


def test_outline_levels_make_subtasks() -> None:
    plan = read(
        task(1, "<OutlineLevel>1</OutlineLevel><Summary>1</Summary>"),
        task(2, "<OutlineLevel>2</OutlineLevel>"),
        task(3, "<OutlineLevel>1</OutlineLevel>"),
    )

    assert [(t.parent, t.duration_days) for t in plan.tasks] == [(None, 0), (1, 5), (None, 5)]


def test_days_off_are_read_in_the_old_form_and_in_the_new() -> None:
    head = (
        "<CalendarUID>1</CalendarUID><Calendars><Calendar><UID>1</UID><Name>Standard</Name>"
        "<WeekDays><WeekDay><DayType>6</DayType><DayWorking>0</DayWorking></WeekDay>"
        "<WeekDay><DayType>0</DayType><DayWorking>0</DayWorking><TimePeriod>"
        "<FromDate>2027-01-05T00:00:00</FromDate><ToDate>2027-01-06T23:59:00</ToDate>"
        "</TimePeriod></WeekDay></WeekDays>"
        "<Exceptions><Exception><TimePeriod><FromDate>2027-01-18T00:00:00</FromDate>"
        "<ToDate>2027-01-18T23:59:00</ToDate></TimePeriod><DayWorking>0</DayWorking>"
        "</Exception></Exceptions></Calendar></Calendars>"
    )

    plan = read(task(1), head=head)

    assert plan.weekmask == "1111000"
    assert plan.holidays == (date(2027, 1, 5), date(2027, 1, 6), date(2027, 1, 18))


@pytest.mark.parametrize(
    ("lag", "lag_format", "days", "is_elapsed"),
    [
        (4800, 7, 1, False),
        (-9600, 7, -2, False),
        (14400, 8, 1, True),
        (4800, 39, 1, False),
        (50, 19, 2, False),
        (0, 8, 0, False),
    ],
)
def test_a_lag_is_in_tenths_of_minutes(
    lag: int, lag_format: int, days: int, is_elapsed: bool
) -> None:
    plan = read(task(1, days=4), task(2, link(1, lag, lag_format)))

    assert plan.links == [FileLink(1, 2, "FS", days, is_elapsed)]


@pytest.mark.parametrize(("number", "kind"), [(0, "FF"), (1, "FS"), (2, "SF"), (3, "SS")])
def test_the_type_of_a_link_is_a_number(number: int, kind: str) -> None:
    plan = read(task(1), task(2, link(1, kind=number)))

    assert [found.type for found in plan.links] == [kind]


def test_half_days_are_kept_as_they_are() -> None:
    plan = read("<Task><UID>1</UID><Duration>PT12H0M0S</Duration></Task>", task(2, link(1, 2400)))

    assert (plan.tasks[0].duration_days, plan.tasks[0].short_parts) == (2, 720)
    assert plan.links == [FileLink(1, 2, "FS", 0, lag_parts=720)]
    assert kinds(plan) == []


def test_a_task_scheduled_by_hand_starts_no_earlier_than_its_day() -> None:
    plan = read(task(1, "<Manual>1</Manual><Start>2027-02-01T08:00:00</Start>"))

    (only,) = plan.tasks
    assert (only.constraint, only.constraint_on) == ("SNET", date(2027, 2, 1))
    assert kinds(plan) == [("changed", 1, "Manual")]


def test_inactive_and_external_tasks_are_left_out_with_their_links() -> None:
    plan = read(
        task(1, "<Active>0</Active>"),
        task(2, "<ExternalTask>1</ExternalTask>"),
        task(3, link(1), link(2), link(99)),
    )

    assert [t.uid for t in plan.tasks] == [3]
    assert plan.links == []
    assert [remark.kind for remark in plan.remarks] == ["dropped"] * 5


def test_a_second_link_between_two_tasks_is_left_out() -> None:
    plan = read(task(1), task(2, link(1), link(1, kind=3)))

    assert plan.links == [FileLink(1, 2, "FS")]
    assert kinds(plan) == [("dropped", 2, "PredecessorLink")]


def test_two_tasks_with_one_uid_are_refused() -> None:
    with pytest.raises(InvalidInput, match="Two tasks carry the UID 1"):
        read(task(1), task(1))


def test_resources_own_their_tasks() -> None:
    tail = (
        "<Resources><Resource><UID>1</UID><Name>State PM</Name></Resource></Resources>"
        "<Assignments><Assignment><TaskUID>1</TaskUID><ResourceUID>1</ResourceUID></Assignment>"
        "<Assignment><TaskUID>1</TaskUID><ResourceUID>-65535</ResourceUID></Assignment>"
        "</Assignments>"
    )

    assert read(task(1), tail=tail).tasks[0].owners == ("State PM",)
