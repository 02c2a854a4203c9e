"""The page of a change request: what it changes, what it would move now, and who decides."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import ChangeRequest, JournalEntry, Plan
from workplan.errors import InvalidInput
from workplan.services.changes.consequences import Consequence, consequences
from workplan.services.changes.previews import Preview
from workplan.services.changes.requests import answering, parts
from workplan.services.changes.requests.asking import SUBJECT
from workplan.services.history.taken_back import taken_back_by
from workplan.services.pages.requests import words
from workplan.services.pages.requests.lists import Listed, listed
from workplan.services.people.standing import Standing
from workplan.services.record.change import Change
from workplan.vocabulary import RequestState


class RequestPage(NamedTuple):
    """A change request, as its reader sees it.

    Args:
        lines: each part, by its task.
        since: what somebody changed of the same since it was asked for.
        tried: what accepting it would move now, for whoever asked or decides, since a trial holds
            up whoever saves; None once it is answered, or cannot be made.
        obstacle: why it cannot be made any more; "" if it can.
        may_answer: whether the reader decides on it; `may_withdraw` whether they asked for it.
        entry: the journal's entry by which it was accepted, and by which that was taken back.
    """

    request: Listed
    lines: list[tuple[str, str]]
    since: list[str]
    tried: Preview | None
    led_to: list[Consequence]
    obstacle: str
    may_answer: bool
    may_withdraw: bool
    entry: int | None
    undone_by: int | None


def page_of(
    session: Session, change: Change, plan: Plan, standing: Standing, number: int
) -> RequestPage:
    """Return the page of a request.

    Args:
        change: of the reader, in whose name it is tried and taken back.

    Raises:
        NotFound: when the plan has none of that number.
    """
    row = answering.request_of(session, plan.id, number)
    plan_id, is_open = plan.id, row.state == RequestState.ASKED and plan.stage != "closed"
    tried, obstacle = None, ""
    if is_open and (
        row.asked_by_id == change.actor.id
        or answering.may_answer(change.actor, plan, standing, row)
    ):
        try:
            tried = answering.tried(change, plan, row)
        except InvalidInput as error:
            obstacle = error.message
        # The trial was taken back, and what was read before with it.
        session.rollback()
        plan, row = session.get_one(Plan, plan_id), answering.request_of(session, plan_id, number)
    kept = parts.read(row.parts)
    names = words.names_of(session, [row], change.now)
    entry = _entry(session, row)
    [request] = listed(session, plan, [row], change.now)
    return RequestPage(
        request,
        words.lines(kept, names, change.now),
        parts.clashes(session, kept) if is_open else [],
        tried,
        consequences(tried) if tried else [],
        obstacle,
        answering.may_answer(change.actor, plan, standing, row),
        is_open and row.asked_by_id == change.actor.id,
        entry.seq if entry else None,
        taken_back_by(session, entry) if entry else None,
    )


def _entry(session: Session, row: ChangeRequest) -> JournalEntry | None:
    """Return the entry by which a request was accepted, if it was."""
    return session.scalar(
        select(JournalEntry).where(
            JournalEntry.subject_type == SUBJECT,
            JournalEntry.subject_id == row.id,
            JournalEntry.verb == "change_request.accepted",
        )
    )
