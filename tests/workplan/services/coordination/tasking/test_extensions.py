"""An agency asks for a later suspense; the coordinator answers, and the day that counts follows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import ExtensionQuestion, Notice
from support.ground.moments import washington
from support.record.tasks.extending import (
    ANSWERED_AT,
    ASKED_AT,
    DIRECTED,
    LATER,
    LATEST,
    SIGNED,
    WHY,
    answers,
    asks,
    reopened,
    row,
)
from support.web.refusals import refuses
from workplan.errors import NotAllowed
from workplan.extensions import db
from workplan.services.changes.undoing import undo
from workplan.services.coordination.tasking import extension_lists, extensions, ordering, telling
from workplan.services.coordination.tasking.extension_answers import Answer, answer
from workplan.services.coordination.tasking.extensions import Asked, ask, reply, withdraw
from workplan.services.history import recomputed
from workplan.services.operations import beats
from workplan.services.pages.chain import extension_steps
from workplan.services.pages.chain.steps import Looking
from workplan.services.people import rights
from workplan.services.record.change import Change
from workplan.services.tasks.states import plan_days
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from support.ground.office import Office
    from support.programs.mail_server import MailServer
    from workplan.services.delivery.deliveries import Sender


def test_a_request_keeps_what_counted_and_moves_nothing(office: Office) -> None:
    task = office.add("1a", due=SIGNED)
    request = asks(office, task)
    found = row(request)
    assert (found.due_on, found.directed_on, found.wanted_on) == (DIRECTED, DIRECTED, LATER)
    assert (found.state, found.reason, found.recovery) == ("asked", *WHY)
    assert office.task(task).due_on == DIRECTED
    [entry] = [e for e in office.journal() if e.verb == "task.extension_asked"]
    assert (entry.after, entry.reason) == (
        {"wanted_on": "2026-11-16", "recovery": "We work at night"},
        "The data are late",
    )
    with refuses("wanted_on", "open already"):
        asks(office, task, LATEST)


@pytest.mark.parametrize("who", ["coordinator", "other_lead", "contributor", "viewer", "auditor"])
def test_only_the_lead_agency_and_who_has_the_task_ask(office: Office, who: str) -> None:
    task = office.add("1a", due=SIGNED)
    with pytest.raises(NotAllowed, match="Only the task’s lead agency"):
        asks(office, task, who=who)
    office.change(task, assignee_id=office.contributor.id)
    if who == "contributor":
        assert asks(office, task, who=who)


@pytest.mark.parametrize(
    ("asked", "field", "words"),
    [
        (Asked(None, *WHY), "wanted_on", "Give the day"),
        (Asked(DIRECTED, *WHY), "wanted_on", "Give a later day"),
        (Asked(LATER, " ", "Work"), "reason", "Say why"),
        (Asked(LATER, "Why", ""), "recovery", "what is done to recover"),
        (Asked(LATER, "x" * 2_001, "Work"), "reason", "2,000 fit"),
    ],
)
def test_a_request_says_what_is_missing(
    office: Office, asked: Asked, field: str, words: str
) -> None:
    task = office.add("1a", due=SIGNED)
    with refuses(field, words):
        ask(Change(office.lead, ASKED_AT), task, asked)


def test_a_task_without_a_suspense_has_none_to_be_later(office: Office) -> None:
    task = office.add("1a")
    with refuses("wanted_on", "no suspense yet"):
        asks(office, task)


@pytest.mark.parametrize("due", [SIGNED, DIRECTED])
def test_an_answer_is_taken_back_with_all_that_it_did(
    office: Office, due: SuspenseRule | date
) -> None:
    task = office.add("1a", due=due)
    request = asks(office, task)
    answers(office, request, "approve")
    seq = next(e.seq for e in office.journal() if e.verb == "task.extension_answered")
    undo.undo(Change(office.coordinator, ANSWERED_AT), seq)
    assert office.task(task).due_on == DIRECTED
    assert (row(request).state, row(request).agreed_on, row(request).closed_at) == (
        "asked",
        None,
        None,
    )
    assert [*recomputed.differences(db.session())] == []
    undo.undo(Change(office.coordinator, ANSWERED_AT), reopened(office))
    assert office.task(task).due_on == LATER
    assert row(request).state == "approved"


def test_a_question_goes_to_the_agency_and_its_reply_back(office: Office) -> None:
    task = office.add("1a", due=SIGNED)
    request = asks(office, task)
    with refuses("question", "The question is empty"):
        answers(office, request, "return")
    answers(office, request, "return", None, "Which data?")
    assert row(request).state == "returned"
    standings = rights.standings(db.session(), office.lead)
    [told] = extension_lists.answered_to(db.session(), standings, ANSWERED_AT)
    assert told.questions[0].question == "Which data?"
    assert (
        extension_lists.asked_in(db.session(), rights.standings(db.session(), office.coordinator))
        == []
    )
    reply(Change(office.lead, ANSWERED_AT), request, "Those of Energy")
    found = row(request)
    assert (found.state, found.waits_since) == ("asked", ANSWERED_AT)
    [question] = db.session.scalars(select(ExtensionQuestion))
    assert (question.reply, question.replied_by_id) == ("Those of Energy", office.lead.id)
    with refuses("reply", "No question waits"):
        reply(Change(office.lead, ANSWERED_AT), request, "Again")


def test_neither_a_request_nor_a_question_waits_on_work_that_is_over(office: Office) -> None:
    task = office.add("1a", due=SIGNED)
    answers(office, asks(office, task), "return", None, "Which data?")
    session, standings = db.session(), rights.standings(db.session(), office.lead)
    assert len(extension_lists.answered_to(session, standings, ANSWERED_AT)) == 1
    assert waiting_steps(office, task) == ["To be answered by its agency"]
    office.complete(task, ASKED_AT)
    assert extension_lists.answered_to(session, standings, ANSWERED_AT) == []
    assert waiting_steps(office, task) == []


def waiting_steps(office: Office, task_id: int) -> list[str]:
    """Return what the chain of a task says that it waits for of a request."""
    session, task = db.session(), office.task(task_id)
    _, standing = rights.task_for(session, office.coordinator, task_id)
    day = plan_days(session, {task.plan_id}, ANSWERED_AT)[task.plan_id]
    steps = extension_steps.steps_of(session, Looking(task, office.plan(), standing, day))
    return [step.what for step in steps if step.is_open]


def test_a_withdrawn_request_stays_on_record_and_is_not_answered(office: Office) -> None:
    task = office.add("1a", due=SIGNED)
    request = asks(office, task)
    withdraw(Change(office.lead, ANSWERED_AT), request)
    assert row(request).state == "withdrawn"
    with refuses("answer", "withdrawn already"):
        answers(office, request, "approve")
    assert asks(office, task) != request


def test_declining_needs_a_reason(office: Office) -> None:
    request = asks(office, office.add("1a", due=SIGNED))
    with refuses("answer", "Say why you decline"):
        answers(office, request, "decline")
    with refuses("agreed_on", "Give a later day"):
        answers(office, request, "approve", DIRECTED)
    with pytest.raises(NotAllowed):
        answer(Change(office.lead, ANSWERED_AT), request, Answer("approve"))


def test_the_answer_comes_by_mail_and_the_request_too(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    request = asks(office, office.add("1a", due=SIGNED))
    beats.tick(sender, ASKED_AT)
    mail = mail_server.to(office.email("coordinator"))[-1]
    assert "Lena Ivanova asks for a later suspense" in mail.text
    answers(office, request, "approve", LATEST)
    beats.tick(sender, ANSWERED_AT)
    mail = mail_server.to(office.email("lead"))[-1]
    assert "Cora Diaz answered on a later suspense" in mail.text
    assert "Approved, but for 1 Dec 2026." in mail.text


def test_an_unanswered_request_reminds_the_coordinator_once_after_three_working_days(
    office: Office,
) -> None:
    asks(office, office.add("1a", due=SIGNED))
    # Asked on a Thursday; the third working day after it is a Tuesday.
    assert not telling.tell_what_waits(washington(2026, 10, 6, 9))
    assert telling.tell_what_waits(washington(2026, 10, 7, 9)) == 1
    assert not telling.tell_what_waits(washington(2026, 10, 8, 9))
    kinds = db.session.scalars(select(Notice.kind).order_by(Notice.id)).all()
    assert kinds == ["extension", "extension_waits"]


def test_who_ordered_a_suspense_is_said_in_drafting_only(office: Office) -> None:
    task = office.add("1a", due=DIRECTED)
    with refuses("ordered_by", "The plan is approved"):
        ordering.say(Change(office.coordinator, ASKED_AT), task, "directive")


def test_a_reply_and_a_withdrawal_are_of_the_agency(office: Office) -> None:
    request = asks(office, office.add("1a", due=SIGNED))
    for act in (lambda c: reply(c, request, "x"), lambda c: withdraw(c, request)):
        with pytest.raises(NotAllowed):
            act(Change(office.other_lead, ANSWERED_AT))
    assert extensions.OPEN == ("asked", "returned")


def test_no_later_day_is_approved_of_a_task_that_is_done(office: Office) -> None:
    task = office.add("1a", due=SIGNED)
    request = asks(office, task)
    standings = rights.standings(db.session(), office.coordinator)
    [plan] = extension_lists.asked_in(db.session(), standings)
    assert plan.waiting == 1
    office.complete(task, ASKED_AT)
    with refuses("agreed_on", "not open work any more"):
        answers(office, request, "approve", LATEST, "Agreed")
    standings = rights.standings(db.session(), office.coordinator)
    assert extension_lists.asked_in(db.session(), standings) == []
