"""Somebody leaves: rights end, what they did is nobody’s, and coordinators are told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from models import Membership, Notice, Task
from support.ground.moments import washington
from support.ground.office import OTHER_SLUG, SLUG
from support.record.statements import statements
from support.web.refusals import refuses
from workplan.extensions import db
from workplan.services.accounts import accounts
from workplan.services.accounts.membership import memberships
from workplan.services.accounts.membership.departures import left_in, left_of
from workplan.services.accounts.membership.memberships import MembershipFields
from workplan.services.coordination import assignments, conversations, handovers
from workplan.services.coordination.handovers import Decision
from workplan.services.operations import beats
from workplan.services.people import rights
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.reminding import planner
from workplan.services.structure.task import tasks

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.ground.office import Office
    from support.programs.mail_server import MailServer
    from workplan.services.delivery.deliveries import Sender

NOW = washington(2026, 9, 1, 12)
OPERATOR = Actor(None, "Operator", "cli")
LEAVINGS: dict[str, Callable[[Office], object]] = {
    "their account is closed": lambda o: accounts.disable(
        Change(OPERATOR, NOW), o.email("contributor")
    ),
    "they are taken out": lambda o: memberships.remove(
        Change(o.coordinator, NOW), SLUG, o.contributor.id
    ),
    "the operator takes them out": lambda o: memberships.leave(
        Change(OPERATOR, NOW), o.email("contributor"), SLUG
    ),
}


def notices(kind: str = "left") -> list[Notice]:
    db.session.rollback()
    return [*db.session.scalars(select(Notice).where(Notice.kind == kind).order_by(Notice.id))]


@pytest.mark.parametrize("how", LEAVINGS)
def test_whoever_leaves_is_offered_nowhere_and_their_tasks_say_so(
    office: Office, task: int, how: str
) -> None:
    office.add("1b", assignee_id=office.lead.id)
    done = office.add("1c", assignee_id=office.contributor.id)
    office.complete(done, NOW)

    LEAVINGS[how](office)

    said = "Carl Weber has left; nobody does the work"
    assert [(one.task_id, one.said) for one in left_in(db.session(), office.plan().id)] == [
        (task, said)
    ]
    assert left_of(db.session(), [task, done]) == {task: said, done: said}
    row = office.task(task)
    _, standing = rights.task_for(db.session(), office.coordinator, task)
    choice = assignments.people(db.session(), row, standing)
    assert choice == [(office.lead.id, "Lena Ivanova")]
    with refuses("assignee"):
        assignments.assign(Change(office.lead, NOW), task, office.contributor.id)
    with refuses("assignee_id"):
        office.add("2", assignee_id=office.contributor.id)
    heard = conversations.say(Change(office.lead, NOW), task, "@Carl Weber?")
    assert heard.told == []


@pytest.mark.parametrize("how", LEAVINGS)
def test_coordinators_are_told_by_mail_of_each_open_task(
    office: Office, sender: Sender, mail_server: MailServer, task: int, how: str
) -> None:
    memberships.join(
        Change(OPERATOR, NOW), office.email("admin"), SLUG, MembershipFields("coordinator")
    )
    done = office.add("1c", assignee_id=office.contributor.id)
    office.complete(done, NOW)

    LEAVINGS[how](office)

    told = {office.coordinator.id, office.people["admin"].id}
    if how == "they are taken out":
        told -= {office.coordinator.id}  # who did it knows
    assert {(n.user_id, n.task_id, n.from_id) for n in notices()} == {
        (who, task, office.contributor.id) for who in told
    }
    beats.tick(sender, NOW + timedelta(minutes=1))
    [mail] = mail_server.to(office.email("admin"))
    assert "Carl Weber has left, and nobody does the work" in mail.subject + mail.text
    assert f"/tasks/{task}#hands" in mail.text


def test_no_mail_is_sent_of_a_task_that_somebody_else_does_by_then(
    office: Office, sender: Sender, task: int
) -> None:
    accounts.disable(Change(OPERATOR, NOW), office.email("contributor"))
    assignments.assign(Change(office.lead, NOW), task, office.lead.id)
    beats.tick(sender, NOW + timedelta(minutes=1))
    assert [n.state for n in notices()] == ["cancelled"]
    assert left_in(db.session(), office.plan().id) == []


@pytest.mark.parametrize("how", LEAVINGS)
def test_no_mail_is_planned_to_whoever_has_left(office: Office, task: int, how: str) -> None:
    office.change(task, suspense=office.fields(due=NOW.date()).suspense)
    LEAVINGS[how](office)

    planner.queue_due(NOW)
    assignments.assign(Change(office.lead, NOW), task, None)

    assert office.contributor.id not in {row.user_id for row in office.ledger()}
    assert notices("taken") == []


def test_the_answer_to_an_offer_is_told_to_nobody_who_has_left(office: Office, task: int) -> None:
    offer = handovers.propose(Change(office.lead, NOW), task, office.agencies["DSCA"], "")
    memberships.leave(Change(OPERATOR, NOW), office.email("lead"), SLUG)
    handovers.decide(Change(office.other_lead, NOW), offer, Decision(is_accepted=True))
    assert notices("decision") == []


def test_nothing_is_offered_to_an_agency_whose_only_lead_has_left(
    office: Office, task: int
) -> None:
    takers = handovers.takers(db.session(), office.task(task))
    assert [label for _, label in takers.both] == ["DSCA"]
    accounts.disable(Change(OPERATOR, NOW), office.email("other_lead"))
    assert handovers.takers(db.session(), office.task(task)).both == []


def test_who_leaves_one_plan_is_no_news_to_another(office: Office, task: int) -> None:
    elsewhere, _ = tasks.add(Change(office.stranger, NOW), OTHER_SLUG, office.fields("1"))
    # Handed there to somebody who is in that plan no more, which its coordinators know.
    theirs = update(Task).where(Task.id == elsewhere)
    db.session.execute(theirs.values(assignee_id=office.contributor.id))
    db.session.commit()
    memberships.join(
        Change(OPERATOR, NOW), office.email("admin"), SLUG, MembershipFields("coordinator")
    )

    memberships.remove(Change(office.coordinator, NOW), SLUG, office.contributor.id)

    assert {(n.task_id, n.user_id) for n in notices()} == {(task, office.people["admin"].id)}


@pytest.mark.parametrize(
    "leave",
    [
        LEAVINGS["the operator takes them out"],
        lambda o: memberships.join(
            Change(OPERATOR, NOW), o.email("contributor"), SLUG, MembershipFields("viewer")
        ),
    ],
    ids=["taken out", "another role"],
)
def test_leaving_fifty_tasks_takes_as_many_statements_as_leaving_five(
    office: Office, leave: Callable[[Office], object]
) -> None:
    sent, back = [], MembershipFields("contributor", "PM")
    for count in (5, 50):
        memberships.join(Change(OPERATOR, NOW), office.email("contributor"), SLUG, back)
        for number in range(count):
            office.add(f"{count}.{number}", assignee_id=office.contributor.id)
        kinds = len(notices("left")) + len(notices("taken"))
        sent.append(statements(lambda: leave(office)))
        assert len(notices("left")) + len(notices("taken")) >= kinds + count
    assert sent[0] == sent[1]


def test_a_task_that_comes_back_has_nobody_who_left(office: Office, task: int) -> None:
    office.remove(task)
    accounts.disable(Change(OPERATOR, NOW), office.email("contributor"))
    tasks.restore(Change(office.coordinator, NOW), task, "Needed after all")
    assert office.task(task).assignee_id is None
    last = next(e for e in reversed(office.journal()) if e.verb == "task.restored")
    assert last.before == {"assignee_id": office.contributor.id}


def test_a_change_of_something_else_lets_go_of_whoever_left(office: Office, task: int) -> None:
    memberships.leave(Change(OPERATOR, NOW), office.email("contributor"), SLUG)
    office.change(task, name="Named anew")
    assert office.task(task).assignee_id is None
    assert db.session.scalar(select(Membership.id).limit(1))
