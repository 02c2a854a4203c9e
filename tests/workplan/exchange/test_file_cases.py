"""Small cases reduced from real files: the dates that Project stored, and causes that are true."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from support.ground.places import FILE_CASES as CASES
from workplan.errors import InvalidInput
from workplan.exchange import formats
from workplan.exchange.comparison import compare
from workplan.exchange.planfile import PlanFile
from workplan.scheduling.schedule import schedule

START = date(2027, 1, 4)


def case(name: str) -> PlanFile:
    """Return the plan in a case, by the beginning of its name."""
    [path] = [p for folder in ("files", "field") for p in (CASES / folder).glob(f"{name}*")]
    return formats.read(path.read_bytes(), path.name, START if path.suffix == ".csv" else None)


def dates(plan: PlanFile) -> dict[int, tuple[str, str]]:
    computed = schedule(plan.network())
    return {
        leaf.uid: (str(d.start_on)[5:], str(d.finish_on)[5:])
        for i, leaf in enumerate(computed.graph.leaves)
        for d in [computed.dates(i)]
    }


RIGHT: dict[str, dict[int, tuple[str, str]]] = {
    "01": {2: ("03-01", "03-05"), 3: ("03-08", "03-12")},
    "02": {2: ("01-04", "01-08"), 3: ("02-01", "02-05")},
    "03": {2: ("02-01", "02-05"), 3: ("02-08", "02-12")},
    "05": {1: ("01-04", "01-14"), 2: ("01-14", "01-20")},
    "06": {uid: (f"01-0{4 + (uid - 1) // 2}", f"01-0{4 + (uid - 1) // 2}") for uid in range(1, 9)},
    "07": {1: ("01-04", "01-06")},
    "08": {1: ("01-04", "01-15"), 2: ("03-01", "03-05"), 3: ("06-30", "06-30")},
    "12": {1: ("03-01", "03-05"), 2: ("03-08", "03-12"), 3: ("03-15", "03-19")},
    "13": {1: ("01-04", "01-08"), 2: ("01-11", "01-15")},
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_case_has_the_dates_that_its_file_stored(name: str) -> None:
    plan = case(name)

    assert dates(plan) == RIGHT[name]
    assert compare(plan) == []


@pytest.mark.parametrize(
    ("name", "uid", "words"),
    [
        ("01", 1, "nothing in it starts before 1 Mar 2027"),
        ("02", 1, "nothing in it starts before 4 Jan 2027"),
        ("02", 3, "“Phase set by hand” is scheduled by hand and ends on 29 Jan 2027"),
        ("03", 1, "may not start before 1 Feb 2027; that now holds for each task in it"),
        ("05", 1, "It runs on the calendar “Crew”, as in the file."),
        ("08", 2, "may not start before 1 Mar 2027, the start in the table"),
    ],
)
def test_what_holds_a_date_is_named(name: str, uid: int, words: str) -> None:
    said = [remark.said for remark in case(name).remarks if remark.uid == uid]

    assert any(words in sentence for sentence in said), said


def test_work_that_begins_an_hour_after_the_day_opens_is_named_as_the_cause() -> None:
    causes = {difference.uid: difference.cause for difference in compare(case("11"))}

    assert causes == {
        1: "The file’s work begins at 09:00; here it begins as the day opens.",
        2: "“One day”, which drives it, comes out differently.",
    }


def test_a_file_without_a_task_is_refused_in_one_sentence() -> None:
    with pytest.raises(InvalidInput) as refusal:
        case("04")

    assert refusal.value.message == "The file holds no task, so there is no plan in it."


def test_a_lag_in_percent_of_a_summary_counts_on_what_the_summary_takes() -> None:
    plan = case("mspdi-lags")

    [link] = [link for link in plan.links if link.successor == 8]
    assert (link.lag_days, link.lag_parts) == (2, 720)
    said = [r.said for r in plan.remarks if r.uid == 8 and r.field == "LinkLag"]
    assert said == ["A lag of 50 % of the predecessor becomes 2.5 days."]
    found = dates(plan)
    wanted = {2: "04-12", 3: "03-29", 4: "03-22", 5: "03-10", 8: "03-10", 9: "03-22"}
    assert {uid: found[uid][0] for uid in wanted} == wanted


def hand(uid: int, days: int, start: str, finish: str, inner: str = "", level: int = 1) -> str:
    return (
        f"<Task><UID>{uid}</UID><Name>Task {uid}</Name><OutlineLevel>{level}</OutlineLevel>"
        f"<Start>{start}T08:00:00</Start><Finish>{finish}T17:00:00</Finish>"
        f"<Duration>PT{8 * days}H0M0S</Duration>{inner}</Task>"
    )


def after(uid: int, kind: int = 1) -> str:
    inner = f"<PredecessorUID>{uid}</PredecessorUID><Type>{kind}</Type>"
    return f"<PredecessorLink>{inner}</PredecessorLink>"


def project(*tasks: str, head: str = "") -> PlanFile:
    inner = "".join(tasks)
    return formats.read(
        f"<Project><StartDate>2027-01-04T08:00:00</StartDate>{head}<Tasks>{inner}</Tasks>"
        "</Project>".encode()
    )


def test_what_follows_a_summary_by_hand_that_is_too_short_starts_from_its_own_finish() -> None:
    plan = project(
        hand(1, 5, "2027-01-04", "2027-01-08", "<Manual>1</Manual>"),
        hand(2, 15, "2027-01-04", "2027-01-22", level=2),
        hand(3, 5, "2027-01-11", "2027-01-15", after(1)),
    )

    assert dates(plan)[3] == ("01-11", "01-15")
    assert compare(plan) == []


def test_a_cause_that_drives_is_proved_and_one_that_is_not_known_is_said_to_be() -> None:
    plan = project(
        hand(1, 5, "2027-01-18", "2027-01-22"),
        hand(2, 5, "2027-01-25", "2027-01-29", after(1)),
        hand(3, 5, "2027-01-11", "2027-01-22"),
        hand(4, 2, "2027-01-04", "2027-01-07", "<PercentComplete>50</PercentComplete>"),
    )

    causes = {difference.uid: difference.cause for difference in compare(plan)}

    assert causes[1].startswith("Not known")
    assert causes[2] == "“Task 1”, which drives it, comes out differently."
    assert causes[3].startswith("Not known")
    assert causes[4] == "In the file it takes 4 working days, here 2; why is not known."


def test_a_status_date_is_the_cause_only_where_it_is() -> None:
    head = "<StatusDate>2027-01-11T17:00:00</StatusDate>"
    plan = project(
        hand(1, 5, "2027-01-11", "2027-01-15"), hand(2, 5, "2027-01-25", "2027-01-29"), head=head
    )

    causes = {difference.uid: difference.cause for difference in compare(plan)}

    assert "status date, 11 Jan 2027" in causes[1]
    assert causes[2].startswith("Not known")


def test_a_long_chain_of_half_days_ends_where_its_file_has_it() -> None:
    half = "<Task><UID>{0}</UID><Name>Half {0}</Name><Duration>PT4H0M0S</Duration>{1}{2}</Task>"
    days = [START + timedelta(days=n) for n in range(60)]
    spans = (("08", "12"), ("13", "17"))
    moments = [(d, *span) for d in days if d.weekday() < 5 for span in spans]
    tasks = [
        half.format(
            n,
            f"<Start>{day}T{s}:00:00</Start><Finish>{day}T{f}:00:00</Finish>",
            after(n - 1) if n > 1 else "",
        )
        for n, (day, s, f) in enumerate(moments, 1)
    ]

    plan = project(*tasks)

    assert compare(plan) == []
    assert schedule(plan.network()).finish_on == moments[-1][0]


def test_a_finish_at_zero_percent_is_named() -> None:
    done = "<PercentComplete>0</PercentComplete><ActualFinish>2027-01-08T17:00:00</ActualFinish>"

    plan = project(hand(1, 5, "2027-01-04", "2027-01-08", done))

    assert plan.tasks[0].percent == 100
    assert any("0 % complete and has an actual finish" in r.said for r in plan.remarks)
