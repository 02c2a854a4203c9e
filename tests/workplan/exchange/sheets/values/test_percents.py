"""Shares of work as people write them."""

from __future__ import annotations

import pytest

from workplan.exchange.sheets.values.percents import (
    NoShare,
    are_fractions,
    is_stored_number,
    percent_in,
)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([0.5, 0.25, 1], True),
        ([0, 1], True),
        ([50, 0.5], False),
        ([], False),
        (["done", None], False),
        (["0.5", "1"], True),
        (["50", "1"], False),
        # Where numbers are stored, they alone tell it.
        ([0.4, "40"], True),
        ([True], False),
    ],
)
def test_a_column_of_parts_of_one_has_no_number_above_one(
    cells: list[float | str | None], expected: bool
) -> None:
    assert are_fractions(cells) is expected


@pytest.mark.parametrize(
    ("cell", "is_fraction", "percent"),
    [
        (50, False, 50),
        (0.5, True, 50),
        (1, True, 100),
        ("40", True, 40),
        ("0.4", True, 40),
        ("50%", True, 50),
        ("50 %", False, 50),
        ("~50 pct", False, 50),
        ("about 75 percent", False, 75),
        ("33,4%", False, 33),
        ("33.5", False, 34),
        ("half", False, 50),
        ("Done", False, 100),
        ("No", False, 0),
        ("", False, None),
        ("n/a", False, None),
        (None, False, None),
    ],
)
def test_a_share_is_told_in_whole_percent(
    cell: float | str | None, is_fraction: bool, percent: int | None
) -> None:
    assert percent_in(cell, is_fraction=is_fraction) == percent


@pytest.mark.parametrize(
    ("cell", "is_fraction", "why"),
    [
        ("most of it", False, "is no percentage"),
        ("-5", False, "is no percentage"),
        (101, False, "is more than 100 %"),
        (1.2, True, "is more than 100 %"),
    ],
)
def test_what_is_no_share_says_why(cell: float | str, is_fraction: bool, why: str) -> None:
    with pytest.raises(NoShare) as refused:
        percent_in(cell, is_fraction=is_fraction)
    assert str(refused.value) == why


def test_a_tick_is_no_number() -> None:
    assert not is_stored_number(True)
    assert is_stored_number(1)
    assert not is_stored_number("1")
