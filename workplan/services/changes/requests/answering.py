"""Decide on a change request: accept it, which makes the change, decline it, or withdraw it."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import ChangeRequest, Plan
from workplan.clock import civil_date
from workplan.errors import InvalidInput, NotAllowed, NotFound, StaleVersion
from workplan.plain_text import prose
from workplan.services.changes.previews import Preview, preview
from workplan.services.changes.requests import parts
from workplan.services.changes.requests.asking import LONGEST, about, tell_deciders
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News, Told
from workplan.services.dates.limits import Beyond
from workplan.services.dates.rescheduling import Move, reschedule
from workplan.services.people import rights
from workplan.services.people.standing import Standing
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.vocabulary import NoticeKind, RequestState, Role


def request_of(session: Session, plan_id: int, number: int) -> ChangeRequest:
    """Return a request of a plan by its number.

    Raises:
        NotFound: when there is none.
    """
    row = session.scalar(
        select(ChangeRequest).where(
            ChangeRequest.plan_id == plan_id, ChangeRequest.number == number
        )
    )
    if row is None:
        raise NotFound(f"There is no change request {number} in this plan.")
    return row


def may_answer(actor: Actor, plan: Plan, standing: Standing, row: ChangeRequest) -> bool:
    """Tell whether a person decides on a request: the official on any, a coordinator within it."""
    if row.state != RequestState.ASKED or plan.stage == "closed":
        return False
    if plan.approver_id is not None and plan.approver_id == actor.id:
        return True
    return standing.may_change_structure and not (row.beyond and plan.approver_id is not None)


def tried(change: Change, plan: Plan, row: ChangeRequest) -> Preview:
    """Return what accepting a request would do now; nothing of it is kept.

    Raises:
        InvalidInput: when it cannot be made any more, with what is in the way.
    """
    trial = Change(_granted(change.actor), change.now)
    slug, kept, asked = plan.slug, parts.read(row.parts), about(row)
    number = row.number

    def save(each: Change) -> list[Move]:
        return _make(each, slug, asked, number, kept, "")

    return preview(trial, plan.id, save)


def accept(change: Change, slug: str, number: int, version: int, answer: str = "") -> list[Move]:
    """Accept a request: what it asks for is made as one group of the journal; return what moved.

    Args:
        version: the version of the plan that the person saw what it would move in.

    Raises:
        StaleVersion: when the plan changed since; nothing is changed.
        BeyondLimit: when it goes beyond the limit of the plan by now, and somebody else than the
            official accepts it.
        InvalidInput: when it cannot be made any more.
    """
    with change.transaction() as session:
        plan, row = _to_answer(session, change.actor, slug, number)
        if plan.version != version:
            raise StaleVersion(version, plan.version)
        answer = _said(answer)
        by = change.by(_granted(change.actor))
        by.is_agreed = plan.approver_id == change.actor.id
        moves = _make(by, slug, about(row), row.number, parts.read(row.parts), answer)
        _close(change, row, RequestState.ACCEPTED, answer)
        _tell(change, plan, row)
        return moves


def decline(change: Change, slug: str, number: int, answer: str) -> None:
    """Decline a request, with the reason."""
    with change.transaction() as session:
        plan, row = _to_answer(session, change.actor, slug, number)
        answer = _said(answer, "Say why you decline it.")
        _close(change, row, RequestState.DECLINED, answer)
        _note(change, row, "change_request.declined", answer)
        _tell(change, plan, row)


def withdraw(change: Change, slug: str, number: int, answer: str = "") -> None:
    """Withdraw a request that one made oneself."""
    with change.transaction() as session:
        plan, _ = rights.plan_for(session, change.actor, slug)
        rights.require_open(session, plan.id)
        row = request_of(session, plan.id, number)
        _require_waiting(row)
        if row.asked_by_id != change.actor.id:
            raise NotAllowed("Only whoever asked for a change withdraws it. Ask them.")
        answer = _said(answer)
        _close(change, row, RequestState.WITHDRAWN, answer)
        _note(change, row, "change_request.withdrawn", answer)


def pass_on(change: Change, slug: str, number: int, found: Beyond) -> None:
    """Pass a request on to the official, since by now it goes beyond the limit of the plan."""
    with change.transaction() as session:
        plan, row = _to_answer(session, change.actor, slug, number)
        row.beyond = found.said
        _note(change, row, "change_request.passed_on", found.said)
        tell_deciders(change, plan, row)


def _granted(actor: Actor) -> Actor:
    """Return somebody who makes what was asked for, whatever their role."""
    return replace(actor, by_request=tuple(Role))


def _make(
    change: Change,
    slug: str,
    asked: tuple[str, int],
    number: int,
    kept: list[parts.Part],
    reason: str,
) -> list[Move]:
    with change.transaction() as session:
        plan, _ = rights.plan_for(session, change.actor, slug)
        parts.require_own(session, plan.id, kept)
        on_day = civil_date(change.now, plan.time_zone)
        after = {"number": number}
        entry = journal.Entry("change_request.accepted", asked, after=after, reason=reason)
        seq = journal.record(change, on_day, plan.id, [entry])
        with change.grouped(seq):
            parts.make(change, slug, kept, reason)
        plan.version += 1
        return reschedule(change, on_day, plan.id, seq)


def _to_answer(
    session: Session, actor: Actor, slug: str, number: int
) -> tuple[Plan, ChangeRequest]:
    plan, standing = rights.plan_for(session, actor, slug)
    rights.require_open(session, plan.id)
    row = request_of(session, plan.id, number)
    _require_waiting(row)
    if not may_answer(actor, plan, standing, row):
        raise NotAllowed("Somebody else decides on this change request. Its page says who.")
    return plan, row


def _require_waiting(row: ChangeRequest) -> None:
    if row.state != RequestState.ASKED:
        state = RequestState.said(row.state).lower()
        raise InvalidInput("answer", f"It is {state} already. Reload the page.")


def _said(answer: str, needed: str = "") -> str:
    answer = prose(answer).strip()
    if needed and not answer:
        raise InvalidInput("answer", needed)
    if len(answer) > LONGEST:
        raise InvalidInput("answer", f"Shorten the answer to {LONGEST:,} characters.")
    return answer


def _close(change: Change, row: ChangeRequest, state: RequestState, answer: str) -> None:
    row.state, row.answer = state, answer
    row.answered_by_id, row.answered_at = change.actor.id, change.now


def _note(change: Change, row: ChangeRequest, verb: str, reason: str) -> None:
    after = {"number": row.number}
    entry = journal.Entry(verb, about(row), after=after, reason=reason)
    journal.note(change, row.plan_id, entry)


def _tell(change: Change, plan: Plan, row: ChangeRequest) -> None:
    """Tell whoever asked for it what it was answered."""
    said = f"{RequestState.said(row.state)}. {row.answer}".strip()
    news = News(NoticeKind.CHANGE_ANSWERED, said, change_request_id=row.id)
    notices.tell_all(change, plan.id, [Told(None, news, {row.asked_by_id})])
