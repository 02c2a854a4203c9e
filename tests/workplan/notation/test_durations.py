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
    assert durations.read(text) == days


@pytest.mark.parametrize(
    ("text", "said", "mending"),
    [
        ("ten", "“ten” is no duration. Write working days (10)", None),
        ("-3", "“-3” is no duration.", None),
        ("1.5", "is no whole number of working days", "2"),
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
    assert durations.read(durations.written(days)) == days


def test_it_is_said() -> None:
    assert [durations.said(n) for n in (0, 1, 10)] == [
        "a milestone", "1 working day", "10 working days",
    ]  # fmt: skip
