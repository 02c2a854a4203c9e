"""A coordinator gives a task to another agency: in drafting at once, later when it accepts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from support.ground.office import OTHER_SLUG, SLUG
from support.record.tasks.offering import (
    ACCEPT,
    NOW,
    OPERATOR,
    agencies,
    joined,
    owners,
    set_stage,
    the_offer,
    told,
)
from support.web.refusals import refused, refuses
from workplan.errors import NotAllowed
from workplan.extensions import db
from workplan.services.accounts.membership import memberships
from workplan.services.accounts.membership.memberships import MembershipFields
from workplan.services.changes import bulk_changes, previews
from workplan.services.changes.bulk_changes import BulkFields
from workplan.services.coordination import handovers, offers
from workplan.services.coordination.handovers import Decision
from workplan.services.record.change import Change
from workplan.services.structure.task import concurrent_edits, tasks
from workplan.services.tasks.task_fields import fields_of

if TYPE_CHECKING:
    from support.ground.office import Office


@pytest.mark.parametrize("stage", ["clearance", "approved", "implementing"])
def test_another_lead_waits_for_its_word_and_the_rest_is_saved(office: Office, stage: str) -> None:
    task = office.add("1a", assignee_id=office.contributor.id)
    set_stage(office, stage)

    office.change(task, leads=agencies(office, "DSCA"), name="Write the rule", duration_days=9)

    row = office.task(task)
    assert (row.name, row.duration_days) == ("Write the rule", 9)
    assert row.assignee_id == office.contributor.id
    assert owners(office, task) == {"PM": "lead"}
    offer = the_offer()
    assert offers.said(db.session(), offer) == (
        "Offered to DSCA; State PM leads until DSCA accepts."
    )
    assert [(n.user_id, n.kind) for n in told()] == [
        (office.contributor.id, "handed"),
        (office.other_lead.id, "offer"),
    ]

    handovers.decide(Change(office.other_lead, NOW), offer.id, ACCEPT)

    assert owners(office, task) == {"DSCA": "lead"}
    assert office.task(task).assignee_id is None
    entry = office.journal()[-1]
    assert entry.verb == "task.handed_over"
    assert (entry.before or {})["assignee_id"] == office.contributor.id
    assert [(n.user_id, n.kind) for n in told()][2:] == [
        (office.coordinator.id, "decision"),
        (office.contributor.id, "taken"),
    ]


def test_in_drafting_the_lead_changes_at_once_and_whoever_did_the_work_is_let_go(
    office: Office,
) -> None:
    task = office.add("1a", assignee_id=office.contributor.id)
    set_stage(office, "drafting")

    office.change(task, leads=agencies(office, "DSCA"))

    assert owners(office, task) == {"DSCA": "lead"}
    assert office.task(task).assignee_id is None
    entry = office.journal()[-1]
    assert entry.before == {
        "leads": [office.agencies["PM"]],
        "assignee_id": office.contributor.id,
    }
    assert entry.after == {"leads": [office.agencies["DSCA"]], "assignee_id": None}


def test_a_change_of_the_lead_alone_makes_an_offer_and_no_other_entry(office: Office) -> None:
    task, since = office.add("1a"), office.last_seq()

    office.change(task, leads=agencies(office, "DSCA"))

    assert [entry.verb for entry in office.journal(since)] == ["task.offered"]
    assert office.task(task).version == 1


def test_a_joint_lead_joins_when_it_accepts(office: Office) -> None:
    task = office.add("1a", assignee_id=office.contributor.id)

    office.change(task, leads=agencies(office, "PM", "DSCA"))

    assert owners(office, task) == {"PM": "lead"}
    assert "jointly" in offers.said(db.session(), the_offer())
    handovers.decide(Change(office.other_lead, NOW), the_offer().id, ACCEPT)
    assert owners(office, task) == {"PM": "lead", "DSCA": "lead"}
    assert office.task(task).assignee_id == office.contributor.id


def test_the_giver_supports_only_once_it_is_out(office: Office) -> None:
    task = office.add("1a", supports=((office.agencies["DSCA"], "consult"),))

    office.change(
        task,
        leads=agencies(office, "DSCA"),
        supports=((office.agencies["PM"], "clear"), (office.agencies["DOD"], "assist")),
    )

    assert owners(office, task) == {"PM": "lead", "DSCA": "consult", "DOD": "assist"}
    handovers.decide(Change(office.other_lead, NOW), the_offer().id, ACCEPT)
    assert owners(office, task) == {"DSCA": "lead", "PM": "clear", "DOD": "assist"}


def test_a_joint_lead_leaves_at_once_since_nobody_takes_anything(office: Office) -> None:
    task = office.add("1a", leads=("PM", "DSCA"), assignee_id=office.contributor.id)

    office.change(task, leads=agencies(office, "DSCA"))

    assert owners(office, task) == {"DSCA": "lead"}
    assert office.task(task).assignee_id is None


def test_leads_are_asked_one_at_a_time_and_not_while_an_offer_waits(office: Office) -> None:
    task = office.add("1a")
    with refuses("leads", "one is asked at a time"):
        office.change(task, leads=agencies(office, "DSCA", "DOD"))
    office.change(task, leads=agencies(office, "DSCA"))
    with refuses("leads", "The task is offered to DSCA, which has not answered"):
        office.change(task, leads=agencies(office, "DOD"))
    office.change(task, name="Another name")
    assert office.task(task).name == "Another name"


def test_the_coordinator_withdraws_their_offer_and_the_giver_does_not(office: Office) -> None:
    task = office.add("1a")
    office.change(task, leads=agencies(office, "DSCA"))
    withdraw = Decision(is_accepted=False)
    with refused(NotAllowed, "whoever made it withdraws it"):
        handovers.decide(Change(office.lead, NOW), the_offer().id, withdraw)
    handovers.decide(Change(office.coordinator, NOW), the_offer().id, withdraw)
    assert the_offer().state == "withdrawn"
    assert owners(office, task) == {"PM": "lead"}

    offer = handovers.propose(Change(office.lead, NOW), task, office.agencies["DSCA"], "")
    with refused(NotAllowed):
        handovers.decide(Change(office.coordinator, NOW), offer, withdraw)
    handovers.decide(Change(office.lead, NOW), offer, withdraw)


@pytest.mark.parametrize("who", ["lead", "coordinator"])
@pytest.mark.parametrize("role", [None, "viewer"])
def test_an_offer_can_be_withdrawn_though_whoever_made_it_is_that_no_more(
    office: Office, who: str, role: str | None
) -> None:
    task = office.add("1a")
    for name, code, as_ in (("admin", "PM", "lead"), ("supervisor", None, "coordinator")):
        joined(office, name, as_, code)
    if who == "lead":
        handovers.propose(Change(office.lead, NOW), task, office.agencies["DSCA"], "")
    else:
        office.change(task, leads=agencies(office, "DSCA"))
    if role is None:
        memberships.leave(Change(OPERATOR, NOW), office.email(who), SLUG)
    else:
        joined(office, who, role)
    stays = office.people["admin" if who == "lead" else "supervisor"]
    handovers.decide(Change(stays, NOW), the_offer().id, Decision(is_accepted=False))
    assert the_offer().state == "withdrawn"


def test_an_agency_with_nobody_is_offered_it_and_that_is_said_until_somebody_can_accept(
    office: Office,
) -> None:
    task = office.add("1a")
    office.change(task, leads=agencies(office, "DOD"))

    assert "Nobody at DoD can accept it" in offers.said(db.session(), the_offer())
    joined(office, "admin", "lead", "DOD")
    assert "Nobody" not in offers.said(db.session(), the_offer())
    handovers.decide(Change(office.people["admin"], NOW), the_offer().id, ACCEPT)
    assert owners(office, task) == {"DOD": "lead"}


def test_a_lead_of_the_department_takes_what_is_offered_to_its_bureau(office: Office) -> None:
    task = office.add("1a", leads=("DSCA",))
    joined(office, "supervisor", "lead", "STATE")
    memberships.join(Change(OPERATOR, NOW), office.email("lead"), SLUG, MembershipFields("viewer"))
    takers = handovers.takers(db.session(), office.task(task))
    assert [label for _, label in takers.both] == ["State", "State PM"]


def test_a_form_that_was_opened_before_the_handover_does_not_take_it_back(office: Office) -> None:
    task = office.add("1a")
    mine = replace(fields_of(db.session(), office.task(task)), name="Named anew")
    version = office.task(task).version
    office.change(task, leads=agencies(office, "DSCA"))
    handovers.decide(Change(office.other_lead, NOW), the_offer().id, ACCEPT)

    concurrent_edits.change(Change(office.coordinator, NOW), task, version, mine, "")

    assert owners(office, task) == {"DSCA": "lead"}
    assert office.task(task).name == "Named anew"
    assert the_offer().state == "accepted"


def test_changing_many_tasks_offers_none(office: Office) -> None:
    task = office.add("1a")
    bulk_changes.change(Change(office.coordinator, NOW), SLUG, {task: 1}, BulkFields(shift_days=2))
    assert the_offer() is None


def test_a_preview_offers_nothing(office: Office) -> None:
    task = office.add("1a")
    wanted = replace(
        fields_of(db.session(), office.task(task)), leads=agencies(office, "DSCA"), duration_days=9
    )
    previews.preview(
        Change(office.coordinator, NOW),
        office.plan().id,
        lambda change: tasks.change(change, task, 1, wanted),
    )
    assert the_offer() is None
    assert not told()


def test_the_other_plan_in_drafting_is_free(office: Office) -> None:
    task, _ = tasks.add(Change(office.stranger, NOW), OTHER_SLUG, office.fields("1", leads=("PM",)))
    tasks.change(Change(office.stranger, NOW), task, 1, office.fields("1", leads=("DOD",)))
    assert owners(office, task) == {"DOD": "lead"}
