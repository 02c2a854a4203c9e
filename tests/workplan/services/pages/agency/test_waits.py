"""What others wait for from an agency: answers, offers, ends of tasks, its own part in theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.ground.moments import washington
from support.ground.office import SLUG
from workplan.extensions import db
from workplan.services.coordination import handovers, support_lines, update_requests
from workplan.services.pages.agency import waits as agency_waits
from workplan.services.record.change import Change
from workplan.services.structure.task import dependencies
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks.states import day_of

if TYPE_CHECKING:
    from support.ground.office import Office
    from workplan.services.pages.agency.waits import Waits

NOW = washington(2026, 9, 2, 12)


def waits(office: Office, code: str) -> Waits:
    plan = office.plan(SLUG)
    days = {plan.id: day_of(db.session(), plan, NOW)}
    return agency_waits.waits_of(db.session(), days, frozenset({office.agencies[code]}))


def test_nobody_waits_for_anything_at_first(office: Office) -> None:
    assert waits(office, "PM").total == 0


def test_all_four_kinds_are_told(office: Office) -> None:
    pm = office.agencies["PM"]
    ours = office.add("1a")
    theirs = office.add("1b", leads=("DSCA",), supports=((pm, "clear"),))
    update_requests.ask(Change(office.coordinator, NOW), ours, NOW.date(), "How is it?")
    handovers.propose(Change(office.other_lead, NOW), theirs, pm, "Yours?")
    dependencies.add(Change(office.coordinator, NOW), theirs, DependencyFields(ours))
    found = waits(office, "PM")
    assert [(row.code, row.by) for row in found.asked] == [("1a", "Cora Diaz")]
    assert [(row.code, row.giver) for row in found.offered] == [("1b", "DSCA")]
    assert [(row.code, row.first_code, by) for row, by in found.blocked] == [("1b", "1a", "DSCA")]
    assert [(row.code, row.role, row.status) for row in found.supported] == [("1b", "clear", None)]
    assert waits(office, "DSCA").total == 0


def test_what_is_done_is_waited_for_no_more(office: Office) -> None:
    pm = office.agencies["PM"]
    theirs = office.add("1b", leads=("DSCA",), supports=((pm, "clear"),))
    support_lines.say(Change(office.lead, NOW), theirs, pm, "done", "")
    assert waits(office, "PM").total == 0
