"""Calendars of Project files: weeks with a pattern of their own, and hours that only they have."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.workplan.exchange.test_project_habits import again, calendar, dated
from tests.workplan.exchange.test_project_xml import read, task

if TYPE_CHECKING:
    from workplan.exchange.planfile import PlanFile

FOUR_DAY_WEEKS = (
    "<WorkWeeks><WorkWeek><TimePeriod><FromDate>2027-01-11T00:00:00</FromDate>"
    "<ToDate>2027-01-23T23:59:00</ToDate></TimePeriod><Name>Winter</Name><WeekDays>"
    "<WeekDay><DayType>6</DayType><DayWorking>0</DayWorking></WeekDay>"
    "<WeekDay><DayType>7</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime>"
    "<FromTime>08:00:00</FromTime><ToTime>{until}</ToTime></WorkingTime></WorkingTimes></WeekDay>"
    "</WeekDays></WorkWeek></WorkWeeks>"
)


def with_weeks(until: str = "16:00:00") -> PlanFile:
    """Return two tasks where for two weeks Saturdays are worked and Fridays are not."""
    exception = again("2027-01-22", "2027-01-22", "<Type>1</Type>", is_working=True)
    head = calendar(exception).replace(
        "<Exceptions>", FOUR_DAY_WEEKS.format(until=until) + "<Exceptions>"
    )
    return read(task(1, dated(11, 16)), head=head)


def test_weeks_with_a_pattern_of_their_own_are_worked_by_it_and_exceptions_go_before() -> None:
    plan = with_weeks()
    assert plan.holidays == (date(2027, 1, 15),)
    assert plan.worked == (date(2027, 1, 16), date(2027, 1, 23))
    assert "WorkWeeks" not in {remark.field for remark in plan.remarks}


def test_weeks_with_hours_of_their_own_are_said_to_follow_the_usual_ones() -> None:
    plan = with_weeks(until="12:00:00")
    assert plan.worked == (date(2027, 1, 16), date(2027, 1, 23))
    assert "WorkWeeks" in {remark.field for remark in plan.remarks}


def test_a_holiday_of_the_base_calendar_stays_one_in_such_weeks() -> None:
    holiday = again("2027-01-18", "2027-01-18", "<Type>1</Type>")
    weeks = FOUR_DAY_WEEKS.replace("<DayType>7</DayType>", "<DayType>2</DayType>")
    head = (
        "<CalendarUID>2</CalendarUID><Calendars>"
        f"<Calendar><UID>1</UID><Name>Base</Name><Exceptions>{holiday}</Exceptions></Calendar>"
        "<Calendar><UID>2</UID><Name>Ours</Name><BaseCalendarUID>1</BaseCalendarUID>"
        f"{weeks.format(until='16:00:00')}</Calendar></Calendars>"
    )
    plan = read(task(1, dated(11, 16)), head=head)
    assert plan.holidays == (date(2027, 1, 15), date(2027, 1, 18), date(2027, 1, 22))
