"""What closes a task: criteria that are ticked or explained, and evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import Evidence
from support.record.tasks.claiming import DONE, FRIDAY, LATER, MONDAY, claim, the_task
from support.web.refusals import refused
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.changes.undoing import undo
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reporting import status_reports
from workplan.services.reporting.endings import acceptance, claims, closing
from workplan.services.reporting.endings.closing import Terms

if TYPE_CHECKING:
    from support.ground.office import Office


def test_each_closing_criterion_is_ticked_or_explained(checked: Office) -> None:
    task, lead = the_task(), checked.people["other_lead"]
    terms = Terms(("It is signed", "It is published"))
    closing.set_terms(Change(checked.coordinator, MONDAY), task.id, 0, terms)
    with refused(InvalidInput, "It is signed"):
        status_reports.report(Change(lead, FRIDAY), task.id, task.version, DONE)
    said = [(True, ""), (False, "On Monday")]
    status_reports.report(Change(lead, FRIDAY), task.id, task.version, DONE, criteria=said)
    found = claims.open_claim(db.session(), task.id)
    assert found is not None
    assert [(a["criterion"], a["is_met"], a["why"]) for a in found.answers] == [
        ("It is signed", True, ""),
        ("It is published", False, "On Monday"),
    ]
    with refused(InvalidInput, "It is published"):
        acceptance.accept(Change(checked.coordinator, LATER), found.id, {0})
    acceptance.accept(Change(checked.coordinator, LATER), found.id, {0}, "It will be")
    db.session.expire_all()
    assert [answer["seen"] for answer in found.answers] == [True, False]


def test_evidence_is_demanded_where_the_task_says_so(checked: Office) -> None:
    task, lead = the_task(), checked.people["other_lead"]
    closing.set_terms(Change(checked.coordinator, MONDAY), task.id, 0, Terms(needs_evidence=True))
    with refused(InvalidInput, "evidence"):
        status_reports.report(Change(lead, FRIDAY), task.id, task.version, DONE)
    assert checked.task(task.id).is_open


def test_what_an_earlier_claim_showed_is_no_evidence_of_the_next(checked: Office) -> None:
    task, lead = the_task(), checked.people["other_lead"]
    closing.set_terms(Change(checked.coordinator, MONDAY), task.id, 0, Terms(needs_evidence=True))
    with writing() as session:
        session.add(
            Evidence(task_id=task.id, added_by_id=lead.id, added_at=MONDAY, name="Letter", url="x")
        )
    found = claim(checked)
    acceptance.send_back(Change(checked.coordinator, LATER), found.id, "It is not signed")
    with refused(InvalidInput, "earlier claim"):
        status_reports.report(Change(lead, LATER), task.id, the_task().version, DONE)


def test_closing_criteria_that_were_changed_since_are_not_undone_over(checked: Office) -> None:
    task, change = the_task(), Change(checked.coordinator, MONDAY)
    closing.set_terms(change, task.id, 0, Terms(("It is signed",)))
    first = checked.last_seq()
    more = Terms(("It is signed", "It is sent"), needs_evidence=True)
    closing.set_terms(Change(checked.coordinator, FRIDAY), task.id, 1, more)
    with refused(InvalidInput, "changed the closing criteria again"):
        undo.undo(Change(checked.coordinator, LATER), first)
    undo.undo(Change(checked.coordinator, LATER), checked.last_seq())
    undo.undo(Change(checked.coordinator, LATER), first)
    assert Terms.of(claims.terms_of(db.session(), task.id)) == Terms()
