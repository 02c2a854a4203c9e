"""Who is told by mail of what others said and did: at once, in the digest, or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Handover
from support.files.wishes import TUESDAY, WEDNESDAY_AT_EIGHT, choose, told
from support.ground.moments import washington
from support.ground.office import SLUG
from workplan.extensions import db
from workplan.services.accounts import accounts
from workplan.services.accounts.membership import memberships
from workplan.services.accounts.membership.memberships import MembershipFields
from workplan.services.changes import bulk_changes
from workplan.services.changes.bulk_changes import BulkFields
from workplan.services.coordination import (
    assignments,
    conversations,
    handovers,
    support_lines,
    update_requests,
)
from workplan.services.coordination.handovers import Decision
from workplan.services.operations import beats
from workplan.services.people import absences
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.structure.task import tasks

if TYPE_CHECKING:
    from support.ground.office import Office
    from support.programs.mail_server import MailServer
    from workplan.services.delivery.deliveries import Sender

SATURDAY = washington(2026, 11, 28, 10)


@pytest.fixture
def task(office: Office) -> int:
    """A task that State PM leads, and DSCA supports."""
    supports = ((office.agencies["DSCA"], "clear"),)
    return office.add("1a", now=washington(2026, 11, 2), supports=supports)


def test_who_is_named_is_told_at_once_even_on_a_saturday(
    office: Office, sender: Sender, mail_server: MailServer, task: int
) -> None:
    conversations.say(Change(office.coordinator, SATURDAY), task, "Is this right, @Lena Ivanova?")

    assert beats.tick(sender, SATURDAY).sent == 1
    [mail] = mail_server.to(office.email("lead"))
    assert mail.subject == "[CAT plan] Cora Diaz named you: 1a — State PM"
    assert "Is this right, @Lena Ivanova?" in mail.text
    assert f"https://work.example/tasks/{task}#talk" in mail.text
    assert beats.tick(sender, SATURDAY + timedelta(minutes=1)).sent == 0
    [row] = told()
    assert (row.kind, row.state, row.attempts) == ("mention", "sent", 1)
    assert row.message_id == mail.message_id


def test_naming_an_agency_tells_its_leads_and_nobody_of_another(office: Office, task: int) -> None:
    conversations.say(Change(office.lead, TUESDAY), task, "@DSCA, please clear. @State PM has.")

    assert [(row.user_id, row.kind) for row in told()] == [(office.other_lead.id, "mention")]


def test_the_others_of_a_thread_are_told_of_an_answer_in_their_digest(
    office: Office, sender: Sender, mail_server: MailServer, task: int
) -> None:
    first = conversations.say(Change(office.coordinator, TUESDAY), task, "Any news?").comment_id
    conversations.say(Change(office.other_lead, TUESDAY), task, "Soon, @Lena Ivanova", first)
    conversations.say(Change(office.coordinator, TUESDAY), task, "Thank you", first)

    kinds = [(row.kind, row.user_id) for row in told()]
    cora, dana, lena = office.coordinator.id, office.other_lead.id, office.lead.id
    assert kinds == [("mention", lena), ("answer", cora), ("answer", dana)]
    beats.tick(sender, TUESDAY)
    assert mail_server.to(office.email("coordinator")) == []
    beats.tick(sender, WEDNESDAY_AT_EIGHT)
    [mail] = mail_server.to(office.email("coordinator"))
    assert "Dana Kim answered in a thread of yours" in mail.text


def test_a_comment_that_names_somebody_twice_tells_them_once(office: Office, task: int) -> None:
    conversations.say(
        Change(office.coordinator, TUESDAY), task, "@Lena Ivanova of @State PM: @State PM?"
    )

    assert len(told()) == 1


def test_a_request_leads_to_a_report_by_a_link_of_its_own(
    office: Office, sender: Sender, mail_server: MailServer, task: int
) -> None:
    update_requests.ask(
        Change(office.coordinator, TUESDAY), task, date(2026, 11, 27), "Is it cleared?"
    )

    beats.tick(sender, TUESDAY)
    [mail] = mail_server.to(office.email("lead"))
    assert (
        mail.subject == "[CAT plan] Cora Diaz asks you for an update by 27 Nov 2026: 1a — State PM"
    )
    assert "Is it cleared?" in mail.text
    assert "Report on 1a: https://work.example/r/" in mail.text
    assert "works once, and for ten days" in mail.text


def test_a_request_that_was_answered_before_the_digest_is_not_sent(
    office: Office, sender: Sender, mail_server: MailServer, task: int
) -> None:
    choose(office.lead, requests="digest")
    update_requests.ask(Change(office.coordinator, TUESDAY), task, date(2026, 11, 27), "")
    office.report(task, TUESDAY + timedelta(hours=1), percent=10)

    beats.tick(sender, WEDNESDAY_AT_EIGHT)

    assert mail_server.mails == []
    assert [row.state for row in told()] == ["cancelled"]


def test_a_digest_and_reminders_are_one_mail(
    office: Office, sender: Sender, mail_server: MailServer, task: int
) -> None:
    office.add("1b", due=date(2026, 11, 27), now=washington(2026, 11, 24))
    choose(office.lead, mentions="digest")
    conversations.say(Change(office.coordinator, TUESDAY), task, "And @State PM?")

    assert beats.tick(sender, WEDNESDAY_AT_EIGHT).sent == 1

    [mail] = mail_server.to(office.email("lead"))
    assert mail.subject == "[CAT plan] 1 task due Friday 27 Nov, 1 message — State PM"
    assert mail.codes == ["1b"]
    assert "1a Draft part 1a\n  Cora Diaz named you:\n  > And @State PM?" in mail.text
    [notice], [reminder] = told(), office.ledger()
    assert notice.message_id == reminder.message_id == mail.message_id
    assert {notice.state, reminder.state} == {"sent"}


def test_what_a_person_wants_no_mail_of_is_listed_and_not_sent(
    office: Office, sender: Sender, mail_server: MailServer, task: int
) -> None:
    choose(office.lead, mentions="off")
    conversations.say(Change(office.coordinator, TUESDAY), task, "@State PM?")

    beats.tick(sender, TUESDAY)

    assert mail_server.mails == []
    [row] = told()
    assert (row.state, row.last_reply) == (
        "cancelled",
        "Not sent: the person chose no mail of this kind.",
    )


def test_handing_on_and_support_are_told(office: Office, task: int) -> None:
    assignments.assign(Change(office.lead, TUESDAY), task, office.contributor.id)
    offer = handovers.propose(Change(office.lead, TUESDAY), task, office.agencies["DSCA"], "Yours")
    handovers.decide(
        Change(office.other_lead, TUESDAY), offer, Decision(is_accepted=False, reason="No")
    )
    support_lines.say(
        Change(office.other_lead, TUESDAY), task, office.agencies["DSCA"], "cannot", "No counsel"
    )

    found = [(row.kind, row.user_id, row.said) for row in told()]
    lead, carl = office.lead.id, office.contributor.id
    assert found == [
        ("handed", carl, ""),
        ("offer", office.other_lead.id, "Yours"),
        ("decision", lead, "Declined. No"),
        ("support", lead, "Cannot be done as asked. No counsel"),
        ("support", carl, "Cannot be done as asked. No counsel"),
    ]
    assert db.session.scalars(select(Handover.state)).one() == "declined"


def test_whoever_did_the_work_is_told_that_it_was_taken_away(office: Office, task: int) -> None:
    assignments.assign(Change(office.lead, TUESDAY), task, office.contributor.id)
    offer = handovers.propose(Change(office.lead, TUESDAY), task, office.agencies["DSCA"], "Yours")
    handovers.decide(Change(office.other_lead, TUESDAY), offer, Decision(is_accepted=True))

    kinds = [(row.kind, row.user_id) for row in told()][-2:]
    assert kinds == [("decision", office.lead.id), ("taken", office.contributor.id)]


def test_what_no_longer_stands_is_not_sent(
    office: Office, sender: Sender, mail_server: MailServer, task: int
) -> None:
    dsca = office.agencies["DSCA"]
    offer = handovers.propose(Change(office.lead, TUESDAY), task, dsca, "Yours")
    handovers.decide(Change(office.lead, TUESDAY), offer, Decision(is_accepted=False))
    for status in ("confirmed", "done"):
        support_lines.say(Change(office.other_lead, TUESDAY), task, dsca, status, "")

    beats.tick(sender, TUESDAY)

    assert [mail.who for mail in mail_server.mails] == ["lead"]
    assert "Done." in mail_server.mails[0].text
    assert "Confirmed" not in mail_server.mails[0].text


def test_a_mail_that_fails_is_tried_again_and_listed(
    office: Office, sender: Sender, mail_server: MailServer, task: int
) -> None:
    conversations.say(Change(office.coordinator, TUESDAY), task, "@State PM?")
    mail_server.answers["DATA"].append("451 4.7.1 Come back later")

    beats.tick(sender, TUESDAY)
    [row] = told()
    kept = row.message_id
    assert (row.state, row.last_reply) == ("failed", "451 4.7.1 Come back later")
    beats.tick(sender, TUESDAY + timedelta(minutes=3))

    [row] = told()
    assert (row.state, row.attempts, row.message_id) == ("sent", 2, kept)


def test_whoever_left_before_the_mail_gets_none(
    office: Office, sender: Sender, mail_server: MailServer, task: int
) -> None:
    conversations.say(Change(office.coordinator, TUESDAY), task, "@State PM?")
    operator = Actor(None, "Operator", "cli")
    accounts.disable(Change(operator, TUESDAY), office.email("lead"))

    beats.tick(sender, TUESDAY)

    assert mail_server.mails == []
    assert [row.state for row in told()] == ["cancelled"]


def test_who_is_handed_a_task_by_its_form_or_with_others_is_told_and_who_had_it(
    office: Office, task: int
) -> None:
    office.change(task, TUESDAY, assignee_id=office.contributor.id)
    assert [(row.user_id, row.kind) for row in told()] == [(office.contributor.id, "handed")]

    version = office.task(task).version
    handed = BulkFields(assignee_id=office.lead.id)
    bulk_changes.change(Change(office.coordinator, TUESDAY), SLUG, {task: version}, handed)

    assert [(row.user_id, row.kind) for row in told()][1:] == [
        (office.lead.id, "handed"),
        (office.contributor.id, "taken"),
    ]
    office.change(task, TUESDAY, name="Another name")
    assert len(told()) == 3


def test_what_a_stand_in_was_to_be_told_comes_to_whoever_is_back(
    office: Office, sender: Sender, mail_server: MailServer, task: int
) -> None:
    choose(office.contributor, mentions="digest")
    today = TUESDAY.date()
    absences.say(Change(office.lead, TUESDAY), today, today, today, office.contributor.id)
    conversations.say(Change(office.coordinator, TUESDAY), task, "Is this right, @Lena Ivanova?")
    [row] = told()
    assert (row.user_id, row.in_place_of_id) == (office.contributor.id, office.lead.id)

    beats.tick(sender, WEDNESDAY_AT_EIGHT)

    assert [mail.who for mail in mail_server.mails] == ["lead"]
    [row] = told()
    assert (row.state, row.user_id, row.in_place_of_id) == ("sent", office.lead.id, None)


def test_who_is_handed_a_new_task_is_told_and_of_a_sample_nobody(office: Office) -> None:
    new = office.add("1b", now=TUESDAY, assignee_id=office.contributor.id)
    assert [(row.task_id, row.user_id, row.kind) for row in told()] == [
        (new, office.contributor.id, "handed")
    ]
    sample = replace(office.coordinator, door="sample")
    wanted = office.fields("1c", assignee_id=office.contributor.id)
    tasks.add(Change(sample, TUESDAY), SLUG, wanted)
    assert len(told()) == 1


def test_who_may_not_have_a_task_that_comes_back_is_told(office: Office) -> None:
    task = office.add("1b", now=TUESDAY, assignee_id=office.contributor.id)
    office.remove(task, TUESDAY)
    moved = MembershipFields("contributor", "DSCA")
    memberships.set_role(
        Change(office.coordinator, TUESDAY), SLUG, office.email("contributor"), moved
    )

    tasks.restore(Change(office.coordinator, TUESDAY), task, "Needed after all")

    assert [(row.user_id, row.kind) for row in told()][1:] == [(office.contributor.id, "taken")]
