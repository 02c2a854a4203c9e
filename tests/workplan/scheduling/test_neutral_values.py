"""Values of the neutral form: what is taken, and by which path the rest is refused."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from workplan.errors import InvalidInput
from workplan.scheduling.neutral_values import (
    as_day,
    integer,
    items,
    mapping,
    number,
    read_day,
    read_moment,
    read_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def refused(read: Callable[[], object]) -> tuple[str, str]:
    """Return the field and the words of a refusal."""
    with pytest.raises(InvalidInput) as found:
        read()
    return found.value.field, str(found.value)


def test_what_is_no_object_or_no_list_is_refused_by_its_path() -> None:
    assert mapping({"a": 1}, "plan") == {"a": 1}
    assert refused(lambda: mapping([], "plan")) == ("plan", "plan must be an object, not list.")
    assert items({"tasks": [1]}, "tasks") == [1]
    assert items({}, "tasks") == []
    assert refused(lambda: items({"tasks": {}}, "tasks")) == (
        "tasks",
        "tasks must be a list, not dict.",
    )


def test_a_whole_number_is_taken_within_its_bounds() -> None:
    assert integer({"uid": 7}, "uid", "tasks[0]") == 7
    assert integer({}, "lag", "links[0]", default=0) == 0
    assert integer({"lag": -3}, "lag", "links[0]", low=-3, high=3) == -3


@pytest.mark.parametrize("value", [True, "7", 7.0, None, 101, -1])
def test_what_is_no_whole_number_within_bounds_is_refused(value: object) -> None:
    field, said = refused(lambda: integer({"percent": value}, "percent", "t", low=0, high=100))
    assert field == "t.percent"
    assert said == f"t.percent is {value!r}. Give a whole number from 0 to 100."


def test_a_length_may_have_a_part_of_a_day() -> None:
    assert number({"days": 1.5}, "days", "t", low=0, high=9) == 1.5
    assert number({"days": 3.0}, "days", "t", low=0, high=9) == 3
    assert isinstance(number({"days": 3.0}, "days", "t", low=0, high=9), int)
    assert number({}, "days", "t", low=0, high=9, default=1) == 1
    said = refused(lambda: number({"days": 9.5}, "days", "t", low=0, high=9))[1]
    assert said == "t.days is 9.5. Give a number from 0 to 9."
    assert "whole number" in refused(lambda: number({"days": "2"}, "days", "t", low=0, high=9))[1]


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_at_all_is_no_length(value: float) -> None:
    assert refused(lambda: number({"days": value}, "days", "t", low=0, high=9))[0] == "t.days"


def test_hours_are_a_text() -> None:
    assert read_text({"hours": "08:00-12:00"}, "hours") == "08:00-12:00"
    assert "Write it as" in refused(lambda: read_text({"hours": 8}, "hours"))[1]


def test_a_day_is_year_month_day_and_may_be_left_out() -> None:
    assert read_day({"start": "2027-03-14"}, "start", "") == date(2027, 3, 14)
    assert read_day({}, "start", "") is None
    assert refused(lambda: read_day({"start": "x"}, "start", ""))[0] == "start"
    assert refused(lambda: read_day({"start": "x"}, "start", "tasks[2]"))[0] == "tasks[2].start"


@pytest.mark.parametrize("value", ["20270314", "2027-3-14", "2027-02-29", "2027-W10-7", 20270314])
def test_a_day_in_another_form_or_on_no_calendar_is_refused(value: object) -> None:
    assert refused(lambda: as_day(value, "start")) == (
        "start",
        f"start is {value!r}. Give a date as year-month-day, such as 2027-03-14.",
    )


def test_a_moment_is_taken_to_the_minute_and_a_day_stays_a_day() -> None:
    def moment(text: str) -> date | None:
        return read_moment({"on": text}, "on", "t")

    assert moment("2027-03-14T13:00") == datetime(2027, 3, 14, 13)  # noqa: DTZ001  # as in files
    assert moment("2027-03-14T13:00:59") == datetime(2027, 3, 14, 13)  # noqa: DTZ001
    assert moment("2027-03-14") == date(2027, 3, 14)
    assert not isinstance(moment("2027-03-14"), datetime)
    assert refused(lambda: moment("2027-03-14T25:00"))[0] == "t.on"
