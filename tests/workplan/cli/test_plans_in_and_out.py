"""`flask plans import`, `export` and `schedule --set`, as an operator uses them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from models import JournalEntry, Plan, Task
from support.ground.office import SLUG
from support.ground.places import FILE_CASES as CASES
from workplan.exchange import formats
from workplan.extensions import db

if TYPE_CHECKING:
    from click.testing import Result

    from support.ground.office import Office

TABLE = "UID,Name,Duration,Predecessors,Agencies\n1,Draft,3,,State PM\n2,Clear,2,1,Nobody\n"


def run(office: Office, *arguments: str | Path) -> Result:
    """Return what a command answers; the database is read anew afterwards."""
    assert office.app is not None
    result = office.app.test_cli_runner().invoke(args=["plans", *map(str, arguments)])
    db.session.rollback()
    return result


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A plan of two tasks in CSV."""
    path = tmp_path / "brought in.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def imported(office: Office, table: Path, *options: str) -> Result:
    coordinator = office.email("coordinator")
    return run(
        office, "import", table, "--coordinator", coordinator, "--start", "2027-01-04", *options
    )


def test_an_import_says_what_became_of_the_file(office: Office, table: Path) -> None:
    result = imported(office, table)

    assert result.exit_code == 0, result.output
    assert "Saved /plans/brought-in: 2 tasks, 1 links." in result.stdout
    assert "no agency has the name: Nobody" in result.stdout
    assert office.plan("brought-in").stage == "drafting"


def test_a_dry_run_says_the_same_and_saves_nothing(office: Office, table: Path) -> None:
    before = office.last_seq()

    result = imported(office, table, "--dry-run")

    assert "Would save /plans/brought-in: 2 tasks, 1 links." in result.stdout
    assert office.last_seq() == before
    assert db.session.scalar(select(Plan.id).where(Plan.slug == "brought-in")) is None


def test_a_name_is_mapped_to_an_agency(office: Office, table: Path) -> None:
    result = imported(office, table, "--agency", "Nobody=DSCA", "--slug", "mapped")

    assert "no agency has the name" not in result.stdout
    assert office.plan("mapped").title == "brought in"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--coordinator", "nobody@example.gov"), "Nobody here has the email"),
        ((), "Give --coordinator EMAIL"),
        (("--agency", "Nobody=NOWHERE"), "There is no agency with the code “NOWHERE”"),
        (("--slug", SLUG), "There is a plan “arms” already"),
        (("--slug", "import"), "is the address of a page"),
    ],
)
def test_a_bad_wish_is_answered_in_one_sentence(
    office: Office, table: Path, options: tuple[str, ...], words: str
) -> None:
    who = () if options[:1] in ((), ("--coordinator",)) else (
        "--coordinator", office.email("coordinator"),
    )  # fmt: skip
    before = office.last_seq()

    result = run(office, "import", table, "--start", "2027-01-04", *who, *options)

    assert result.exit_code != 0
    assert isinstance(result.exception, SystemExit)
    assert words in result.stderr
    assert office.last_seq() == before


def test_a_newer_file_is_merged_and_its_changes_are_named(office: Office, table: Path) -> None:
    imported(office, table)
    table.write_text(TABLE.replace("Draft,3", "Draft,8") + "3,Publish,1,2,DSCA\n")

    tried = imported(office, table, "--into", "brought-in", "--dry-run")
    assert "Would change:" in tried.stdout
    assert "changed: 1 Draft: duration_days 3 → 8" in tried.stdout
    result = imported(office, table, "--into", "brought-in")

    assert "Changed:" in result.stdout
    assert "added: 3 Publish" in result.stdout
    assert "Nothing differs." in imported(office, table, "--into", "brought-in").stdout


@pytest.mark.parametrize("form", ["json", "mspdi", "csv", "xlsx", "ics", "pdf"])
def test_a_plan_is_written_to_a_file(office: Office, tmp_path: Path, form: str) -> None:
    office.add("1a", 5)
    out = tmp_path / "out"

    result = run(office, "export", SLUG, "--format", form, "--out", out)

    assert result.exit_code == 0, result.output
    content = out.read_bytes()
    assert f"({len(content):,} bytes)" in result.stdout
    if form not in ("ics", "pdf"):
        assert "Draft part 1a" in {task.name for task in formats.read(content).tasks}


def test_what_if_prints_only_what_would_move(office: Office, table: Path) -> None:
    imported(office, table)
    before = office.last_seq()

    result = run(office, "schedule", "brought-in", "--set", "1.duration_days=5")

    assert result.exit_code == 0, result.output
    rows = result.stdout.splitlines()
    assert [row.split()[0] for row in rows[2:]] == ["1", "2"]
    assert all("2 working days later" in row for row in rows[2:])
    assert office.last_seq() == before
    assert (
        "Nothing would move." in run(office, "schedule", "brought-in", "--set", "1.name=X").stdout
    )


