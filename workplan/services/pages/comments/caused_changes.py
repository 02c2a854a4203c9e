"""Changes of the plan that a point of a comment may have caused, each in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import JournalEntry, Plan
from workplan.clock import civil_date
from workplan.scheduling.explain import day_words
from workplan.services.consultation.caused import CHANGES
from workplan.services.history.entry_names import names_for
from workplan.services.history.entry_words import said

MOST, LONGEST = 20, 90


def offered(
    session: Session, plan: Plan, since: datetime, kept: int | None
) -> list[tuple[str, str]]:
    """Return the last changes since a comment came, the newest first, and the one that is kept."""
    entry = JournalEntry
    recent = (
        select(entry.seq)
        .where(
            entry.plan_id == plan.id,
            entry.verb.in_(CHANGES),
            entry.cause_seq.is_(None),
            entry.at >= since,
        )
        .order_by(entry.seq.desc())
        .limit(MOST)
    )
    wanted = select(entry).where(or_(entry.seq.in_(recent), entry.seq == (kept or 0)))
    rows = session.scalars(wanted.order_by(entry.seq.desc())).all()
    return _worded(session, plan, rows)


def said_of(session: Session, plan: Plan, seqs: Iterable[int | None]) -> dict[int, str]:
    """Return some entries in words, by their numbers; no select for none."""
    wanted = {seq for seq in seqs if seq is not None}
    if not wanted:
        return {}
    entry = JournalEntry
    rows = session.scalars(
        select(entry).where(entry.plan_id == plan.id, entry.seq.in_(wanted))
    ).all()
    return {int(seq): words for seq, words in _worded(session, plan, rows)}


def _worded(session: Session, plan: Plan, rows: Iterable[JournalEntry]) -> list[tuple[str, str]]:
    rows = list(rows)
    names = names_for(session, rows)
    found = []
    for row in rows:
        subject = names.subject(row.subject_type, row.subject_id)
        text = f"{subject}: {said(row, names)}" if subject else said(row, names)
        cut = text if len(text) <= LONGEST else text[:LONGEST].rstrip() + " …"
        day = day_words(civil_date(row.at, plan.time_zone))
        found.append((str(row.seq), f"{row.seq:,}, {day}: {cut}"))
    return found
