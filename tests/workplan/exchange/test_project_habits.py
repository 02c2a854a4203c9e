"""What programs do with Project XML that makes dates move, in files as small as each needs."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.workplan.exchange.test_project_xml import kinds, link, read, task
from workplan.exchange.comparison import compare
from workplan.exchange.planfile import PlanFile
from workplan.scheduling.schedule import schedule

JANUARY = {day: f"2027-01-{day:02}" for day in range(1, 32)}


def dated(start: int, finish: int) -> str:
    """Return the dates of a task in January, from morning to evening."""
    first, last = JANUARY[start], JANUARY[finish]
    return f"<Start>{first}T08:00:00</Start><Finish>{last}T17:00:00</Finish>"


def calendar(inner: str, week: str = "") -> str:
    return (
        "<CalendarUID>1</CalendarUID><Calendars><Calendar><UID>1</UID><Name>Standard</Name>"
        f"{week}<Exceptions>{inner}</Exceptions></Calendar></Calendars>"
    )


def again(first: str, last: str, rule: str, *, is_working: bool = False) -> str:
    """Return an exception that falls again and again."""
    return (
        f"<Exception><TimePeriod><FromDate>{first}T00:00:00</FromDate>"
        f"<ToDate>{last}T23:59:00</ToDate></TimePeriod>{rule}"
        f"<DayWorking>{int(is_working)}</DayWorking></Exception>"
    )


def dates(plan: PlanFile) -> dict[int, tuple[date, date]]:
    computed = schedule(plan.network())
    return {leaf.uid: computed.dates(i)[:2] for i, leaf in enumerate(computed.graph.leaves)}


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("<Type>1</Type>", [4, 5, 6, 7, 8]),
        ("<Type>7</Type><Period>3</Period>", [4, 7]),
        ("<Type>6</Type><Period>1</Period><DaysOfWeek>20</DaysOfWeek>", [5, 7]),
        ("<Type>4</Type><Period>1</Period><MonthDay>6</MonthDay>", [6]),
        ("<Type>2</Type><Month>0</Month><MonthDay>8</MonthDay>", [8]),
        ("<Type>2</Type><Month>5</Month><MonthDay>8</MonthDay>", []),
    ],
)
def test_an_exception_falls_on_the_days_of_its_rule_only(rule: str, days: list[int]) -> None:
    head = calendar(again("2027-01-04", "2027-01-08", rule))

    assert read(task(1), head=head).holidays == tuple(date(2027, 1, day) for day in days)


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        (
            "<Type>5</Type><Period>2</Period><MonthItem>4</MonthItem><MonthPosition>0</MonthPosition>",
            [date(2027, 1, 4), date(2027, 3, 1), date(2027, 5, 3)],
        ),
        (
            "<Type>3</Type><Month>4</Month><MonthItem>4</MonthItem><MonthPosition>4</MonthPosition>",
            [date(2027, 5, 31)],
        ),
        (
            "<Type>5</Type><Period>1</Period><MonthItem>1</MonthItem><MonthPosition>4</MonthPosition>",
            [
                date(2027, 1, 29),
                date(2027, 2, 26),
                date(2027, 3, 31),
                date(2027, 4, 30),
                date(2027, 5, 31),
            ],
        ),
    ],
)
def test_an_exception_on_the_first_or_last_such_day_of_a_month(rule: str, days: list[date]) -> None:
    head = calendar(again("2027-01-01", "2027-06-15", rule))

    assert read(task(1), head=head).holidays == tuple(days)


def test_a_saturday_that_is_worked_is_worked_here() -> None:
    head = calendar(again("2027-01-09", "2027-01-09", "<Type>1</Type>", is_working=True))

    plan = read(task(1, dated(4, 9), days=6), head=head)

    assert plan.worked == (date(2027, 1, 9),)
    assert compare(plan) == []


def test_an_empty_exception_and_a_short_day_change_nothing() -> None:
    short = again("2027-01-05", "2027-01-05", "<Type>1</Type>", is_working=True)

    plan = read(task(1, dated(4, 8)), head=calendar("<Exception><TimePeriod/></Exception>" + short))

    assert (plan.holidays, plan.worked, compare(plan)) == ((), (), [])


def test_what_happened_keeps_its_day_and_hour() -> None:
    (only,) = read(
        task(
            1,
            "<ActualStart>2027-01-04T13:00:00</ActualStart>"
            "<ActualFinish>2027-01-06T10:00:00</ActualFinish><PercentComplete>100</PercentComplete>"
            "<Baseline><Number>0</Number><Start>2027-01-04T13:00:00</Start>"
            "<Finish>2027-01-06T10:00:00</Finish><Duration>PT20H0M0S</Duration></Baseline>",
        )
    ).tasks

    assert only.actual_start_on == datetime.fromisoformat("2027-01-04 13:00")
    assert only.actual_finish_on == datetime.fromisoformat("2027-01-06 10:00")
    assert only.baselines[0] == (date(2027, 1, 4), date(2027, 1, 6), 3)


def test_a_done_milestone_at_the_start_of_a_day_lets_its_successor_start_on_that_day() -> None:
    at = "2027-01-11T08:00:00"
    plan = read(
        task(
            1,
            f"<Start>{at}</Start><Finish>{at}</Finish><ActualStart>{at}</ActualStart>"
            f"<ActualFinish>{at}</ActualFinish><PercentComplete>100</PercentComplete>",
            days=0,
        ),
        task(2, dated(11, 15), link(1)),
    )

    assert compare(plan) == []
    assert dates(plan)[2] == (date(2027, 1, 11), date(2027, 1, 15))


LATE_SHIFT = "".join(
    f"<WeekDay><DayType>{kind}</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime>"
    "<FromTime>13:00:00</FromTime><ToTime>21:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay>"
    for kind in range(2, 7)
)


def test_a_day_that_begins_in_the_afternoon_is_still_that_day() -> None:
    head = calendar("", f"<WeekDays>{LATE_SHIFT}</WeekDays>")
    times = "<Start>2027-01-04T13:00:00</Start><Finish>2027-01-08T21:00:00</Finish>"

    assert compare(read(task(1, times), head=head)) == []


def test_a_day_of_a_duration_is_a_day_of_the_calendar() -> None:
    ten_hours = LATE_SHIFT.replace("13:00:00", "08:00:00").replace("21:00:00", "18:00:00")
    head = calendar("", f"<WeekDays>{ten_hours}</WeekDays>") + "<MinutesPerDay>480</MinutesPerDay>"
    times = "<Start>2027-01-04T08:00:00</Start><Finish>2027-01-07T18:00:00</Finish>"

    plan = read(task(1, times), head=head)

    assert (plan.tasks[0].duration_days, compare(plan), plan.remarks) == (4, [], [])


def test_a_date_on_a_summary_holds_for_the_tasks_in_it() -> None:
    plan = read(
        task(1, "<OutlineLevel>1</OutlineLevel><Summary>1</Summary>"
             "<ConstraintType>4</ConstraintType><ConstraintDate>2027-01-18T08:00:00</ConstraintDate>"),
        task(2, "<OutlineLevel>2</OutlineLevel>", dated(18, 22)),
        task(3, "<OutlineLevel>2</OutlineLevel>", dated(25, 29), link(2)),
    )  # fmt: skip

    assert compare(plan) == []
    assert ("changed", 1, "ConstraintType") in kinds(plan)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ("<LevelingDelay>9600</LevelingDelay><LevelingDelayFormat>8</LevelingDelayFormat>",
         "LevelingDelay"),
        ("<PredecessorLink><PredecessorUID>9</PredecessorUID><CrossProject>1</CrossProject>"
         "<Type>1</Type></PredecessorLink>", "ExternalTask"),
        ("<Manual>1</Manual>", "Manual"),
    ],
)  # fmt: skip
def test_a_date_that_no_link_gives_is_kept_and_named(fields: str, field: str) -> None:
    plan = read(task(1, dated(11, 15), fields), task(2, dated(18, 22), link(1)))

    assert compare(plan) == []
    assert ("changed", 1, field) in kinds(plan)


def test_work_by_hand_starts_on_its_day_even_before_its_predecessor_ends() -> None:
    plan = read(
        task(1, dated(4, 8)),
        task(2, dated(6, 12), link(1), "<Manual>1</Manual>"),
        task(3, dated(18, 22), link(2), "<Manual>1</Manual>"),
        task(4, dated(18, 29), days=10),
        task(5, dated(4, 8)),
    )

    assert [t.constraint for t in plan.tasks] == ["ASAP", "MSO", "SNET", "ASAP", "ASAP"]
    assert [d.uid for d in compare(plan)] == [4]


def test_a_summary_whose_tasks_are_all_inactive_is_a_task_again() -> None:
    plan = read(
        task(1, "<OutlineLevel>1</OutlineLevel><Summary>1</Summary>", dated(4, 8)),
        task(2, "<OutlineLevel>2</OutlineLevel><Active>0</Active>"),
        task(3, "<OutlineLevel>1</OutlineLevel>", dated(11, 15), link(1)),
    )

    assert compare(plan) == []


def test_a_task_without_a_duration_takes_the_one_of_its_dates() -> None:
    plan = read(f"<Task><UID>1</UID><Name>T1</Name>{dated(4, 8)}</Task>")

    assert (plan.tasks[0].duration_days, compare(plan)) == (5, [])
    assert kinds(plan) == [("changed", 1, "Duration")]


def test_an_elapsed_duration_keeps_its_dates() -> None:
    times = "<Start>2027-01-04T08:00:00</Start><Finish>2027-01-11T08:00:00</Finish>"
    elapsed = f"<Duration>PT168H0M0S</Duration><DurationFormat>8</DurationFormat>{times}"
    plan = read(f"<Task><UID>1</UID>{elapsed}</Task>", task(2, dated(11, 15), link(1)))

    assert (plan.tasks[0].duration_days, compare(plan)) == (5, [])
    assert kinds(plan) == [("changed", 1, "DurationFormat")]


def test_work_that_is_interrupted_lasts_from_its_start_to_its_finish() -> None:
    plan = read(task(1, dated(4, 15)), task(2, dated(18, 22), link(1)))

    assert (plan.tasks[0].duration_days, compare(plan)) == (10, [])
    assert kinds(plan) == [("changed", 1, "Duration")]


BEGUN = "<ActualStart>2027-01-04T08:00:00</ActualStart><PercentComplete>40</PercentComplete>"
STOPPED = "<Stop>2027-01-05T17:00:00</Stop>"


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ("<ActualFinish>2027-01-15T17:00:00</ActualFinish>", 5),
        ("", 5),
        (f"{STOPPED}<Resume>2027-01-06T08:00:00</Resume>", 5),
        (f"{STOPPED}<Resume>2027-01-13T08:00:00</Resume>", 10),
    ],
    ids=["done", "under way", "goes on overnight", "resumes later"],
)
def test_work_that_took_or_takes_longer_is_interrupted_only_if_it_resumes_later(
    fields: str, days: int
) -> None:
    (only,) = read(task(1, dated(4, 15), BEGUN, fields)).tasks

    assert only.duration_days == days


def test_numbers_with_decimals_blanks_and_nothing_are_read() -> None:
    (only,) = read(
        "<Task><UID>1</UID><Priority>700.0</Priority><ConstraintType>0.0</ConstraintType>"
        "<OutlineLevel> 1 </OutlineLevel><PercentComplete/><Duration>P0Y0M0DT40H0M0S</Duration>"
        "</Task>",
        head="<MinutesPerDay>480.0</MinutesPerDay><StatusDate>NA</StatusDate>",
    ).tasks

    assert (only.priority, only.duration_days, only.percent) == (700, 5, 0)


@pytest.mark.parametrize(("text", "days"), [("P5D", 5), ("PT20H0M0S", 3), ("PT28H0M0S", 4)])
def test_a_day_in_a_duration_is_a_working_day_and_a_half_counts_as_one(
    text: str, days: int
) -> None:
    (only,) = read(f"<Task><UID>1</UID><Duration>{text}</Duration></Task>").tasks

    assert only.duration_days == days


def test_only_people_and_agencies_own_tasks() -> None:
    tail = (
        "<Resources><Resource><UID>1</UID><Name>State PM</Name><Type>1</Type></Resource>"
        "<Resource><UID>2</UID><Name>Paper</Name><Type>0</Type></Resource>"
        "<Resource><UID>3</UID><Name>Travel</Name><Type>1</Type><IsCostResource>1</IsCostResource>"
        "</Resource></Resources><Assignments>"
        + "".join(
            f"<Assignment><UID>{n}</UID><TaskUID>1</TaskUID><ResourceUID>{n}</ResourceUID></Assignment>"
            for n in (1, 2, 3)
        )
        + "</Assignments>"
    )

    assert read(task(1), tail=tail).tasks[0].owners == ("State PM",)


def test_a_project_that_starts_at_the_end_of_a_day_starts_on_the_next() -> None:
    plan = read(task(1), head="<StartDate>2027-01-04T17:00:00</StartDate>")

    assert plan.start_on == date(2027, 1, 5)