def test_a_wish_for_an_unknown_task_is_refused(office: Office, table: Path) -> None:
    imported(office, table)

    result = run(office, "schedule", "brought-in", "--set", "99.duration_days=5")

    assert result.exit_code != 0
    assert "No task has the uid or code “99”" in result.stderr


def test_a_plan_is_restored_with_its_history_and_needs_no_coordinator(
    office: Office, tmp_path: Path
) -> None:
    office.add("1a", 5)
    out = tmp_path / "plan.json"
    run(office, "export", SLUG, "--format", "json", "--out", out)
    entries = len(json.loads(out.read_text())["archive"]["tables"]["journal"])

    result = run(office, "import", out, "--slug", "again")

    assert f"restored with its {entries} journal entries" in result.stdout
    plan = office.plan("again")
    kept = select(func.count(JournalEntry.seq)).where(JournalEntry.plan_id == plan.id)
    assert db.session.scalar(kept) == entries + 1
    tasks = select(Task.code).where(Task.plan_id == plan.id)
    assert set(db.session.scalars(tasks)) <= {t.code for t in formats.read(out.read_bytes()).tasks}


def test_without_its_history_a_plan_is_new(office: Office, tmp_path: Path) -> None:
    office.add("1a", 5)
    out = tmp_path / "plan.json"
    run(office, "export", SLUG, "--format", "json", "--out", out)

    result = run(office, "import", out, "--slug", "anew", "--no-history",
                 "--coordinator", office.email("coordinator"))  # fmt: skip

    assert "an operator restores" in result.stdout
    assert office.plan("anew").stage == "drafting"


def test_a_moved_start_is_the_first_line_of_a_merge(office: Office) -> None:
    me = ("--coordinator", office.email("coordinator"))
    before, after = (
        CASES / "field" / f"merge-moved-start-{name}.xml" for name in ("before", "after")
    )
    run(office, "import", before, *me, "--slug", "chain")

    tried = run(office, "import", after, *me, "--into", "chain", "--dry-run")
    saved = run(office, "import", after, *me, "--into", "chain")

    words = "Plan start 1 Mar → 15 Mar 2027; 3 tasks move 10 working days later."
    assert [tried.stdout.splitlines()[0], saved.stdout.splitlines()[0]] == [words, words]
    assert office.plan("chain").start_on.isoformat() == "2027-03-15"
    again = run(office, "import", after, *me, "--into", "chain")
    assert again.stdout == "Nothing differs.\n"


def test_a_table_without_a_start_goes_into_a_plan_that_has_one(office: Office, table: Path) -> None:
    imported(office, table)
    table.write_text(TABLE.replace("Draft,3", "Draft,4"), encoding="utf-8")
    me = ("--coordinator", office.email("coordinator"), "--into", "brought-in")

    result = run(office, "import", table, *me)

    assert "changed: 1 Draft: duration_days 3 → 4" in result.stdout


def test_what_was_added_here_is_asked_about_by_the_command(office: Office, tmp_path: Path) -> None:
    older = tmp_path / "older.json"
    run(office, "export", SLUG, "--format", "json", "--out", older)
    uid = office.task(office.add("A5", 4)).uid
    me = ("--coordinator", office.email("coordinator"), "--into", SLUG)

    with office.as_draft():
        asked = run(office, "import", older, *me)
        gone = run(office, "import", older, *me, "--remove", str(uid))

    assert f"To take it out, give --remove {uid}." in asked.stdout
    assert "  removed: A5 Draft part A5" in gone.stdout


@pytest.mark.parametrize("command", ["import", "schedule"])
def test_a_file_without_a_task_is_one_sentence(office: Office, command: str) -> None:
    me = ("--coordinator", office.email("coordinator")) if command == "import" else ()

    result = run(office, command, CASES / "files" / "04-no-tasks.xml", *me)

    assert result.exit_code == 1
    assert result.stderr.endswith("Error: The file holds no task, so there is no plan in it.\n")


@pytest.mark.parametrize("name", ["01", "02", "03", "07", "08", "11", "12", "13", "mspdi-lags"])
def test_the_report_the_file_and_the_saved_plan_have_the_same_dates(
    office: Office, name: str
) -> None:
    [path] = [p for folder in ("files", "field") for p in (CASES / folder).glob(f"{name}*")]
    me = ("--coordinator", office.email("coordinator"), "--slug", "case")

    of_file = json.loads(run(office, "schedule", path).stdout)["expected"]
    saved = run(office, "import", path, *me)
    of_plan = json.loads(run(office, "schedule", "case").stdout)["expected"]

    assert saved.exit_code == 0, saved.output
    assert of_plan == of_file
    rows = db.session.execute(
        select(Task.uid, Task.start_on, Task.finish_on).where(
            Task.plan_id == office.plan("case").id
        )
    )
    stored = {str(row.uid): [str(row.start_on), str(row.finish_on)] for row in rows}
    dates = {uid: [day.strip("SE") for day in row[:2]] for uid, row in of_file.items()}
    assert {uid: stored[uid] for uid in dates} == dates
