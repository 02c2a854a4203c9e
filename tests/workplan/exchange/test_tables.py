"""Tables as people save them: their letters, what stands between their cells, and their dates."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from support.ground.places import FILE_CASES
from workplan.errors import InvalidInput
from workplan.exchange import formats
from workplan.exchange.planfile import FileLink, FileTask, PlanFile
from workplan.exchange.tables import csv_file
from workplan.exchange.tables.days_text import NoDate, day_in

FIELD = FILE_CASES / "field"
START = date(2027, 1, 4)
HEAD = "UID,Name,Duration,Start,Deadline"


def table(*rows: str, head: str = HEAD) -> PlanFile:
    return formats.read("\n".join([head, *rows]).encode(), "plan.csv", START)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-03-14", date(2027, 3, 14)),
        ("2027-03-14T00:00:00", date(2027, 3, 14)),
        ("2027-03-14 08:00", date(2027, 3, 14)),
        ("13/5/2026", date(2026, 5, 13)),
        ("3/14/2027", date(2027, 3, 14)),
        ("5/5/2026", date(2026, 5, 5)),
    ],
)
def test_a_date_with_one_reading_is_read_so(text: str, day: date) -> None:
    assert day_in(text) == day


@pytest.mark.parametrize(
    "text",
    ["2027-03-144", "2027-3-14", "20270314", "2027-W10-7", "2027-02-30", "31/31/2027", "0/5/2026"],
)
def test_what_is_no_whole_date_is_refused(text: str) -> None:
    with pytest.raises(NoDate, match="Give a date such as"):
        day_in(text)


def test_a_date_with_two_readings_is_refused_with_both() -> None:
    with pytest.raises(NoDate) as refusal:
        day_in("1/5/2026")

    assert str(refusal.value) == (
        "It can be 5 Jan 2026 or 1 May 2026. Write 2026-01-05 or 2026-05-01."
    )
    assert day_in("1/5/2026", is_month_first=True) == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("csv-date-typo.csv", "Row 3, Deadline: “2027-03-144” cannot be taken."),
        ("csv-us-dates.csv", "Row 2, Deadline: “3/4/2027” cannot be taken. It can be 4 Mar 2027"),
    ],
)
def test_a_slip_names_its_row_and_field(name: str, words: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        formats.read((FIELD / name).read_bytes(), name, START)

    assert refusal.value.message.startswith(words)


@pytest.mark.parametrize("name", ["csv-tabs.csv", "csv-utf16.csv"])
def test_what_excel_calls_unicode_text_is_read(name: str) -> None:
    plan = formats.read((FIELD / name).read_bytes(), name)

    assert [(task.duration_days, task.start_on) for task in plan.tasks] == [(5, START)]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("letters", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_in_any_usual_letters_is_read(letters: str, sign: str) -> None:
    rows = (("UID", "Name", "Duration", "Note"), ("1", "Décret", "3", "§ 2; then, more"))
    out = io.StringIO()
    csv.writer(out, delimiter=sign).writerows(rows)

    [task] = formats.read(out.getvalue().encode(letters), "plan.csv", START).tasks

    assert (task.name, task.note) == ("Décret", "§ 2; then, more")


@pytest.mark.parametrize("before", ["", "\r\n", "\n\n"])
def test_an_empty_first_heading_and_empty_lines_before_shift_no_column(before: str) -> None:
    content = f"{before}\tUID\tName\tDuration\n*\t7\tDraft\t3\n".encode()

    [task] = formats.read(content, "plan.csv", START).tasks

    assert (task.uid, task.name, task.duration_days) == (7, "Draft", 3)


def a_plan() -> PlanFile:
    plan = PlanFile("Ours", START)
    plan.tasks = [
        FileTask(1, "Top", 0, "1"),
        FileTask(2, "Draft", 5, "1a", 1, "SNET", date(2027, 2, 1), deadline_on=date(2027, 4, 5)),
        FileTask(3, "Clear", 3, "1b", 1, actual_start_on=date(2027, 1, 5), percent=40),
        FileTask(4, "Sign", 2, "2", forecast_on=date(2027, 12, 10), owners=("DSCA",)),
    ]
    plan.links = [FileLink(2, 4, "SS", 2)]
    return plan


def resaved(content: bytes) -> bytes:
    """Return our table as an Excel of the United States saves it again."""
    rows = [*csv.reader(io.StringIO(content.decode("utf-8-sig")))]
    for row in rows[1:]:
        for place, cell in enumerate(row):
            if len(cell) == 10 and cell[4] == cell[7] == "-":
                day = date.fromisoformat(cell)
                row[place] = f"{day.month}/{day.day}/{day.year}"
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("cp1252")


def test_our_own_table_comes_back_from_an_american_excel() -> None:
    content = csv_file.write(a_plan())

    ours = formats.read(content, "plan.csv", START)
    theirs = formats.read(resaved(content), "plan.csv", START)

    assert b"4/5/2027" in resaved(content)
    assert theirs == ours
    plain = [replace(task, start_on=None, finish_on=None) for task in theirs.tasks]
    # What has subtasks is as far as they are, in every file.
    top, *below = a_plan().tasks
    assert plain == [replace(top, percent=15), *below]


def test_a_table_with_the_heading_of_before_is_read_as_ours_too() -> None:
    content = csv_file.write(a_plan())
    former = resaved(content.replace(b"In hand", b"Total float"))

    assert b"Total float" in former
    assert formats.read(former, "plan.csv", START) == formats.read(content, "plan.csv", START)


def test_a_start_without_a_predecessor_holds_and_one_with_does_not() -> None:
    head = "UID,Name,Duration,Start,Predecessors"
    plan = table("1,Draft,3,2027-02-01,", "2,Clear,2,2027-03-01,1", head=head)

    assert [(t.constraint, t.constraint_on) for t in plan.tasks] == [
        ("SNET", date(2027, 2, 1)),
        ("ASAP", None),
    ]


def test_a_start_of_a_table_with_constraints_is_only_what_was_computed() -> None:
    assert [t.constraint for t in formats.read(csv_file.write(a_plan()), "x", START).tasks] == [
        "ASAP",
        "SNET",
        "ASAP",
        "ASAP",
    ]


def test_a_table_says_nothing_of_what_it_has_no_column_for() -> None:
    plan = formats.read(f"{HEAD}\n1,Draft,3,2027-01-04,\n".encode(), "x")

    assert plan.unsaid >= {"note", "links", "percent", "owners", "calendar", "start_on"}
    assert "deadline_on" not in plan.unsaid
