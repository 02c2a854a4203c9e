"""When a task is due: rules in few signs, and what is written is read back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan.calendars.working import federal_calendar
from workplan.notation import suspenses
from workplan.notation.codes import Codes
from workplan.notation.refusals import NotUnderstood
from workplan.notation.suspenses import Due

TODAY = date(2026, 11, 25)
SIGNED = date(2026, 9, 11)
PLAN = Codes(["3(b)", "3(b).1", "A", "A+1"])
DAY = st.dates(date(1995, 1, 1), date(2090, 12, 31))
RULE = st.one_of(
    st.just(Due()),
    st.builds(lambda day: Due("fixed", fixed_on=day), DAY),
    st.builds(lambda n: Due("signed", offset_days=n), st.integers(0, 20_000)),
    st.builds(
        lambda n, code: Due("after_task", offset_days=n, after=code),
        st.integers(0, 20_000),
        st.sampled_from(list(PLAN)),
    ),
    st.builds(
        lambda day, every: Due("recurring", first_on=day, every=every),
        DAY,
        st.sampled_from(("monthly", "quarterly", "yearly")),
    ),
)


def again(every: str) -> Due:
    return Due("recurring", first_on=date(2026, 10, 1), every=every)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("", Due()),
        ("Promptly", Due()),
        ("signed+60", Due("signed", offset_days=60)),
        ("signature + 60 days", Due("signed", offset_days=60)),
        ("within 60 days of signature", Due("signed", offset_days=60)),
        ("signed", Due("signed", offset_days=0)),
        ("15 Jan 2027", Due("fixed", fixed_on=date(2027, 1, 15))),
        ("2027-01-15", Due("fixed", fixed_on=date(2027, 1, 15))),
        ("January 15, 2027", Due("fixed", fixed_on=date(2027, 1, 15))),
        ("Fri 15 January 2027", Due("fixed", fixed_on=date(2027, 1, 15))),
        ("15-Jan-2027", Due("fixed", fixed_on=date(2027, 1, 15))),
        ("1/15/2027", Due("fixed", fixed_on=date(2027, 1, 15))),
        ("18 Dec", Due("fixed", fixed_on=date(2026, 12, 18))),
        ("18 Oct", Due("fixed", fixed_on=date(2027, 10, 18))),
        ("29 Feb", Due("fixed", fixed_on=date(2028, 2, 29))),
        ("after 3(b) +10", Due("after_task", offset_days=10, after="3(b)")),
        ("after 3(b).1+10 days", Due("after_task", offset_days=10, after="3(b).1")),
        ("after A+1", Due("after_task", offset_days=0, after="A+1")),
        ("after A +1", Due("after_task", offset_days=1, after="A")),
        ("quarterly from 1 Oct 2026", again("quarterly")),
        ("every year from 1 Oct 2026", again("yearly")),
        ("annually from 1 Oct 2026", again("yearly")),
    ],
)  # fmt: skip
def test_a_cell_is_read(text: str, due: Due) -> None:
    assert suspenses.read(text, PLAN, TODAY) == due


@pytest.mark.parametrize(
    ("text", "said", "mendings"),
    [
        ("60", "does not say from when the days count", ["signed+60"]),
        ("1/2/2027", "can be 2 Jan 2027 or 1 Feb 2027", ["2 Jan 2027", "1 Feb 2027"]),
        ("Mon 15 Jan 2027", "15 Jan 2027 is a Friday", ["15 Jan 2027"]),
        ("31 Feb 2027", "is on no calendar", []),
        ("after 3(c) +10", "No task has the number “3(c)”", ["after 3(b) +10"]),
        ("quarterly", "does not say from when", []),
        ("soon", "is no suspense. Write signed+60", []),
    ],
)
def test_what_is_not_understood_is_named_with_the_way_out(
    text: str, said: str, mendings: list[str]
) -> None:
    with pytest.raises(NotUnderstood) as refused:
        suspenses.read(text, PLAN, TODAY)
    assert said in refused.value.message
    assert [one.value for one in refused.value.mendings] == mendings


@given(RULE)
def test_what_is_written_is_read_back(due: Due) -> None:
    assert suspenses.read(suspenses.written(due), PLAN, TODAY) == due


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (Due(), "no date (“promptly”)"),
        (Due("signed", offset_days=120), "Sat 9 Jan 2027, counts from Fri 8 Jan"),
        (Due("fixed", fixed_on=date(2026, 12, 18)), "Fri 18 Dec 2026"),
        (Due("after_task", offset_days=10, after="3(f)"), "10 calendar days after 3(f) ends"),
        (Due("after_task", offset_days=1, after="3(f)"), "1 calendar day after 3(f) ends"),
        (
            Due("recurring", first_on=date(2026, 10, 1), every="quarterly"),
            "every quarter from Thu 1 Oct 2026",
        ),
    ],
)
def test_it_is_said_with_its_day(due: Due, words: str) -> None:
    assert suspenses.said(due, SIGNED, federal_calendar().on_or_before) == words


def test_without_a_signature_the_days_are_said() -> None:
    said = suspenses.said(Due("signed", offset_days=60), None, federal_calendar().on_or_before)
    assert said == "60 calendar days after the signature"
