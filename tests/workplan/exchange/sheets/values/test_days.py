"""Days of a sheet as people write them, in either order of their numbers."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from workplan.exchange.sheets.values.days import (
    DayOrder,
    NoDay,
    Orders,
    ReadDay,
    day_in,
    full_year,
    is_nothing,
    orders_in,
)

DAY_FIRST, MONTH_FIRST = DayOrder


def read(cell: object, order: DayOrder = MONTH_FIRST, *, is_end: bool = False) -> ReadDay | None:
    return day_in(cell, order, is_end=is_end)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cell",
    [
        date(2026, 5, 1),
        datetime(2026, 5, 1, 17, 30),  # noqa: DTZ001  # as a spreadsheet has it
        "2026-05-01",
        "2026/5/1",
        "20260501",
        "5/1/2026",
        "5/1/26",
        "5-1-2026",
        "1 May 2026",
        "1-May-26",
        "1st of May 2026",
        "May 1, 2026",
        "May 1st, 2026",
        "Fri, 1 May 2026",
        "by 1 May 2026",
        "NLT May 1, 2026",
        "5/1/2026 5:30 PM",
        "01 May 2026 A",
    ],
)
def test_a_day_is_read_however_it_is_written(cell: object) -> None:
    assert read(cell) == ReadDay(date(2026, 5, 1))


def test_the_order_decides_only_where_both_readings_are_possible() -> None:
    assert read("1/5/2026", DAY_FIRST) == ReadDay(date(2026, 5, 1))
    assert read("1/5/2026", MONTH_FIRST) == ReadDay(date(2026, 1, 5))
    assert read("31/5/2026", MONTH_FIRST) == ReadDay(date(2026, 5, 31))
    assert read("5/31/2026", DAY_FIRST) == ReadDay(date(2026, 5, 31))


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["31/5/2026", "1/5/2026"], Orders(DAY_FIRST, "1/5/2026")),
        (["5/31/2026"], Orders(MONTH_FIRST, "")),
        (["1/5/2026", "2/6/2026"], Orders(None, "1/5/2026")),
        (["31/5/2026", "5/31/2026"], Orders(None, "")),
        (["4/4/2026", "1 May 2026", None, date(2026, 1, 5)], Orders(None, "")),
    ],
)
def test_the_dates_of_a_file_may_prove_their_order(
    cells: list[str | date | None], found: Orders
) -> None:
    assert orders_in(cells) == found


def test_the_number_of_a_spreadsheet_is_read_and_said() -> None:
    said = "read as the number by which Excel counts days: 1 May 2026"
    assert read(46143) == ReadDay(date(2026, 5, 1), said)
    assert read("46143") == ReadDay(date(2026, 5, 1), said)


def test_of_a_quarter_the_first_or_the_last_day_is_taken_and_said() -> None:
    first, last = read("Q2 2026"), read("Q2 2026", is_end=True)
    assert first is not None
    assert last is not None
    assert (first.day, last.day) == (date(2026, 4, 1), date(2026, 6, 30))
    assert first.said.endswith("its first day is taken, 1 Apr 2026")
    assert last.said.endswith("its last day is taken, 30 Jun 2026")


@pytest.mark.parametrize("cell", ["", "-", "—", "n/a", "None", None, "x"])
def test_there_may_be_no_day(cell: str | None) -> None:
    assert is_nothing(cell)
    assert read(cell) is None


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("TBD", "is no date"),
        ("to be determined", "is no date"),
        ("soon", "is no date"),
        (7, "is no date"),
        (True, "is no date"),
        ("1 May", "names no year"),
        ("5/1", "names no year"),
        ("31 Feb 2026", "is no day of any calendar"),
        ("13/13/2026", "is no day of any calendar"),
        (date(1900, 1, 1), "is outside the years 1950 to 2149, so it is no date of a plan"),
    ],
)
def test_what_is_no_day_says_why(cell: object, why: str) -> None:
    with pytest.raises(NoDay) as refused:
        read(cell)
    assert str(refused.value) == why


def test_a_year_of_two_digits_is_of_this_century() -> None:
    assert (full_year("26"), full_year("2026")) == (2026, 2026)
