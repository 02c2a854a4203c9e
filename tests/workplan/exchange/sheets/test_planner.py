"""The two workbooks that Planner saves come in as they are."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook

from workplan.cli import sheet_files
from workplan.exchange.planfile import FileLink

if TYPE_CHECKING:
    from pathlib import Path

    from workplan.exchange.planfile import PlanFile

BASIC = (
    ("Plan name", "Transfer policy"),
    ("Plan ID", "abc"),
    ("Date of export", "11/28/2026"),
    (),
    ("Task ID", "Task Name", "Bucket Name", "Progress", "Priority", "Assigned To", "Created By",
     "Created Date", "Start date", "Due date", "Is Recurring", "Late", "Completed Date",
     "Completed By", "Completed Checklist Items", "Checklist Items", "Labels", "Description"),
    ("x1", "Draft", "Policy", "In progress", "Urgent", "Ana Ruiz;Bo Li", "Cy", "11/01/2026",
     "01/04/2027", "01/29/2027", "false", "false", "", "", "0/2", "a;b", "Red", "Words"),
    ("x2", "Clear", "Policy", "Not started", "Medium", "", "Cy", "11/01/2026",
     "", "02/19/2027", "false", "false", "", "", "", "", "", ""),
    ("x3", "Publish", "Outreach", "Completed", "Low", "Ana Ruiz", "Cy", "11/01/2026",
     "01/04/2027", "01/08/2027", "false", "false", "01/07/2027", "Ana Ruiz", "", "", "", ""),
)  # fmt: skip
PREMIUM = (
    ("Project name", "Transfer policy"),
    ("Start", "1/4/2027"),
    ("Export date", "11/28/2026"),
    (),
    ("Task number", "Outline number", "Name", "Assigned to", "Start", "Finish", "Duration",
     "Bucket", "% complete", "Priority", "Depends on", "Dependents (after)", "Effort",
     "Milestone", "Notes"),
    (1, "1", "Develop", "", "1/4/2027 8:00 AM", "1/29/2027 5:00 PM", "20 days", "Policy", 0.25,
     "Medium", "", "", "160 hours", "No", ""),
    (2, "1.1", "Draft", "Ana Ruiz", "1/4/2027 8:00 AM", "1/15/2027 5:00 PM", "10 days", "Policy",
     0.5, "Medium", "", "3FS", "80 hours", "No", ""),
    (3, "1.2", "Clear", "Bo Li", "1/18/2027 8:00 AM", "1/29/2027 5:00 PM", "10 days", "Policy", 0,
     "Medium", "2FS", "4FS", "80 hours", "No", "Hello"),
    (4, "2", "Published", "", "1/29/2027 5:00 PM", "1/29/2027 5:00 PM", "0 days", "Policy", 0,
     "Medium", "3FS", "", "0", "Yes", ""),
)  # fmt: skip


def read(tmp_path: Path, rows: tuple[tuple[Any, ...], ...]) -> PlanFile:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    path = tmp_path / "planner.xlsx"
    path.write_bytes(out.getvalue())
    return sheet_files.read(path)


def test_a_plan_of_planner_comes_in_with_suspenses_owners_and_progress(tmp_path: Path) -> None:
    draft, clear, publish = read(tmp_path, BASIC).tasks

    assert (draft.name, draft.start_on) == ("Draft", date(2027, 1, 4))
    assert draft.owners + tuple(name for name, _ in draft.supports) == ("Ana Ruiz", "Bo Li")
    assert (draft.deadline_on, draft.actual_start_on) == (date(2027, 1, 29), date(2027, 1, 4))
    assert (clear.deadline_on, clear.percent) == (date(2027, 2, 19), 0)
    assert publish.actual_finish_on == date(2027, 1, 7)
    assert "Bucket Name: Outreach" in publish.note


def test_a_premium_plan_comes_in_with_outline_dependencies_and_milestones(tmp_path: Path) -> None:
    plan = read(tmp_path, PREMIUM)

    assert [(t.uid, t.code, t.parent, t.duration_days) for t in plan.tasks] == [
        (1, "1", None, 0),
        (2, "1.1", 1, 10),
        (3, "1.2", 1, 10),
        (4, "2", None, 0),
    ]
    assert plan.links == [FileLink(2, 3, "FS"), FileLink(3, 4, "FS")]
    assert plan.tasks[1].percent == 50
