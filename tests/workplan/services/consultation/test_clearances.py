"""A plan goes round the agencies as a frozen version until all have agreed or were passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import KeptMail, Notice, RoundAnswer, RoundVersion
from support.ground.office import SLUG
from support.record.clearing import (
    AFTER_IT,
    SENT_AT,
    answers,
    ask_of,
    by,
    comments,
    draft,
    rewrites,
    sends,
    the_round,
    versions_sent,
)
from support.record.statements import statements
from support.web.refusals import refuses
from workplan.errors import NotAllowed, StaleVersion
from workplan.extensions import db
from workplan.services.consultation import clearances
from workplan.services.consultation.text import versions
from workplan.services.coordination.rounds import course_selects, reminders, settling, waiting
from workplan.services.coordination.rounds.answers import Comment
from workplan.services.operations import beats
from workplan.services.pages.overview.waits_for_you import waits_for_you
from workplan.services.people import rights
from workplan.services.reminding import concurring
from workplan.services.structure import plan_stages

if TYPE_CHECKING:
    from support.ground.office import Office
    from support.programs.mail_server import MailServer
    from workplan.services.delivery.deliveries import Sender

REMARK = Comment("monthly", "Quarterly is enough.", "quarterly")


@pytest.fixture
def cleared(office: Office) -> Office:
    draft(office)
    return office


def test_the_plan_is_frozen_as_it_is_sent_and_a_draft_comes_into_clearance(cleared: Office) -> None:
    assert sends(cleared) == 1
    assert cleared.plan().stage == "clearance"
    [sent] = db.session.scalars(select(RoundVersion))
    kept = versions.of_number(db.session(), cleared.plan().id, 1)
    assert (sent.number, sent.plan_version_id, sent.words) == (1, kept.id, "")
    assert kept.content["sections"][0]["body"] == "Posts report monthly."
    assert (the_round().state, the_round().task_id) == ("open", None)
    verbs = [entry.verb for entry in cleared.journal()][-4:]
    assert verbs == ["plan_version.kept", "plan.stage", "clearance.sent", "clearance.asked"]
    [sent_entry] = [e for e in cleared.journal() if e.verb == "clearance.sent"]
    assert sent_entry.after["checksum"] == kept.digest


def test_the_lead_that_is_asked_is_told_and_finds_it_among_their_work(cleared: Office) -> None:
    sends(cleared)
    [notice] = db.session.scalars(select(Notice))
    assert (notice.kind, notice.user_id, notice.task_id) == (
        "coordinate",
        cleared.other_lead.id,
        None,
    )
    standings = rights.standings(db.session(), cleared.other_lead)
    [found] = waiting.asked_of(db.session(), standings)
    assert (found.asked.id, found.asked.slug, found.asked.number) == (None, SLUG, 1)
    assert found.asked.name == cleared.plan().title


def test_the_mail_has_a_link_by_which_the_agency_clears_the_plan(
    cleared: Office, sender: Sender, mail_server: MailServer
) -> None:
    sends(cleared)
    beats.tick(sender, SENT_AT)
    [mail] = [one.text for one in mail_server.to(cleared.email("other_lead"))]
    assert "or say what is missing: " in mail
    assert "Each link to concur is yours alone" in mail
    token = mail.partition("/c/")[2].split()[0]
    # Whoever may read what was sent finds no way there to concur for somebody else.
    [kept] = db.session.scalars(select(KeptMail))
    assert token not in kept.body
    assert "/c/…" in kept.body
    concurring.concur(token, SENT_AT)
    [answer] = db.session.scalars(select(RoundAnswer))
    assert (answer.kind, answer.said_by_id) == ("concur", cleared.other_lead.id)
    entry = cleared.journal()[-1]
    assert (entry.verb, entry.door) == ("clearance.answered", "link")


def test_only_the_coordinator_sends(cleared: Office) -> None:
    with pytest.raises(NotAllowed):
        sends(cleared, who="lead")
    assert versions_sent() == []


def test_a_plan_without_a_text_goes_round_nobody(office: Office) -> None:
    draft(office)
    rewrites(office, "")
    with refuses("name", "No section of the text says anything yet"):
        sends(office)
    assert office.plan().stage == "drafting"


def test_nobody_to_ask_and_a_day_that_has_passed_are_refused(cleared: Office) -> None:
    with refuses("ask", "Nobody is asked"):
        clearances.send(by(cleared), SLUG, clearances.Sent("", {}))
    day = AFTER_IT
    with refuses(f"due_{cleared.agencies['DSCA']}", "has passed"):
        sends(cleared, now=day)


def test_a_version_that_somebody_sent_meanwhile_is_not_sent_over(cleared: Office) -> None:
    sends(cleared)
    rewrites(cleared, "Posts report weekly.")
    with pytest.raises(StaleVersion):
        sends(cleared, after=0)
    assert versions_sent() == [1]


def test_the_same_version_is_not_sent_twice(cleared: Office) -> None:
    sends(cleared)
    with refuses("name", "Nothing changed since version 1 was sent"):
        sends(cleared, "PM", after=1)


def test_the_next_version_waits_until_each_comment_is_decided(cleared: Office) -> None:
    sends(cleared)
    answers(cleared, "non_concur", REMARK)
    rewrites(cleared, "Posts report quarterly.")
    with refuses("words", "What DSCA said is not decided yet"):
        sends(cleared, after=1)
    [comment] = comments()
    settling.decide(by(cleared), comment.id, "accepted", "The text says so now.")
    assert sends(cleared, after=1) == 2
    assert cleared.journal()[-3].verb == "plan_version.kept"


def test_it_is_cleared_once_all_concurred_and_no_sooner(cleared: Office) -> None:
    sends(cleared, "DSCA", "PM")
    answers(cleared, "concur")
    with refuses("round", "State PM has not answered"):
        settling.clear(by(cleared), the_round().id)
    answers(cleared, "concur", agency="PM")
    about = settling.clear(by(cleared), the_round().id)
    assert (about.task_id, about.slug) == (None, SLUG)
    assert clearances.is_cleared(db.session(), cleared.plan().id) is True
    assert cleared.journal()[-1].verb == "clearance.cleared"


def test_who_is_silent_is_gone_on_without_on_the_record(cleared: Office) -> None:
    sends(cleared)
    today = AFTER_IT.date()
    assert waits_for_you(db.session(), cleared.plan().id, today).clearance == 1
    settling.go_on_without(by(cleared, now=AFTER_IT), ask_of(cleared), "It was told four times.")
    assert cleared.journal()[-1].reason == "It was told four times."
    settling.clear(by(cleared, now=AFTER_IT), the_round().id)
    assert waits_for_you(db.session(), cleared.plan().id, today).clearance == 0


def test_what_is_owed_on_the_plan_is_no_product_of_a_task(cleared: Office) -> None:
    sends(cleared)
    today = AFTER_IT.date()
    assert waits_for_you(db.session(), cleared.plan().id, today).silent == 0
    assert waiting.of_plan(db.session(), cleared.plan().id, today) == []


def test_the_silent_agency_is_reminded_and_then_the_coordinator_told(cleared: Office) -> None:
    sends(cleared)
    reminders.remind(AFTER_IT)
    kinds = [(n.kind, n.user_id) for n in db.session.scalars(select(Notice).order_by(Notice.id))]
    assert kinds[-1] == ("silent", cleared.coordinator.id)


def test_a_withdrawn_clearance_is_none_that_ended_as_cleared(cleared: Office) -> None:
    assert clearances.is_cleared(db.session(), cleared.plan().id) is None
    sends(cleared)
    settling.withdraw(by(cleared), the_round().id, "The directive changed.")
    assert clearances.is_cleared(db.session(), cleared.plan().id) is False
    rewrites(cleared, "Posts report weekly.")
    assert sends(cleared) == 2  # another round begins


def test_the_stage_is_not_passed_while_the_plan_goes_round(cleared: Office) -> None:
    sends(cleared)
    with refuses("stage", "The plan is still in clearance"):
        plan_stages.move_to_stage(by(cleared), SLUG, "approved")
    settling.withdraw(by(cleared), the_round().id, "Not needed.")
    plan_stages.move_to_stage(by(cleared), SLUG, "approved")
    assert cleared.plan().stage == "approved"


def test_how_it_went_is_read_by_as_many_selects_for_any_number_of_agencies(
    cleared: Office,
) -> None:
    sends(cleared)
    answers(cleared, "comment", REMARK)

    def read() -> int:
        db.session.rollback()
        plan_id = cleared.plan().id
        return statements(lambda: course_selects.of_plan(db.session(), plan_id))

    one = read()
    settling.decide(by(cleared), comments()[0].id, "declined", "No.")
    rewrites(cleared, "Posts report weekly.")
    sends(cleared, "DSCA", "PM", after=1)
    answers(cleared, "comment", REMARK, agency="PM")
    assert read() == one
