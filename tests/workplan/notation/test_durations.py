"""How long a task takes: days, weeks, milestones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan.notation import durations
from workplan.notation.refusals import NotUnderstood


@pytest.mark.parametrize(
    ("text", "days"),
    [("10", 10), ("2w", 10), ("3 weeks", 15), ("10 days", 10), ("0.4w", 2), ("m", 0), ("0", 0),
     ("Milestone", 0), ("10d", 10), ("1.0", 1)],
)  # fmt: skip
def test_a_cell_is_read(text: str, days: int) -> None:
    assert durations.read(text) == (days, 0)


@pytest.mark.parametrize(
    ("text", "length"),
    [("0.5", (1, 720)), ("1.5", (2, 720)), ("4h", (1, 720)), ("12 hours", (2, 720)),
     ("90 min", (1, 1170)), ("0,25", (1, 1080)), ("0.3w", (2, 720)), ("16h", (2, 0))],
)  # fmt: skip
def test_a_part_of_a_day_is_read(text: str, length: tuple[int, int]) -> None:
    assert durations.read(text) == length


def test_hours_are_a_part_of_the_day_that_a_plan_has() -> None:
    assert durations.read("4h", 420) == (1, 617)
    assert durations.said(1, 617, 420) == "0.5715 working days (4 h)"


@pytest.mark.parametrize(
    ("text", "said", "mending"),
    [
        ("ten", "“ten” is no duration. Write working days (10, 0.5)", None),
        ("-3", "“-3” is no duration.", None),
        ("0.001", "“0.001” is less than a minute.", None),
        ("3 months", "has no fixed number of working days", "13w"),
        ("20001", "20,001 working days cannot be planned", None),
    ],
)
def test_what_is_not_understood_is_named_with_the_way_out(
    text: str, said: str, mending: str | None
) -> None:
    with pytest.raises(NotUnderstood) as refused:
        durations.read(text)
    assert said in refused.value.message
    assert [one.value for one in refused.value.mendings] == ([mending] if mending else [])


@given(st.integers(0, durations.LONGEST))
def test_what_is_written_is_read_back(days: int) -> None:
    assert durations.read(durations.written(days)) == (days, 0)


@given(st.integers(1, 500), st.integers(0, 479))
def test_a_part_of_a_day_that_is_written_is_read_back(days: int, short: int) -> None:
    parts = short * 3  # of a day of 480 minutes
    assert durations.read(durations.written(days, parts)) == (days, parts)


def test_it_is_said() -> None:
    assert [durations.said(n) for n in (0, 1, 10)] == [
        "a milestone", "1 working day", "10 working days",
    ]  # fmt: skip
