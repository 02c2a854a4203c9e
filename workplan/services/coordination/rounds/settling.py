"""Whoever sends a product decides each comment on it, goes on without the silent, and ends it.

A decision may be changed until the round ends; the journal has each.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import Agency, Plan, RoundAnswer, RoundAsk, RoundVersion
from workplan.clock import civil_date
from workplan.errors import InvalidInput
from workplan.scheduling.explain import day_words
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News, Told
from workplan.services.coordination.registers.register_fields import said
from workplan.services.coordination.rounds import finding
from workplan.services.coordination.rounds.finding import About, Found
from workplan.services.coordination.rounds.standing_asks import (
    is_unanswered,
    is_undecided,
    last_answer,
    stands,
)
from workplan.services.people import plan_members
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.vocabulary import Concurrence, Decision, RoundState

MOST = 2_000


def decide(change: Change, comment_id: int, decision: str, because: str) -> About:
    """Decide a comment, with a reason, and return what it is about; its agency is told.

    Raises:
        NotAllowed: for whoever does not send the product.
        InvalidInput: for no decision or reason, when the round has ended, and for a comment of an
            answer that the agency has replaced, or that stands no more since it leads the task.
    """
    with change.transaction() as session:
        found, ask, comment = finding.by_comment(change, comment_id)
        finding.require_settler(session, found)
        finding.require_open(found.round)
        if decision not in Decision.codes():
            raise InvalidInput("decision", "Choose to accept it, in part, or to decline it.")
        because = said("because", "Say why it is decided so.", because, MOST)
        standing = (
            select(RoundAsk.id)
            .join(RoundVersion, RoundVersion.id == RoundAsk.version_id)
            .where(RoundAsk.id == ask.id, stands(), last_answer() == comment.answer_id)
        )
        if session.scalar(standing) is None:
            raise InvalidInput(
                "decision",
                "The agency has answered anew, or leads the task by now. Reload the page and "
                "decide what waits there.",
            )
        before = {"decision": comment.decision} if comment.decision else None
        comment.decision, comment.decided_because = decision, because
        comment.decided_at, comment.decided_by_id = change.now, change.actor.id
        after = {"agency_id": ask.agency_id, "decision": decision}
        _note(change, found.about, "decided", before, after, because)
        words = f"{Decision.said(decision)}: {because}\n\n{comment.words}"
        _tell_agencies(change, found.about, [ask.agency_id], News("settled", words))
        return found.about


def go_on_without(change: Change, ask_id: int, because: str) -> About:
    """Go on without the answer of an agency whose day has passed, and return what it is about.

    A later answer still counts, until the round ends.

    Raises:
        NotAllowed: for whoever does not send the product.
        InvalidInput: without a reason, before its day has passed, for an agency that has answered
            or was asked again since, and when the round has ended.
    """
    with change.transaction() as session:
        found, _, ask = finding.by_ask(change, ask_id)
        finding.require_settler(session, found)
        finding.require_open(found.round)
        because = said("because", "Say why you do not wait.", because, MOST)
        agency = session.get_one(Agency, ask.agency_id)
        silent = (
            select(RoundAsk.id)
            .join(RoundVersion, RoundVersion.id == RoundAsk.version_id)
            .where(RoundAsk.id == ask.id, stands(), is_unanswered())
        )
        if session.scalar(silent) is None:
            raise InvalidInput(
                "because", f"{agency.label} does not owe this answer any more. Reload the page."
            )
        if ask.wanted_on >= _today(session, found.about, change):
            raise InvalidInput(
                "because",
                f"{agency.label} has time until {day_words(ask.wanted_on)}. Give it that "
                "time, or withdraw the round.",
            )
        ask.gone_on_at, ask.gone_on_by_id = change.now, change.actor.id
        ask.gone_on_because = because
        after = {"agency_id": ask.agency_id}
        _note(change, found.about, "gone_on", None, after, because)
        news = News("round_ended", f"The sender went on without your answer. {because}")
        _tell_agencies(change, found.about, [ask.agency_id], news)
        return found.about


def clear(change: Change, round_id: int) -> About:
    """End a round: all have concurred, or were gone on without. Return what it is about.

    Raises:
        NotAllowed: for whoever does not send the product.
        InvalidInput: naming the agencies of whom that is not so, or whose comments wait.
    """
    with change.transaction() as session:
        found = finding.by_id(change, round_id)
        finding.require_settler(session, found)
        finding.require_open(found.round)
        if open_ones := what_is_open(session, round_id):
            raise InvalidInput(
                "round",
                f"It is not cleared yet: {'; '.join(open_ones)}. Choose to send a new version, "
                "to go on without the silent, or to withdraw it.",
            )
        return _end(change, found, RoundState.CLEARED, "")


def withdraw(change: Change, round_id: int, because: str) -> About:
    """End a round without a result, with a reason, and return what it is about.

    Raises:
        NotAllowed: for whoever does not send the product.
        InvalidInput: without a reason, and when it has ended already.
    """
    with change.transaction() as session:
        found = finding.by_id(change, round_id)
        finding.require_settler(session, found)
        finding.require_open(found.round)
        because = said("because", "Say why it is withdrawn.", because, MOST)
        return _end(change, found, RoundState.WITHDRAWN, because)


def what_is_open(session: Session, round_id: int) -> list[str]:
    """Return what keeps a round from being cleared, each with its agency; one select."""
    does_not = RoundAnswer.kind == Concurrence.NON_CONCUR
    rows = session.execute(
        select(
            Agency.label,
            is_unanswered().label("is_silent"),
            is_undecided().label("is_undecided"),
        )
        .select_from(RoundAsk)
        .join(RoundVersion, RoundVersion.id == RoundAsk.version_id)
        .join(Agency, Agency.id == RoundAsk.agency_id)
        .outerjoin(RoundAnswer, RoundAnswer.id == last_answer())
        .where(
            RoundVersion.round_id == round_id,
            stands(),
            or_(is_unanswered(), does_not, is_undecided()),
        )
        .order_by(Agency.label)
    )
    return [
        f"{row.label} has not answered"
        if row.is_silent
        else f"a comment of {row.label} is not decided"
        if row.is_undecided
        else f"{row.label} does not concur"
        for row in rows
    ]


def _end(change: Change, found: Found, state: RoundState, because: str) -> About:
    row, about = found.round, found.about
    row.state, row.closed_because = state, because
    row.closed_at, row.closed_by_id = change.now, change.actor.id
    _note(change, about, state, None, None, because)
    asked = (
        select(RoundAsk.agency_id)
        .join(RoundVersion, RoundVersion.id == RoundAsk.version_id)
        .where(RoundVersion.round_id == row.id)
        .distinct()
    )
    news = News("round_ended", f"{RoundState.said(state)}. {because}".strip())
    _tell_agencies(change, about, [*change.session.scalars(asked)], news)
    if about.task_id is None and state == RoundState.CLEARED:
        official = change.session.get_one(Plan, about.plan_id).approver_id
        waits = News("round_ended", "The plan is cleared, and waits for your approval.")
        told = Told(None, waits, [official] if official else [])
        notices.tell_all(change, about.plan_id, [told])
    return about


def _tell_agencies(change: Change, about: About, agency_ids: list[int], news: News) -> None:
    people = plan_members.spoken_for(change.session, about.plan_id, agency_ids)
    notices.tell_all(change, about.plan_id, [Told(about.task_id, news, people)])


def _note(
    change: Change,
    about: About,
    what: str,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    because: str,
) -> None:
    entry = journal.Entry(about.verb(what), about.subject, before, after, because)
    journal.note(change, about.plan_id, entry)


def _today(session: Session, about: About, change: Change) -> date:
    return civil_date(change.now, session.get_one(Plan, about.plan_id).time_zone)
