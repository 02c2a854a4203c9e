"""Every case through every format and back: the same tasks, links, constraints and dates."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.ground.places import CASES as ALL
from workplan.calendars.spans import days
from workplan.exchange import formats, neutral_json
from workplan.exchange.comparison import compare
from workplan.exchange.planfile import FileLink, FileTask, PlanFile
from workplan.exchange.project import writing
from workplan.exchange.tables import cells, csv_file, xlsx_file

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = sorted(ALL.glob("*.json"))
TASK_FIELDS = (
    "uid",
    "name",
    "duration_days",
    "code",
    "parent",
    "constraint",
    "constraint_on",
    "deadline_on",
    "actual_start_on",
    "actual_finish_on",
    "percent",
)
WRITERS: dict[str, Callable[[PlanFile], bytes]] = {
    "mspdi": writing.write,
    "csv": csv_file.write,
    "xlsx": xlsx_file.write,
    "json": lambda plan: json.dumps(neutral_json.write(plan)).encode(),
}


def facts(plan: PlanFile) -> list[tuple[object, ...]]:
    """Return what every format keeps of each task."""
    return [tuple(getattr(task, name) for name in TASK_FIELDS) for task in plan.tasks]


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_comes_back_as_it_was(path: Path, form: str) -> None:
    plan = neutral_json.read(path.read_bytes())

    back = formats.read(WRITERS[form](plan), path.name, plan.start_on)
    if form == "csv":
        # A table of text holds no calendar.
        back.weekmask, back.holidays = plan.weekmask, plan.holidays

    assert facts(back) == facts(plan)
    assert sorted(back.links) == sorted(plan.links)
    assert (back.start_on, back.weekmask) == (plan.start_on, plan.weekmask)
    assert sorted(back.holidays or ()) == sorted(plan.holidays or ())
    assert compare(back) == []


@pytest.mark.parametrize("form", ["mspdi", "xlsx", "json"])
def test_a_week_of_its_own_without_days_off_stays(form: str) -> None:
    plan = PlanFile("Shifts", date(2027, 1, 4), weekmask="1110110", holidays=())
    plan.tasks = [FileTask(1, "Work", 9, "1")]

    back = formats.read(WRITERS[form](plan), "shifts")

    assert (back.title, back.weekmask, back.holidays) == ("Shifts", "1110110", ())
    assert compare(back) == []


@pytest.mark.parametrize("form", ["mspdi", "xlsx", "json"])
def test_days_of_its_own_beside_the_federal_ones_stay_with_their_notes(form: str) -> None:
    closed, surge = date(2027, 1, 11), date(2027, 1, 9)
    plan = PlanFile("Closed", date(2027, 1, 4), holidays=(closed,), worked=(surge,))
    plan.is_federal, plan.day_notes = True, {closed: "Agency closed", surge: "Surge"}
    plan.tasks = [FileTask(1, "Work", 9, "1")]

    back = formats.read(WRITERS[form](plan), "closed")

    # Project has no federal calendar: its file lists the holidays around the plan.
    assert back.is_federal == (form != "mspdi")
    assert {closed} <= set(back.holidays or ())
    assert not back.calendar.is_working(date(2027, 1, 18))  # Martin Luther King
    assert (back.worked, back.day_notes) == (plan.worked, plan.day_notes)
    assert compare(back) == []


@pytest.mark.parametrize("form", WRITERS)
def test_notes_owners_lags_and_subtasks_stay(form: str) -> None:
    plan = PlanFile("Décret — §2", date(2027, 1, 4), holidays=())
    plan.tasks = [
        FileTask(1, "Whole", 0, "1"),
        FileTask(2, "Draft", 3, "1.1", parent=1, owners=("State PM", "DSCA"), note="Ask counsel"),
        FileTask(3, "Clear", 2, "1.2", parent=1),
    ]
    plan.links = [FileLink(2, 3, "SS", -1), FileLink(1, 3, "FS", 45, is_elapsed=True)]
    plan.links = plan.links[:1]
    plan.tasks.append(FileTask(4, "Publish", 1, "2"))
    plan.links.append(FileLink(3, 4, "FS", 45, is_elapsed=True))

    back = formats.read(WRITERS[form](plan), "file", plan.start_on)

    assert facts(back) == facts(plan)
    assert sorted(back.links) == sorted(plan.links)
    assert [(task.owners, task.note) for task in back.tasks] == [
        (task.owners, task.note) for task in plan.tasks
    ]


def test_a_suspense_counted_from_another_task_stays_in_json() -> None:
    plan = PlanFile("Plan", date(2027, 1, 4))
    plan.tasks = [FileTask(1, "Sign", 1), FileTask(2, "Answer", 5, due_after=(1, days(30)))]

    back = formats.read(WRITERS["json"](plan))

    assert back.tasks[1].due_after == (1, days(30))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(
    "name",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        '=HYPERLINK("http://x")',
        "|calc",
        "%0A",
        "\uff1d1",
        "\uff201",
    ],
)
def test_no_cell_is_a_formula_and_the_name_comes_back(name: str, form: str) -> None:
    plan = PlanFile("=Plan", date(2027, 1, 4), holidays=())
    plan.tasks = [FileTask(1, name, 3, name[:40], note=name, owners=(name,))]

    content = WRITERS[form](plan)
    back = formats.read(content, "file", plan.start_on)

    assert facts(back) == facts(plan)
    assert back.tasks[0].note == name
    if form == "csv":
        assert f",{name}," not in content.decode("utf-8-sig")
    else:
        assert not list(_formulas(content))
        assert back.title == "=Plan"


@pytest.mark.parametrize("before", ["\n", " ", "\t", "\r\n", "\u00a0", "\u3000", " \n "])
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_a_formula_with_something_before_it_is_none_either(before: str, sign: str) -> None:
    cell = cells.safe(f"{before}{sign}HYPERLINK(1)")
    assert cell.startswith("'")
    assert cells.plain(cell) == f"{before}{sign}HYPERLINK(1)"


def test_control_characters_are_left_out_of_every_format() -> None:
    plan = PlanFile("Plan", date(2027, 1, 4), holidays=())
    plan.tasks = [FileTask(1, "Dr\x07aft", 3, "1")]

    for form in ("mspdi", "csv", "xlsx"):
        assert formats.read(WRITERS[form](plan), "f", plan.start_on).tasks[0].name == "Draft"


def test_the_template_can_be_imported() -> None:
    plan = formats.read(xlsx_file.template(), "template.xlsx")

    assert [task.duration_days for task in plan.tasks] == [10, 5]
    assert plan.links == [FileLink(1, 2, "FS")]
    assert replace(plan.tasks[0], name="x").owners == ("State PM",)


def _formulas(content: bytes) -> list[object]:
    from io import BytesIO

    from openpyxl import load_workbook

    book = load_workbook(BytesIO(content))
    return [
        cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
