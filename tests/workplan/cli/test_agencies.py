"""`flask agencies`: list, add, change, retire, restore, merge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workplan.extensions import db
from workplan.services.people import agencies

if TYPE_CHECKING:
    from click.testing import Result

    from support.ground.office import Office


def run(office: Office, *arguments: str, typed: str = "") -> Result:
    return office.app.test_cli_runner().invoke(args=["agencies", *arguments], input=typed)


def test_they_are_listed_each_bureau_below_its_department(office: Office) -> None:
    result = run(office, "list")
    assert result.exit_code == 0, result.output
    lines = [line.split("  ")[0] for line in result.output.splitlines()[2:]]
    assert lines == ["DOD", "DSCA", "STATE", "PM"]


def test_one_is_added_changed_retired_and_restored(office: Office) -> None:
    added = run(office, "add", "doe", "--label", "Energy", "--name", "Department of Energy")
    assert added.output == "Added DOE: Energy, Department of Energy.\n"
    changed = run(office, "change", "DOE", "--label", "DoE", "--domain", "doe.gov")
    assert changed.output == "Changed DOE: DoE, Department of Energy.\n"
    assert "nobody chooses it" in run(office, "retire", "DOE").output
    assert "DOE" not in run(office, "list").output
    assert "retired" in run(office, "list", "--all").output
    assert "in use again" in run(office, "restore", "DOE").output
    entry = office.journal()[-1]
    assert (entry.verb, entry.actor_name, entry.door) == ("agency.restored", "Operator", "cli")


def test_bad_input_is_one_sentence(office: Office) -> None:
    result = run(office, "add", "PM", "--label", "x", "--name", "x")
    assert result.exit_code == 1
    assert result.output.startswith("Error: An agency has the code PM already")
    assert run(office, "change", "PM").exit_code == 2
    assert "There is no agency" in run(office, "retire", "NOBODY").output


def test_a_merge_asks_for_the_code(office: Office) -> None:
    assert run(office, "merge", "PM", "DSCA", typed="no\n").exit_code == 1
    result = run(office, "merge", "PM", "DSCA", typed="PM\n")
    assert result.exit_code == 0, result.output
    assert "PM is part of DSCA now" in result.output
    db.session.rollback()
    assert agencies.by_code(db.session(), "PM").merged_into_id == office.agencies["DSCA"]
    assert "merged into DSCA" in run(office, "list", "--all").output
