"""Figures for a watch from outside: counts and ages, and nothing of what a plan says."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from models import JournalEntry, Plan, Pulse, ReceivedMail, Task
from models.reminding.outgoing import WAITING
from workplan.services.delivery.recorded import ALL
from workplan.services.reminding import heartbeats
from workplan.services.tasks.due_work import is_under_way
from workplan.services.tasks.states import counts_itself, is_open
from workplan.vocabulary import MailState, ReceivedState

log = logging.getLogger(__name__)

PARTS = (heartbeats.PLANNER, heartbeats.MAIL_ACCEPTED, heartbeats.CHECKPOINT)
"""Whose last beat is told."""


class Figure(NamedTuple):
    """One figure: its name and what it counts, and each value by the words of its labels.

    Args:
        labels: the names of the labels; values have one word for each.
    """

    name: str
    counts: str
    labels: tuple[str, ...]
    values: Mapping[Any, float]


def readable(session: Session, now: datetime) -> list[Figure]:
    """Return every figure, or none while the database cannot be read; the log says why."""
    try:
        return figures(session, now)
    except SQLAlchemyError:
        log.exception("The figures cannot be read.")
        return []


def figures(session: Session, now: datetime) -> list[Figure]:
    """Return every figure; eight selects, whatever there is."""
    return [_mails(session), _oldest(session, now), *_beats(session, now), *_records(session)]


def _mails(session: Session) -> Figure:
    """Count the rows of the ledgers; a state that none is in counts none."""
    values = {(ledger.__tablename__, state): 0.0 for ledger in ALL for state in MailState.codes()}
    for ledger in ALL:
        for state, count in session.execute(
            select(ledger.state, func.count()).group_by(ledger.state)
        ):
            values[ledger.__tablename__, state] = count
    words = "Rows of the ledgers of mail by what became of them"
    return Figure("workplan_mails", words, ("ledger", "state"), values)


def _oldest(session: Session, now: datetime) -> Figure:
    """Return for how long the oldest mail that waits has been due; none when nothing waits."""
    waits: list[float] = []
    for ledger in ALL:
        waiting = ledger.state.in_(WAITING)
        first = func.min(func.coalesce(ledger.first_due_at, ledger.not_before))
        due = session.scalar(select(first).where(waiting, ledger.not_before <= now))
        if due is not None:
            waits.append((now - due).total_seconds())
    words = "For how long the oldest mail that has not left has been due"
    return Figure("workplan_mail_waits_seconds", words, (), {(): max(waits, default=0.0)})


def _beats(session: Session, now: datetime) -> list[Figure]:
    """Return how long ago each part of the scheduler last ran; of plans and addresses nothing."""
    rows = session.execute(select(Pulse.name, Pulse.beat_at).where(Pulse.name.in_(PARTS)))
    values = {(name,): (now - beat_at).total_seconds() for name, beat_at in rows}
    words = "How long ago a part of the scheduler last ran"
    return [Figure("workplan_beat_age_seconds", words, ("part",), values)]


def _records(session: Session) -> list[Figure]:
    """Count what the database holds."""
    received = dict.fromkeys(((state,) for state in ReceivedState.codes()), 0.0)
    for state, count in session.execute(
        select(ReceivedMail.state, func.count()).group_by(ReceivedMail.state)
    ):
        received[state,] = count
    plans = session.scalar(select(func.count()).select_from(Plan).where(is_under_way())) or 0
    open_tasks = session.scalar(
        select(func.count())
        .select_from(Task)
        .join(Plan, Plan.id == Task.plan_id)
        .where(is_under_way(), is_open(), counts_itself())
    )
    entries = session.scalar(select(func.max(JournalEntry.seq))) or 0
    return [
        Figure("workplan_received_mails", "Mail that came in", ("state",), received),
        Figure("workplan_plans_under_way", "Plans whose people are reminded", (), {(): plans}),
        Figure("workplan_open_tasks", "Open tasks of these plans", (), {(): open_tasks or 0}),
        Figure("workplan_journal_entries", "Entries of the journal", (), {(): entries}),
    ]
