"""When a task is due: rules in few signs, and what is written is read back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan.calendars.spans import UNITS, USUAL, Span, days
from workplan.calendars.working import federal_calendar
from workplan.notation import suspenses
from workplan.notation.codes import Codes
from workplan.notation.refusals import NotUnderstood
from workplan.notation.suspenses import Due

TODAY = date(2026, 11, 25)
SIGNED = date(2026, 9, 11)
PLAN = Codes(["3(b)", "3(b).1", "A", "A+1"])
DAY = st.dates(date(1995, 1, 1), date(2090, 12, 31))
# No time at all is written without its unit.
SPAN = st.one_of(
    st.integers(0, 20_000).map(days),
    st.builds(Span, st.integers(1, 90), st.sampled_from(UNITS)),
)
RULE = st.one_of(
    st.just(Due()),
    st.builds(lambda day: Due("fixed", fixed_on=day), DAY),
    st.builds(lambda span: Due("signed", within=span), SPAN),
    st.builds(
        lambda span, code: Due("after_task", within=span, after=code),
        SPAN,
        st.sampled_from(list(PLAN)),
    ),
    st.builds(
        lambda span, event, day: Due("event", within=span, event=event, happened_on=day),
        SPAN,
        st.sampled_from(("the report is in", "phase +30", "it (15 Jan 2026)", "section 5 (a)")),
        st.one_of(st.none(), DAY),
    ),
    st.builds(
        lambda day, every, end: Due("recurring", first_on=day, every=every, until_on=end),
        DAY,
        st.builds(Span, st.integers(1, 900), st.sampled_from(UNITS)),
        st.one_of(st.none(), DAY),
    ),
)


def again(every: Span, until_on: date | None = None) -> Due:
    return Due("recurring", first_on=date(2026, 10, 1), every=every, until_on=until_on)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("", Due()),
        ("Promptly", Due()),
        ("signed+60", Due("signed", within=days(60))),
        ("signature + 60 days", Due("signed", within=days(60))),
        ("within 60 days of signature", Due("signed", within=days(60))),
        ("signed", Due("signed", within=days(0))),
        ("15 Jan 2027", Due("fixed", fixed_on=date(2027, 1, 15))),
        ("2027-01-15", Due("fixed", fixed_on=date(2027, 1, 15))),
        ("January 15, 2027", Due("fixed", fixed_on=date(2027, 1, 15))),
        ("Fri 15 January 2027", Due("fixed", fixed_on=date(2027, 1, 15))),
        ("15-Jan-2027", Due("fixed", fixed_on=date(2027, 1, 15))),
        ("1/15/2027", Due("fixed", fixed_on=date(2027, 1, 15))),
        ("18 Dec", Due("fixed", fixed_on=date(2026, 12, 18))),
        ("18 Oct", Due("fixed", fixed_on=date(2027, 10, 18))),
        ("29 Feb", Due("fixed", fixed_on=date(2028, 2, 29))),
        ("after 3(b) +10", Due("after_task", within=days(10), after="3(b)")),
        ("after 3(b).1+10 days", Due("after_task", within=days(10), after="3(b).1")),
        ("3 months after 3(b)", Due("after_task", within=Span(3, "months"), after="3(b)")),
        ("within 10 days after 3(b).1", Due("after_task", within=days(10), after="3(b).1")),
        ("60 days from the date of this order", Due("signed", within=days(60))),
        ("90 days after the date of signature", Due("signed", within=days(90))),
        ("after A+1", Due("after_task", within=days(0), after="A+1")),
        ("after A +1", Due("after_task", within=days(1), after="A")),
        ("quarterly from 1 Oct 2026", again(USUAL["quarterly"])),
        ("every year from 1 Oct 2026", again(USUAL["yearly"])),
        ("annually from 1 Oct 2026", again(USUAL["yearly"])),
        ("every 2 years from 1 Oct 2026", again(Span(2, "years"))),
        ("every 60 days from 1 Oct 2026", again(Span(60, "days"))),
        ("every fiscal year from 1 Oct 2026", again(Span(1, "fiscal years"))),
        ("every 6 months from 1 Oct 2026", again(Span(6, "months"))),
        ("weekly from 1 Oct 2026", again(Span(1, "weeks"))),
        ("monthly from 1 Oct 2026 until 1 Jan 2028", again(USUAL["monthly"], date(2028, 1, 1))),
        ("signed+6 months", Due("signed", within=Span(6, "months"))),
        ("signed + 2w", Due("signed", within=Span(2, "weeks"))),
        ("1 year after the signature", Due("signed", within=Span(1, "years"))),
        ("after 3(b) +6m", Due("after_task", within=Span(6, "months"), after="3(b)")),
        ("when the report is in +30", Due("event", within=days(30), event="the report is in")),
        ("upon receipt of it", Due("event", within=days(0), event="receipt of it")),
        (
            "when the report is in (3 Mar 2027) +2 months",
            Due("event", None, Span(2, "months"), None, "the report is in", date(2027, 3, 3)),
        ),
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
        ("3 months after 3(c)", "No task has the number “3(c)”", ["3 months after 3(b)"]),
        ("3 months after 3(b) +10", "gives two spans of time. Write one of them.", []),
        ("quarterly", "does not say from when", []),
        ("every 2 years", "Write every 2 years from 1 Oct 2026", []),
        ("monthly from 1 Oct 2026 until soon", "“soon” is no day", []),
        ("when it is in (31 Feb 2027) +3", "is on no calendar", []),
        ("signed+1 fıscal year", "is no suspense", []),
        ("signed+1000000000", "is no suspense", []),
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
        (Due("signed", within=days(120)), "Sat 9 Jan 2027, counts from Fri 8 Jan"),
        (Due("fixed", fixed_on=date(2026, 12, 18)), "Fri 18 Dec 2026"),
        (Due("after_task", within=days(10), after="3(f)"), "10 calendar days after 3(f) ends"),
        (Due("after_task", within=days(1), after="3(f)"), "1 calendar day after 3(f) ends"),
        (
            Due("recurring", first_on=date(2026, 10, 1), every=USUAL["quarterly"]),
            "every quarter from Thu 1 Oct 2026",
        ),
        (Due("signed", within=Span(3, "months")), "Fri 11 Dec 2026"),
        (Due("after_task", within=Span(1, "years"), after="3(f)"), "1 year after 3(f) ends"),
        (
            Due("event", within=days(30), event="the report is in"),
            "30 calendar days after this, once its day is recorded: the report is in",
        ),
        (
            Due("event", within=days(30), event="x", happened_on=date(2026, 11, 18)),
            "Fri 18 Dec 2026",
        ),
        (
            Due(
                "recurring",
                None,
                None,
                None,
                None,
                None,
                date(2026, 10, 1),
                Span(2, "years"),
                date(2030, 9, 30),
            ),
            "every 2 years from Thu 1 Oct 2026 until 30 Sep 2030",
        ),
    ],
)
def test_it_is_said_with_its_day(due: Due, words: str) -> None:
    assert suspenses.said(due, SIGNED, federal_calendar().on_or_before) == words


def test_without_a_signature_the_days_are_said() -> None:
    said = suspenses.said(Due("signed", within=days(60)), None, federal_calendar().on_or_before)
    assert said == "60 calendar days after the signature"
