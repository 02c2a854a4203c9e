"""Every file of a plan holds all of it, or says at its head what it leaves out."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

import openpyxl
import pypdfium2
import pytest

from support.files.exported import exported
from support.files.merging import NOW, bring_in
from workplan.exchange.planfile import FileTask, PlanFile
from workplan.extensions import db
from workplan.services.pages.gantt.charts import chart_of
from workplan.services.pages.gantt.tasks import Hrefs
from workplan.services.pages.gantt.views import GanttView
from workplan.services.record import journal

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.ground.office import Office

COUNT = 2_500
MILESTONES = 25


@pytest.fixture
def large(office: Office) -> Any:
    """A plan of 2,500 tasks, 25 of them milestones."""
    plan = PlanFile("Large", date(2027, 3, 1), holidays=())
    plan.tasks = [
        FileTask(n, f"Work {n}", n % 100 and 1 + n % 9, code=f"T{n:04}", owners=("State PM",))
        for n in range(1, COUNT + 1)
    ]
    return office.plan(bring_in(office, plan))


def codes_in_json(content: bytes) -> list[str]:
    return [task["code"] for task in json.loads(content)["tasks"]]


def codes_in_xml(content: bytes) -> list[str]:
    tasks = content.decode().split("<Task>")[1:]
    return [code for task in tasks for code in re.findall(r"T\d{4}", task)[:1]]


def codes_in_csv(content: bytes) -> list[str]:
    return [row["Code"] for row in csv.DictReader(StringIO(content.decode("utf-8-sig")))]


def codes_in_xlsx(content: bytes) -> list[str]:
    sheet = openpyxl.load_workbook(BytesIO(content), read_only=True).worksheets[0]
    head, *rows = sheet.iter_rows(values_only=True)
    return [row[head.index("Code")] for row in rows]


def codes_in_pdf(content: bytes) -> list[str]:
    pages = pypdfium2.PdfDocument(content)
    texts = [page.get_textpage().get_text_range() for page in pages]
    assert all(f"Page {n} of {len(texts)}" in text for n, text in enumerate(texts, 1))
    return [code for text in texts for code in re.findall(r"T\d{4}", text)]


READERS: dict[str, Callable[[bytes], list[str]]] = {
    "json": codes_in_json,
    "mspdi": codes_in_xml,
    "csv": codes_in_csv,
    "xlsx": codes_in_xlsx,
    "pdf": codes_in_pdf,
}


def test_each_form_holds_every_task_once(large: Any) -> None:
    wanted = [f"T{n:04}" for n in range(1, COUNT + 1)]
    for form, read in READERS.items():
        content = exported(large, form, NOW)
        assert sorted(read(content)) == wanted, form


def test_a_calendar_says_that_it_holds_suspenses_and_milestones_only(large: Any) -> None:
    content = exported(large, "ics", NOW)
    text = content.decode().replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == MILESTONES
    head = text.partition("BEGIN:VEVENT")[0]
    assert "other tasks are not in a calendar" in head


def test_a_picture_says_which_tasks_it_shows(large: Any) -> None:
    chart = chart_of(db.session(), large, NOW, Hrefs(str, str), GanttView(page=2))
    text = chart.drawn(db.session(), "svg").decode()
    assert "rows 101 to 200 of 2,5" in text


@pytest.mark.parametrize("form", ["json", "mspdi", "xlsx", "pdf", "ics"])
def test_each_form_says_which_state_of_the_journal_it_shows(office: Office, form: str) -> None:
    content = exported(office.plan(), form, NOW)
    _, head = journal.head(db.session())
    texts = {
        "pdf": lambda: pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range(),
        "xlsx": lambda: str([*openpyxl.load_workbook(BytesIO(content))["Plan"].values]),
    }
    text = texts.get(form, lambda: content.decode().replace("\r\n ", ""))()
    assert f"head {head[:12]}" in text


def test_what_is_said_of_the_source_is_no_part_of_the_plan() -> None:
    plan = PlanFile("Plan", date(2027, 3, 1))
    assert plan == replace(plan, source="Source: another")
