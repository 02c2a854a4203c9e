"""What ends with a member and with a role: sessions, links, and tasks in their hands."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import MailLink, ReplyAddress, UserSession
from support.files.wishes import told
from support.ground.moments import washington
from support.ground.office import PASSWORD, SLUG
from support.record.sign_ins import LIMITS
from support.web.refusals import refused
from workplan.errors import NotFound
from workplan.extensions import db
from workplan.services.accounts.membership import memberships
from workplan.services.accounts.membership.departures import left_in
from workplan.services.accounts.membership.memberships import MembershipFields
from workplan.services.accounts.signing_in import sign_ins
from workplan.services.operations import beats
from workplan.services.people import rights
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.reminding import mail_links
from workplan.services.structure import plan_stages
from workplan.services.structure.task import tasks

if TYPE_CHECKING:
    from support.ground.office import Office
    from support.programs.mail_server import MailServer
    from workplan.services.delivery.deliveries import Sender

NOW = washington(2026, 9, 1, 12)
OPERATOR = Actor(None, "Operator", "cli")


def live_sessions(user_id: int) -> int:
    db.session.rollback()
    rows = db.session.scalars(
        select(UserSession).where(UserSession.user_id == user_id, UserSession.ended_at.is_(None))
    )
    return len(rows.all())


def test_rights_sessions_and_links_end_and_come_back_with_the_member(
    office: Office, task: int
) -> None:
    who = office.contributor
    sign_ins.sign_in(NOW, office.email("contributor"), PASSWORD, "192.0.2.1", LIMITS)
    token = mail_links.issue(db.session(), who.id, [task], NOW)[task]
    db.session.commit()

    assert memberships.remove(Change(office.coordinator, NOW), SLUG, who.id) == "Carl Weber"

    assert live_sessions(who.id) == 0
    with refused(NotFound):
        rights.plan_for(db.session(), who, SLUG)
    assert memberships.restore(Change(office.coordinator, NOW), SLUG, who.id) == "Carl Weber"
    _, standing = rights.plan_for(db.session(), who, SLUG)
    assert (standing.role, standing.agency_ids) == (
        "contributor",
        frozenset({office.agencies["PM"]}),
    )
    assert left_in(db.session(), office.plan().id) == []
    with refused(NotFound, "too old"):
        mail_links.open_link(db.session(), token, NOW)
    verbs = [entry.verb for entry in office.journal()][-2:]
    assert verbs == ["member.left", "member.joined"]


def test_addresses_to_answer_at_end_with_the_member_and_those_of_other_plans_live_on(
    office: Office,
) -> None:
    who, theirs = office.contributor.id or 0, office.plan("strangers").id
    for plan_id, token in ((office.plan().id, "ours"), (theirs, "theirs")):
        held = {"message_id": "<1@here>", "issued_at": NOW, "expires_at": NOW + timedelta(days=9)}
        db.session.add(ReplyAddress(token_hash=token, plan_id=plan_id, user_id=who, **held))
    db.session.commit()
    memberships.remove(Change(office.coordinator, NOW), SLUG, who)
    rows = db.session.scalars(select(ReplyAddress).order_by(ReplyAddress.id)).all()
    assert [row.expires_at > NOW for row in rows] == [False, True]


def test_links_to_the_tasks_of_other_plans_live_on(office: Office) -> None:
    foreign, _ = tasks.add(Change(office.stranger, NOW), "strangers", office.fields("1"))
    mail_links.issue(db.session(), office.contributor.id, [foreign], NOW)
    db.session.commit()
    memberships.remove(Change(office.coordinator, NOW), SLUG, office.contributor.id)
    [link] = db.session.scalars(select(MailLink)).all()
    assert link.expires_at > NOW


def test_a_change_of_role_ends_sessions_and_lets_go_of_what_they_may_not_have(
    office: Office, task: int
) -> None:
    who, version = office.contributor, office.task(task).version
    sign_ins.sign_in(NOW, office.email("contributor"), PASSWORD, "192.0.2.1", LIMITS)
    same = MembershipFields("contributor", "PM")
    since = office.last_seq()
    memberships.set_role(Change(office.coordinator, NOW), SLUG, office.email("contributor"), same)
    assert (live_sessions(who.id), office.last_seq()) == (1, since)

    moved = MembershipFields("contributor", "DSCA")
    memberships.set_role(Change(office.coordinator, NOW), SLUG, office.email("contributor"), moved)

    assert live_sessions(who.id) == 0
    assert (office.task(task).assignee_id, office.task(task).version) == (None, version + 1)
    joined, let_go = office.journal(since)
    assert (joined.before, joined.after) == (
        {"role": "contributor", "agency": "PM", "is_supervisor": False},
        {"role": "contributor", "agency": "DSCA", "is_supervisor": False},
    )
    assert (let_go.verb, let_go.cause_seq) == ("task.assigned", joined.seq)


def test_whoever_the_operator_takes_a_task_from_is_told_that_others_have_it(
    office: Office, sender: Sender, mail_server: MailServer, task: int
) -> None:
    moved = MembershipFields("contributor", "DSCA")
    memberships.join(Change(OPERATOR, NOW), office.email("contributor"), SLUG, moved)
    assert office.task(task).assignee_id is None
    beats.tick(sender, NOW + timedelta(days=1))
    [mail] = mail_server.to(office.email("contributor"))
    assert "A task that you had was given to others" in mail.text


def test_a_change_of_role_leaves_a_closed_plan_as_it_was(office: Office, task: int) -> None:
    plan_stages.move_to_stage(Change(office.coordinator, NOW), SLUG, "closed")
    since, version = office.last_seq(), office.task(task).version

    moved = MembershipFields("contributor", "DSCA")
    memberships.join(Change(OPERATOR, NOW), office.email("contributor"), SLUG, moved)

    assert [entry.verb for entry in office.journal(since)] == ["member.changed"]
    assert office.task(task).assignee_id == office.contributor.id
    assert office.task(task).version == version
    assert "taken" not in {one.kind for one in told()}
