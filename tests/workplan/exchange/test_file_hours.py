"""Project files to the hour: what their calendars, summaries and pauses say within a day."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.workplan.exchange.test_file_cases import after, dates, hand, project
from workplan.exchange.comparison import compare
from workplan.scheduling.schedule import schedule


def test_a_summary_that_is_set_by_hand_holds_what_is_tied_to_it_to_the_hour() -> None:
    plan = project(
        "<Task><UID>1</UID><Name>By hand</Name><OutlineLevel>1</OutlineLevel><Manual>1</Manual>"
        "<Start>2027-01-11T13:00:00</Start><Finish>2027-01-15T12:00:00</Finish>"
        "<Duration>PT32H0M0S</Duration></Task>",
        "<Task><UID>2</UID><Name>In it</Name><OutlineLevel>2</OutlineLevel>"
        "<Start>2027-01-11T13:00:00</Start><Finish>2027-01-12T12:00:00</Finish>"
        "<Duration>PT8H0M0S</Duration></Task>",
        "<Task><UID>3</UID><Name>After it</Name><OutlineLevel>1</OutlineLevel>"
        "<Start>2027-01-15T13:00:00</Start><Finish>2027-01-18T12:00:00</Finish>"
        f"<Duration>PT8H0M0S</Duration>{after(1)}</Task>",
    )

    computed = schedule(plan.network())

    at = datetime.fromisoformat
    assert [computed.moments(i) for i in range(2)] == [
        (at("2027-01-11 13:00"), at("2027-01-12 12:00")),
        (at("2027-01-15 13:00"), at("2027-01-18 12:00")),
    ]
    assert compare(plan) == []


def test_interrupted_work_lasts_from_its_start_to_its_finish_to_the_hour() -> None:
    plan = project(
        "<Task><UID>1</UID><Name>Paused</Name><OutlineLevel>1</OutlineLevel>"
        "<Start>2027-01-11T08:00:00</Start><Finish>2027-01-14T12:00:00</Finish>"
        "<Duration>PT16H0M0S</Duration><PercentComplete>50</PercentComplete>"
        "<ActualStart>2027-01-11T08:00:00</ActualStart><Stop>2027-01-11T17:00:00</Stop>"
        "<Resume>2027-01-13T13:00:00</Resume></Task>",
        "<Task><UID>2</UID><Name>Then</Name><OutlineLevel>1</OutlineLevel>"
        "<Start>2027-01-14T13:00:00</Start><Finish>2027-01-15T12:00:00</Finish>"
        f"<Duration>PT8H0M0S</Duration>{after(1)}</Task>",
    )

    assert compare(plan) == []
    assert "interrupted and takes 3.5 from start to finish" in plan.remarks[0].said


WORKED = (
    "<WeekDay><DayType>{0}</DayType><DayWorking>1</DayWorking><WorkingTimes>{1}</WorkingTimes>"
    "</WeekDay>"
)


def hours(*spans: tuple[str, str]) -> str:
    """Return the calendar of a file in which Monday to Friday have these stretches."""
    times = "".join(
        f"<WorkingTime><FromTime>{f}:00</FromTime><ToTime>{t}:00</ToTime></WorkingTime>"
        for f, t in spans
    )
    days = "".join(WORKED.format(n, times) for n in range(2, 7))
    off = "".join(
        f"<WeekDay><DayType>{n}</DayType><DayWorking>0</DayWorking></WeekDay>" for n in (1, 7)
    )
    return (
        "<CalendarUID>1</CalendarUID><Calendars><Calendar><UID>1</UID><Name>Own</Name>"
        f"<WeekDays>{days}{off}</WeekDays></Calendar></Calendars>"
    )


@pytest.mark.parametrize(
    "spans", [(("08:00", "12:00"), ("12:00", "17:00")), (("08:00", "13:00"), ("12:00", "17:00"))]
)
def test_stretches_that_touch_or_overlap_are_one(spans: tuple[tuple[str, str], ...]) -> None:
    assert project(hand(1, 1, "2027-01-04", "2027-01-04"), head=hours(*spans)).hours.written() == (
        "08:00-17:00"
    )


def test_a_day_apart_with_hours_of_its_own_is_named() -> None:
    short = (
        "<Exceptions><Exception><TimePeriod><FromDate>2027-01-05T00:00:00</FromDate>"
        "<ToDate>2027-01-05T23:59:00</ToDate></TimePeriod><DayWorking>1</DayWorking>"
        "<WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime>"
        "</WorkingTime></WorkingTimes></Exception></Exceptions></Calendar>"
    )
    head = hours(("08:00", "12:00"), ("13:00", "17:00")).replace("</Calendar>", short, 1)

    [remark] = project(hand(1, 1, "2027-01-04", "2027-01-04"), head=head).remarks

    assert "hours of their own follow those of their weekday" in remark.said


def test_work_over_midnight_goes_on_in_the_next_day() -> None:
    plan = project(hand(1, 1, "2027-01-04", "2027-01-05"), head=hours(("22:00", "06:00")))

    assert plan.hours.days[0].stretches == ((1320, 1440),)
    assert plan.hours.days[1].stretches == ((0, 360), (1320, 1440))
    assert plan.hours.per_day == 480


def test_what_began_at_closing_time_began_on_the_next_day_of_work() -> None:
    plan = project(
        "<Task><UID>1</UID><Name>Late</Name><OutlineLevel>1</OutlineLevel>"
        "<Start>2027-01-08T17:00:00</Start><Finish>2027-01-11T12:00:00</Finish>"
        "<Duration>PT4H0M0S</Duration><PercentComplete>50</PercentComplete>"
        "<ActualStart>2027-01-08T17:00:00</ActualStart></Task>"
    )

    assert plan.tasks[0].actual_start_on == date(2027, 1, 11)
    assert compare(plan) == []


def test_a_short_lead_does_not_let_work_start_before_a_summary_by_hand() -> None:
    plan = project(
        "<Task><UID>1</UID><Name>By hand</Name><OutlineLevel>1</OutlineLevel><Manual>1</Manual>"
        "<Start>2027-01-11T08:00:00</Start><Finish>2027-01-15T17:00:00</Finish>"
        "<Duration>PT40H0M0S</Duration></Task>",
        "<Task><UID>2</UID><Name>Gate</Name><OutlineLevel>2</OutlineLevel>"
        "<Duration>PT0H0M0S</Duration></Task>",
        "<Task><UID>3</UID><Name>After it</Name><OutlineLevel>2</OutlineLevel>"
        "<Duration>PT8H0M0S</Duration><PredecessorLink><PredecessorUID>2</PredecessorUID>"
        "<Type>1</Type><LinkLag>-2400</LinkLag></PredecessorLink></Task>",
    )

    assert dates(plan)[3] == ("01-11", "01-11")
