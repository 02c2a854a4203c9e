"""`flask directives`: list, add, retire, merge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workplan.extensions import db
from workplan.services.tasks import directives

if TYPE_CHECKING:
    from click.testing import Result

    from support.ground.office import Office


def run(office: Office, *arguments: str) -> Result:
    return office.app.test_cli_runner().invoke(args=["directives", *arguments])


def test_one_is_added_listed_and_retired(office: Office) -> None:
    added = run(office, "add", "EO 14268", "--title", "Foreign sales", "--signed", "2026-08-10")
    assert added.output == "Added EO 14268, signed 10 Aug 2026.\n"
    lines = run(office, "list").output.splitlines()[2:]
    assert lines[0].startswith("EO 14268")
    assert lines[0].endswith("in force")
    assert "no new plan carries it out" in run(office, "retire", "EO 14268").output
    assert "EO 14268" not in run(office, "list").output
    assert "EO 14268" in run(office, "list", "--all").output


def test_a_double_is_merged(office: Office) -> None:
    run(office, "add", "NSPM 10", "--title", "Again", "--signed", "2026-08-03")
    result = run(office, "merge", "NSPM 10", "NSPM-10")
    assert result.exit_code == 0, result.output
    db.session.rollback()
    double = directives.by_citation(db.session(), "NSPM 10")
    assert double.merged_into_id == directives.by_citation(db.session(), "NSPM-10").id
    assert "double of NSPM-10" in run(office, "list", "--all").output


def test_bad_input_is_one_sentence(office: Office) -> None:
    result = run(office, "retire", "EO 0")
    assert result.exit_code == 1
    assert result.output.startswith("Error: There is no directive “EO 0”")
