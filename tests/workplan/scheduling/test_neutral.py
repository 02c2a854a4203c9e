"""The neutral form: what it may leave out, and one sentence for each wrong value."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from workplan.calendars.spans import days
from workplan.calendars.working import federal_calendar
from workplan.errors import InvalidInput
from workplan.scheduling.network import Activity, Link
from workplan.scheduling.neutral import read_network, write_schedule
from workplan.scheduling.schedule import schedule


def plan(**changes: Any) -> dict[str, Any]:
    """Return a plan of two tasks with some keys changed."""
    return {
        "project_start": "2026-06-01",
        "tasks": [{"uid": 1, "duration_days": 5}, {"uid": 2, "duration_days": 3}],
        "links": [[1, 2, "FS", 0]],
        **changes,
    }


def task(**changes: Any) -> dict[str, Any]:
    """Return a plan of one task with some keys changed."""
    return plan(tasks=[{"uid": 1, "duration_days": 5, **changes}], links=[])


def test_what_is_left_out_has_its_default() -> None:
    document = {"project_start": "2026-06-01", "tasks": [{"uid": 1, "duration_days": 5}]}

    network = read_network(document)

    assert network.activities == [Activity(1, 5)]
    assert network.links == []
    assert network.status_on is None
    assert network.calendar is federal_calendar()


def test_every_key_of_a_task_is_read() -> None:
    network = read_network(
        task(
            name="Draft",
            constraint="SNET",
            constraint_date="2026-06-02",
            deadline="2026-06-03",
            due_after=[1, 30],
            actual_start="2026-06-04",
            actual_finish="2026-06-05",
            percent=40,
            forecast_finish="2026-06-08",
            parent=7,
        )
    )

    assert network.activities == [
        Activity(
            1,
            5,
            "Draft",
            constraint="SNET",
            constraint_on=date(2026, 6, 2),
            deadline_on=date(2026, 6, 3),
            due_after=(1, days(30)),
            actual_start_on=date(2026, 6, 4),
            actual_finish_on=date(2026, 6, 5),
            percent=40,
            forecast_on=date(2026, 6, 8),
            parent=7,
        )
    ]


def test_a_link_may_be_given_in_two_to_five_places() -> None:
    links = [[1, 2], [1, 2, "SS"], [1, 2, "FF", -3], [1, 2, "SF", 4, True]]

    assert read_network(plan(links=links)).links == [
        Link(1, 2),
        Link(1, 2, "SS"),
        Link(1, 2, "FF", -3),
        Link(1, 2, "SF", 4, is_elapsed=True),
    ]


def test_a_calendar_may_leave_out_its_week_or_its_holidays() -> None:
    saturday, juneteenth = date(2026, 6, 6), date(2026, 6, 19)

    without_week = read_network(plan(calendar={"holidays": ["2026-06-02"]})).calendar
    without_holidays = read_network(plan(calendar={"weekmask": "1111110"})).calendar

    assert not without_week.is_working(saturday)
    assert not without_week.is_working(date(2026, 6, 2))
    assert without_holidays.is_working(saturday)
    assert without_holidays.is_working(juneteenth)


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        pytest.param([], "document must be an object, not list.", id="no object"),
        pytest.param(plan(tasks={}), "tasks must be a list, not dict.", id="no list of tasks"),
        pytest.param(plan(tasks=[7]), "tasks[0] must be an object, not int.", id="no task"),
        pytest.param(
            plan(project_start=None),
            "The document has no project_start. Give a date.",
            id="no project start",
        ),
        pytest.param(
            plan(project_start="1 June"),
            "project_start is '1 June'. Give a date as year-month-day, such as 2027-03-14.",
            id="wrong project start",
        ),
        pytest.param(
            task(constraint="SOON"),
            "tasks[0].constraint is “SOON”. "
            "Use one of ASAP, ALAP, SNET, FNET, SNLT, FNLT, MSO, MFO.",
            id="unknown constraint",
        ),
        pytest.param(
            task(constraint="SNET"),
            "tasks[0]: the constraint SNET needs a constraint_date.",
            id="constraint without a date",
        ),
        pytest.param(
            task(constraint_date="2026-06-01"),
            "tasks[0]: the constraint ASAP takes no date.",
            id="date without a constraint",
        ),
        pytest.param(
            task(deadline="2026-13-01"),
            "tasks[0].deadline is '2026-13-01'. Give a date as year-month-day, such as 2027-03-14.",
            id="wrong date",
        ),
        pytest.param(
            task(actual_start=20260601.5),
            "tasks[0].actual_start is 20260601.5. "
            "Give a date as year-month-day, such as 2027-03-14.",
            id="number for a date",
        ),
        pytest.param(
            task(uid="1"),
            "tasks[0].uid is '1'. Give a whole number from -1000000000 to 1000000000.",
            id="text for a uid",
        ),
        pytest.param(
            task(duration_days=-1),
            "tasks[0].duration_days is -1. Give a whole number from 0 to 20000.",
            id="negative duration",
        ),
        pytest.param(
            task(duration_days=20_000.5),
            "tasks[0].duration_days is 20000.5. Give a number from 0 to 20000.",
            id="half a day too many",
        ),
        pytest.param(
            task(percent=101),
            "tasks[0].percent is 101. Give a whole number from 0 to 100.",
            id="more than all",
        ),
        pytest.param(
            task(due_after=3),
            "tasks[0].due_after must be [uid, calendar days], such as [12, 30], or "
            '[uid, "6 months"].',
            id="half a suspense rule",
        ),
        pytest.param(
            plan(links=[[1]]),
            "links[0] must be [predecessor, successor, type, lag, elapsed].",
            id="half a link",
        ),
        pytest.param(
            plan(links=[[1, 2, "XX", 0]]),
            "links[0] has the type “XX”. Use FS, SS, FF or SF.",
            id="unknown type of link",
        ),
        pytest.param(
            plan(links=[[1, 2, "FS", 0, "no"]]),
            "links[0] has 'no' for elapsed. Use true for calendar days, or leave it out.",
            id="text for elapsed",
        ),
        pytest.param(
            plan(calendar={"weekmask": "0000000"}),
            "“0000000” is no working week: give seven digits, Monday first, "
            "1 for a working day, with at least one 1.",
            id="week without a working day",
        ),
        pytest.param(
            plan(calendar={"holidays": ["Christmas"]}),
            "calendar.holidays is 'Christmas'. Give a date as year-month-day, such as 2027-03-14.",
            id="holiday by name",
        ),
    ],
)
def test_a_wrong_value_is_refused_in_one_sentence(document: object, sentence: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_network(document)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        pytest.param(
            task(deadline="9999-12-31"),
            "The year 9999 lies outside 1900 to 2199. Check the date, the duration and the lag.",
            id="date that no calendar reaches",
        ),
        pytest.param(
            plan(project_start="1776-07-04"),
            "The year 1776 lies outside 1900 to 2199. Check the date, the duration and the lag.",
            id="date before every calendar",
        ),
        pytest.param(
            task(due_after=[9, 30]),
            "A suspense counts from the task 9, which does not exist. "
            "Add the task, or choose another one to count from.",
            id="suspense after nothing",
        ),
        pytest.param(
            task(parent=9), "No task has the uid 9, which a subtask names.", id="unknown parent"
        ),
        pytest.param(
            plan(links=[[1, 9, "FS", 0]]),
            "The link 1 → 9 names the task 9, which does not exist. "
            "Add the task, or remove the link.",
            id="link to nowhere",
        ),
    ],
)
def test_what_only_scheduling_finds_out_is_refused_too(document: object, sentence: str) -> None:
    network = read_network(document)
    with pytest.raises(InvalidInput) as refused:
        schedule(network)
    assert str(refused.value) == sentence


def test_parts_of_days_are_read_and_their_moments_written() -> None:
    document = {
        "project_start": "2027-01-04",
        "hours": "08:00-12:00 13:00-17:00",
        "tasks": [
            {"uid": 1, "duration_days": 0.5},
            {"uid": 2, "duration_days": 1, "constraint": "SNET",
             "constraint_date": "2027-01-06T13:00"},
        ],
        "links": [[1, 2, "FS", 0.25]],
    }  # fmt: skip

    result = write_schedule(document, schedule(read_network(document)))

    assert result["moments"] == {
        "1": ["2027-01-04T08:00", "2027-01-04T12:00"],
        "2": ["2027-01-06T13:00", "2027-01-07T12:00"],
    }
    assert result["expected"]["2"][:2] == ["2027-01-06", "2027-01-07"]


def test_a_document_of_whole_days_has_no_moments() -> None:
    document = {"project_start": "2027-01-04", "tasks": [{"uid": 1, "duration_days": 2.0}]}

    result = write_schedule(document, schedule(read_network(document)))

    assert "moments" not in result


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ({"hours": "9 to 5"}, "hours"),
        ({"hours": 8}, "hours"),
        ({"tasks": [{"uid": 1, "duration_days": -0.5}]}, "tasks[0].duration_days"),
        ({"tasks": [{"uid": 1, "duration_days": float("nan")}]}, "tasks[0].duration_days"),
        ({"tasks": [{"uid": 1, "duration_days": float("inf")}]}, "tasks[0].duration_days"),
    ],
)
def test_a_wrong_part_of_a_day_is_named_with_its_path(part: dict[str, object], wrong: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_network({"project_start": "2027-01-04", "tasks": [], **part})
    assert refused.value.field == wrong
