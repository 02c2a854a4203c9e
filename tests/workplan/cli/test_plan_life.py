"""`flask plans new`, copy, stage, reopen, archive, delete, restore: the same services as pages."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Directive, Plan, Task
from support.ground.office import SLUG
from workplan.extensions import db

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from support.ground.office import Office

CORA = "coordinator@office.example"


def run(office: Office, *arguments: str) -> Result:
    db.session.rollback()
    result = office.app.test_cli_runner().invoke(args=["plans", *arguments])
    db.session.rollback()
    return result


def done(office: Office, *arguments: str) -> str:
    result = run(office, *arguments)
    assert result.exit_code == 0, result.output
    return result.output


def refused(office: Office, *arguments: str) -> str:
    result = run(office, *arguments)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.stderr.startswith("Error: ")
    return result.stderr


def new(office: Office, *more: str) -> str:
    return done(office, "new", "Export reform", "--coordinator", CORA, *more)


def test_a_plan_is_founded_for_its_coordinator(office: Office) -> None:
    said = new(office, "--start", "2027-01-04", "--directive", "NSPM-10", "--marking", "CUI")
    assert said == f"Founded /plans/export-reform, coordinated by {CORA}.\n"
    plan = office.plan("export-reform")
    assert (plan.start_on.isoformat(), plan.marking) == ("2027-01-04", "CUI")
    assert plan.directive_id is not None
    assert office.journal()[-2].actor_name == "Operator"


def test_what_cannot_be_is_one_sentence(office: Office) -> None:
    assert "No directive is called" in refused(
        office, "new", "Reform", "--coordinator", CORA, "--directive", "EO 1"
    )
    assert "Nobody here has the address" in refused(
        office, "new", "Reform", "--coordinator", "x@office.example"
    )
    assert "has or had" in refused(office, "new", "Reform", "--coordinator", CORA, "--slug", SLUG)


def test_a_copy_prints_the_days_that_it_carries(office: Office) -> None:
    office.add("1a", 5, office.plan().start_on)
    words = ("copy", SLUG, "Again", "--as", CORA, "--start", "2026-09-08")
    said = done(office, *words, "--dry-run")
    assert "2026-09-01" in said
    assert "2026-09-08" in said
    assert said.endswith("Nothing was saved.\n")
    assert done(office, *words, "--fixed", "decide").endswith("Copied to /plans/again.\n")
    assert "to be decided" in done(office, *words, "--fixed", "decide", "--dry-run")


def test_a_plan_goes_through_its_stages_and_is_reopened(office: Office) -> None:
    new(office)
    for stage in ("approved", "closed"):
        done(office, "stage", "export-reform", stage, "--as", CORA, "--reason", "Agreed")
    assert office.plan("export-reform").stage == "closed"
    said = done(office, "reopen", "export-reform", "--as", CORA, "--reason", "One was missed")
    assert said == "/plans/export-reform is approved again.\n"
    assert "does not follow" in refused(office, "stage", "export-reform", "approved", "--as", CORA)


def test_only_those_may_who_may_on_the_page(office: Office) -> None:
    assert "Only the plan's coordinator" in refused(
        office, "stage", SLUG, "closed", "--as", office.email("lead")
    )
    assert "There is no plan" in refused(office, "archive", SLUG, "--as", office.email("stranger"))
    assert "Nobody here has the email" in refused(office, "archive", SLUG, "--as", "nobody")


def test_a_closed_plan_is_archived_and_comes_back(office: Office) -> None:
    done(office, "stage", SLUG, "closed", "--as", CORA)
    assert done(office, "archive", SLUG, "--as", CORA) == f"/plans/{SLUG} is archived.\n"
    assert office.plan().archived_at is not None
    assert done(office, "archive", SLUG, "--as", CORA, "--take-back") == f"/plans/{SLUG} is back.\n"


def test_a_draft_is_deleted_listed_and_restored(office: Office) -> None:
    new(office)
    number = office.plan("export-reform").id
    assert f"flask plans restore {number}" in done(office, "delete", "export-reform", "--as", CORA)
    assert "Export reform" in done(office, "restore", "--as", CORA)
    assert done(office, "restore", str(number), "--as", CORA) == "/plans/export-reform is back.\n"
    assert done(office, "restore", "--as", CORA) == "No deleted draft.\n"
    assert db.session.get_one(Plan, number).removed_at is None


def test_the_directive_is_named_later_and_dates_what_counts_from_its_signature(
    office: Office, tmp_path: Path
) -> None:
    sheet = tmp_path / "mine.csv"
    sheet.write_text("No,Task,Start,Due\n1,Draft,2026-10-05,signed+60\n", encoding="utf-8")
    said = done(office, "import", str(sheet), "--coordinator", CORA, "--slug", "mine")
    assert "1 of the suspenses count from the signature of a directive, and none is named" in said
    assert "Or give: plans directive mine CITATION --as EMAIL" in said
    of_mine = select(Task.due_on).join(Plan, Plan.id == Task.plan_id).where(Plan.slug == "mine")
    assert db.session.scalars(of_mine).all() == [None]

    said = done(office, "directive", "mine", "NSPM-10", "--as", CORA)

    signed_on = db.session.scalars(
        select(Directive.signed_on).where(Directive.citation == "NSPM-10")
    ).one()
    assert said == "/plans/mine carries out NSPM-10; 1 task rescheduled.\n"
    assert db.session.scalars(of_mine).all() == [signed_on + timedelta(days=60)]
