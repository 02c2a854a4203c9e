"""A newer file that says who leads: nobody keeps or gets a task that they may not have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from models import Handover, Notice, Plan
from support.files.merging import NOW, file_of, merge
from support.ground.office import SLUG
from support.record.tasks.standing import stored
from workplan.extensions import db
from workplan.services.accounts.membership import memberships
from workplan.services.changes.undoing.undo import undo
from workplan.services.coordination import handovers
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.tasks.task_fields import fields_of

if TYPE_CHECKING:
    from support.ground.office import Office
    from workplan.exchange.planfile import PlanFile

OPERATOR = Actor(None, "Operator", "cli")


def led_by(office: Office, task_id: int, *labels: str) -> PlanFile:
    """Return the plan's file with a task led by other agencies."""
    whole, uid = file_of(office), office.task(task_id).uid
    tasks = [replace(t, owners=labels) if t.uid == uid else t for t in whole.tasks]
    return replace(whole, tasks=tasks)


def leads(office: Office, task_id: int) -> set[str]:
    codes = {number: code for code, number in office.agencies.items()}
    return {codes[one] for one in fields_of(db.session(), office.task(task_id)).leads}


def told(kind: str) -> list[int]:
    db.session.rollback()
    return [*db.session.scalars(select(Notice.user_id).where(Notice.kind == kind))]


def set_stage(stage: str) -> None:
    db.session.execute(update(Plan).where(Plan.slug == SLUG).values(stage=stage))
    db.session.commit()


def test_whoever_acts_for_no_lead_of_the_file_is_let_go_and_told(office: Office) -> None:
    set_stage("drafting")
    task = office.add("1a", assignee_id=office.contributor.id)
    before, since = stored(office, task), office.last_seq()

    merge(office, SLUG, led_by(office, task, "DSCA"))

    assert leads(office, task) == {"DSCA"}
    assert office.task(task).assignee_id is None
    assert told("taken") == [office.contributor.id]
    [entry] = [e for e in office.journal(since) if e.verb == "task.changed"]
    assert (entry.before or {})["assignee_id"] == office.contributor.id
    assert (entry.after or {})["assignee_id"] is None

    undo(Change(office.coordinator, NOW), since + 1)
    assert stored(office, task) == before


def test_a_joint_lead_that_the_file_drops_takes_its_people_and_its_offer_along(
    office: Office,
) -> None:
    task = office.add("1a", leads=("PM", "DOD"), assignee_id=office.contributor.id)
    handovers.propose(Change(office.lead, NOW), task, office.agencies["DSCA"], "")
    since = office.last_seq()

    merge(office, SLUG, led_by(office, task, "DoD"))

    assert leads(office, task) == {"DOD"}
    assert office.task(task).assignee_id is None
    assert [offer.state for offer in db.session.scalars(select(Handover))] == ["withdrawn"]
    [entry] = [e for e in office.journal(since) if e.verb == "task.offer_withdrawn"]
    assert (entry.subject_id, entry.cause_seq) == (task, since + 1)

    undo(Change(office.coordinator, NOW), since + 1)
    assert leads(office, task) == {"PM", "DOD"}
    assert office.task(task).assignee_id == office.contributor.id


def test_an_offer_stands_whose_giver_still_leads(office: Office) -> None:
    task = office.add("1a", leads=("PM", "DOD"))
    handovers.propose(Change(office.lead, NOW), task, office.agencies["DSCA"], "")
    merge(office, SLUG, led_by(office, task, "State PM"))
    assert [offer.state for offer in db.session.scalars(select(Handover))] == ["proposed"]


def test_what_comes_back_is_led_as_it_was_here_until_another_agency_accepts(
    office: Office,
) -> None:
    task = office.add("1a")
    newer = led_by(office, task, "DSCA")
    office.remove(task)

    merge(office, SLUG, newer)

    assert office.task(task).removed_at is None
    assert leads(office, task) == {"PM"}
    assert merge(office, SLUG, newer).is_empty


def test_what_comes_back_in_drafting_is_led_as_the_file_says(office: Office) -> None:
    set_stage("drafting")
    task = office.add("1a", assignee_id=office.contributor.id)
    newer = led_by(office, task, "DSCA")
    office.remove(task)

    merge(office, SLUG, newer)

    assert leads(office, task) == {"DSCA"}
    assert office.task(task).assignee_id is None
    assert told("taken") == [office.contributor.id]


def test_what_comes_back_is_not_in_the_hands_of_whoever_left(office: Office) -> None:
    task = office.add("1a", assignee_id=office.contributor.id)
    whole = file_of(office)
    office.remove(task)
    memberships.leave(Change(OPERATOR, NOW), office.email("contributor"), SLUG)
    since = office.last_seq()

    merge(office, SLUG, whole)

    assert office.task(task).assignee_id is None
    undo(Change(office.coordinator, NOW), since + 1)
    assert office.task(task).removed_at is not None
