"""`flask directives`: list, add, change, retire, restore, merge, read."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

from models import Objective
from support.ground.moments import washington
from support.ground.office import SLUG
from workplan.calendars.spans import days
from workplan.cli.directives import group
from workplan.extensions import db
from workplan.services.record.change import Change
from workplan.services.structure import objectives
from workplan.services.structure.objectives import ObjectiveFields
from workplan.services.tasks.directive import directives
from workplan.services.tasks.directive.directive_columns import DirectiveFields, fields_of
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from support.ground.office import Office


def run(office: Office, *arguments: str) -> Result:
    return office.app.test_cli_runner().invoke(args=["directives", *arguments])


def stored(citation: str) -> DirectiveFields:
    db.session.rollback()
    return fields_of(directives.by_citation(db.session(), citation))


def test_there_is_a_command_for_whatever_the_pages_do(office: Office) -> None:
    pages = {rule.endpoint for rule in office.app.url_map.iter_rules()}
    on_pages = {name.removeprefix("directives.") for name in pages if "directives." in name}
    assert on_pages == {"index", "add", "show", "edit", "retire", "restore", "merge", "follow"}
    commands = {"list", "add", "change", "retire", "restore", "merge", "follow", "read"}
    assert set(group.commands) == commands


def test_what_became_of_an_objective_is_said_by_its_number(office: Office) -> None:
    change = Change(office.coordinator, washington(2026, 9, 2))
    objectives.add(change, SLUG, [ObjectiveFields("9", "Sell more")])
    run(office, "add", "EO 14268", "--title", "Foreign sales", "--signed", "2026-08-10")
    order = directives.by_citation(db.session(), "EO 14268").id
    db.session.add(Objective(directive_id=order, code="A", statement="Sell faster"))
    db.session.commit()
    run(office, "change", "NSPM-10", "--superseded", "2026-09-01", "--by", "EO 14268")
    told = run(office, "follow", "NSPM-10", "9", "A")
    assert told.output == "Objective 9 of NSPM-10: Carried over as A of EO 14268.\n"
    assert run(office, "follow", "NSPM-10", "9", "dropped").output.endswith(": Dropped.\n")
    assert run(office, "follow", "NSPM-10", "9", "unsaid").output.endswith(": Not said.\n")
    assert "has no objective B" in run(office, "follow", "NSPM-10", "9", "B").output


def test_one_is_changed_superseded_and_in_force_again(office: Office) -> None:
    run(office, "add", "EO 14268", "--title", "Foreign sales", "--signed", "2026-08-10")
    changed = run(office, "change", "EO 14268", "--title", "Sales", "--signed", "2026-08-11")
    assert changed.output == "Changed EO 14268, signed 11 Aug 2026: Sales.\n"
    run(office, "change", "EO 14268", "--superseded", "2026-09-01", "--by", "NSPM-10")
    successor = directives.by_citation(db.session(), "NSPM-10").id
    assert stored("EO 14268").superseded_by_id == successor
    run(office, "change", "EO 14268", "--by", "A statute", "--citation", "E.O. 14268")
    found = stored("E.O. 14268")
    assert (found.superseded_on, found.superseded_by) == (date(2026, 9, 1), "A statute")
    assert found.superseded_by_id is None
    run(office, "change", "E.O. 14268", "--in-force")
    assert stored("E.O. 14268") == DirectiveFields("E.O. 14268", "Sales", date(2026, 8, 11))
    entry = office.journal()[-1]
    assert (entry.verb, entry.door) == ("directive.changed", "cli")


def test_another_day_of_signature_moves_what_counts_from_it(office: Office) -> None:
    rule = SuspenseRule("signed", within=days(60))
    task = office.add("1a", 1, rule)
    before, since = office.task(task).due_on, office.last_seq()
    signed = stored("NSPM-10").signed_on + timedelta(days=31)
    assert run(office, "change", "NSPM-10", "--signed", signed.isoformat()).exit_code == 0
    assert before is not None
    assert (office.task(task).due_on or before) > before
    assert {e.verb for e in office.journal(since)} >= {"directive.changed", "plan.directive_moved"}


def test_nothing_given_and_both_at_once_are_said(office: Office) -> None:
    nothing = run(office, "change", "NSPM-10")
    assert (nothing.exit_code, "Nothing to change" in nothing.output) == (2, True)
    both = run(office, "change", "NSPM-10", "--in-force", "--by", "A statute")
    assert (both.exit_code, "not both" in both.output) == (2, True)
    assert "no directive “EO 0”" in run(office, "restore", "EO 0").output


def test_one_is_added_listed_and_retired(office: Office) -> None:
    added = run(office, "add", "EO 14268", "--title", "Foreign sales", "--signed", "2026-08-10")
    assert added.output == "Added EO 14268, signed 10 Aug 2026.\n"
    lines = run(office, "list").output.splitlines()[2:]
    assert lines[0].startswith("EO 14268")
    assert lines[0].endswith("in force")
    assert "no new plan carries it out" in run(office, "retire", "EO 14268").output
    assert "EO 14268" not in run(office, "list").output
    assert "EO 14268" in run(office, "list", "--all").output
    assert run(office, "restore", "EO 14268").output == "EO 14268 is in use again.\n"
    assert "EO 14268" in run(office, "list").output
    assert "is in use" in run(office, "restore", "EO 14268").output


def test_a_double_is_merged(office: Office) -> None:
    run(office, "add", "NSPM 10", "--title", "Again", "--signed", "2026-08-03")
    result = run(office, "merge", "NSPM 10", "NSPM-10", "--reason", "Typed twice")
    assert result.exit_code == 0, result.output
    db.session.rollback()
    double = directives.by_citation(db.session(), "NSPM 10")
    assert double.merged_into_id == directives.by_citation(db.session(), "NSPM-10").id
    assert office.journal()[-1].reason == "Typed twice"
    assert "double of NSPM-10" in run(office, "list", "--all").output


def test_bad_input_is_one_sentence(office: Office) -> None:
    result = run(office, "retire", "EO 0")
    assert result.exit_code == 1
    assert result.output.startswith("Error: There is no directive “EO 0”")


ORDER = """Sec. 2. Work. (a) Within 30 days of the date of this order, the Secretary of State shall
draft a plan.

(b) Agencies shall keep records every year. The records shall be short. They shall be true.

(c) The Secretary of War may help.

January 5, 2026.
"""


def test_what_a_directive_orders_is_read_from_a_file(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "order.txt"
    file.write_text(ORDER, encoding="utf-8")
    shown = run(office, "read", str(file)).output
    assert "Secretary of State" in shown
    assert "4 Feb 2026" in shown
    assert "every year" in shown
    read = json.loads(run(office, "read", str(file), "--signed", "2026-02-01", "--json").output)
    assert [t["section"] for t in read["taskers"]] == ["2(a)", "2(b)"]
    assert read["taskers"][0]["due"] == {"rule": "signed_plus", "days": 30}
    assert read["taskers"][0]["directed_on"] == "2026-03-03"
    assert {left["section"]: left["why"] for left in read["not_taskers"]}["2(c)"]


def test_a_file_that_cannot_be_read_says_the_way_out(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(b"%PDF-1.7 broken")
    refused = run(office, "read", str(file))
    assert refused.exit_code == 1
    assert "or paste its text" in refused.output
