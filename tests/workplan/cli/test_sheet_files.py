"""`flask plans import` of a sheet that somebody made, in one step."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.ground.places import FILE_CASES
from tests.workplan.exchange.sheets.made import comma, xlsx

if TYPE_CHECKING:
    from click.testing import Result

    from support.ground.office import Office

ROWS = "What|Next|Begin\nA|Draft|1/5/2027\nB|Clear|2/5/2027\n"


def imported(office: Office, path: Path, *options: str) -> Result:
    """Return what an import that saves nothing says."""
    assert office.app is not None
    start = () if "--start" in options else ("--start", "2027-01-04")
    person = office.email("coordinator")
    arguments = ["plans", "import", str(path), "--coordinator", person, "--dry-run", *start]
    return office.app.test_cli_runner().invoke(args=[*arguments, *options])


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A sheet of which the proposal is wrong."""
    path = tmp_path / "mine.csv"
    path.write_bytes(comma(ROWS))
    return path


def test_the_table_that_project_exports_comes_in_with_its_own_dates(office: Office) -> None:
    [path] = (FILE_CASES / "files").glob("09*")

    result = imported(office, path)

    assert "Would save /plans/09-table-as-project-exports-it: 3 tasks, 2 links." in result.stdout
    assert "Every computed date is the file's own." in result.stdout


def test_what_the_columns_are_taken_for_is_said(office: Office, sheet: Path) -> None:
    said = "taken: Columns: A “What”: name of the task; B “Next”: keep with the notes; C “Begin”"

    assert said in imported(office, sheet).stdout
    assert said in imported(office, sheet, "--map", "auto").stdout


def test_a_column_is_mapped_by_its_heading_or_its_letters(office: Office, sheet: Path) -> None:
    for column in ("next", "B"):
        result = imported(office, sheet, "--map", f"name={column}", "--map", "note=What")
        assert "A “What”: note; B “Next”: name of the task; C “Begin”: start." in result.stdout


def test_the_order_of_days_is_said_or_chosen(office: Office, sheet: Path) -> None:
    assert "Dates such as 1/5/2027 have two readings." in imported(office, sheet).stdout
    result = imported(office, sheet, "--day-order", "day-first")
    assert "two readings" not in result.stdout
    assert "may not start before 1 May 2027" in result.stdout


def test_a_sheet_of_a_workbook_is_chosen(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "two.xlsx"
    path.write_bytes(xlsx(ROWS, "Task|Start\nTrain|=2027-01-05\n", names=("One", "Two")))

    assert "The sheet “One”." in imported(office, path, "--sheet", "one").stdout
    result = imported(office, path, "--sheet", "Three")
    assert result.exit_code == 1
    assert "There is no sheet “Three”. The file has “One”, “Two”." in result.stderr


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ("Task", '“Task” maps nothing. Write --map name="Task Name", or --map auto.'),
        ("nam=What", "“nam” is no field. Use one of number, wbs,"),
        ("name=Whom", "There is no column “Whom”. The columns are What, Next, Begin."),
        ("start=What", "No column is the name of the task."),
    ],
)
def test_a_slip_is_named_with_the_way_out(
    office: Office, sheet: Path, choice: str, words: str
) -> None:
    result = imported(office, sheet, "--map", choice)

    assert result.exit_code == 1
    assert words in result.stderr


def test_a_table_of_our_own_columns_is_read_as_ever(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "ours.csv"
    path.write_text("UID,Name,Duration\n1,Draft,3\n", encoding="utf-8")

    assert "Columns:" not in imported(office, path).stdout
    assert "Columns:" in imported(office, path, "--map", "auto").stdout


def test_a_schedule_of_a_sheet_has_the_dates_that_its_import_has(
    office: Office, sheet: Path
) -> None:
    assert office.app is not None
    result = office.app.test_cli_runner().invoke(args=["plans", "schedule", str(sheet)])

    expected = json.loads(result.stdout)["expected"]
    assert [expected[uid][0] for uid in ("2", "3")] == ["2027-01-05", "2027-02-05"]


def test_a_newer_sheet_is_merged_into_its_plan(office: Office, sheet: Path) -> None:
    assert office.app is not None
    run = office.app.test_cli_runner().invoke
    person = office.email("coordinator")
    made = run(args=["plans", "import", str(sheet), "--coordinator", person, "--slug", "mine"])
    assert made.exit_code == 0, made.output
    sheet.write_bytes(comma(ROWS.replace("Clear", "Clear all") + "C|Sign|3/5/2027\n"))

    result = run(
        args=["plans", "import", str(sheet), "--coordinator", person, "--into", "mine", "--dry-run"]
    )

    assert "added: 4 C" in result.stdout
    assert "changed: 3 B: note" in result.stdout


def test_a_sheet_without_headings_needs_the_letters_of_its_columns(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "bare.csv"
    path.write_bytes(comma("2027-01-05|Draft it\n2027-01-06|Clear it\n"))

    assert "No row looks like the headings of a plan." in imported(office, path).stderr
    result = imported(office, path, "--map", "name=B", "--map", "start=A")
    assert "2 tasks, 0 links" in result.stdout
