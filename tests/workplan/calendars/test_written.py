"""Days as people write them: alone, as a range, several lines at once, each with a note."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan.calendars.written import FORMS, read_days
from workplan.errors import InvalidInput

EVE = date(2026, 12, 24)


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("2026-12-24", ""),
        ("Thu 24 Dec 2026", ""),
        ("24 December 2026, Agency closed", "Agency closed"),
        ("12/24/2026  Agency   closed", "Agency closed"),
        ("2026-12-24: furlough – day 1", "furlough – day 1"),
    ],
)
def test_a_line_is_a_day_and_perhaps_why(line: str, note: str) -> None:
    assert read_days(line) == {EVE: note}


@pytest.mark.parametrize("between", [" to ", " – ", "-", " until ", " through "])
def test_a_range_means_each_of_its_days(between: str) -> None:
    found = read_days(f"24 Dec 2026{between}Sun 27 Dec 2026 closed")
    assert found == {EVE + timedelta(days=n): "closed" for n in range(4)}


def test_several_lines_can_be_pasted_and_the_last_word_on_a_day_counts() -> None:
    text = "\n24 Dec 2026 to 25 Dec 2026 closed\r\n\n2026-12-25 Christmas\n"
    assert read_days(text) == {EVE: "closed", date(2026, 12, 25): "Christmas"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-12-24\nsoon", "Line 2, “soon”, begins with no day"),
        ("2026-02-30", "begins with no day"),
        ("27 Dec 2026 to 24 Dec 2026", "ends before it begins"),
        ("2026-01-01 to 2027-12-31", "730 days long"),
        ("2026-12-24 " + "x" * 201, "200 characters"),
    ],
)
def test_what_is_no_day_is_named_with_its_line(text: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=r"[Gg]ive") as refused:
        read_days(text)
    assert words in refused.value.message


@given(
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.integers(0, 60),
    st.sampled_from(FORMS),
    st.sampled_from(["", "why not", "2 people away"]),
)
def test_whatever_way_a_range_is_written_it_is_read_as_it_was_meant(
    first: date, more: int, form: str, note: str
) -> None:
    last = first + timedelta(days=more)
    found = read_days(f"{first:{form}} to {last:{form}} {note}")
    assert list(found) == [first + timedelta(days=n) for n in range(more + 1)]
    assert set(found.values()) == {note}
