"""What changed in a plan since a page of it was shown, in one sentence."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from models import JournalEntry
from workplan.services.people.standing import Standing

MOST = 500
"""How many entries are read; of more the sentence says that they are many."""
MOST_NAMED = 2


def news_of(session: Session, standing: Standing, since: int) -> str:
    """Return what others changed in a plan since an entry of the journal; nothing for nothing.

    Who did it, and to how many tasks, is said as far as the person may read the journal; to
    everybody else, that the plan is another one now.
    """
    readable = standing.readable_journal() if standing.may_read_journal else None
    columns = (
        JournalEntry.actor_id,
        JournalEntry.actor_name,
        JournalEntry.subject_type,
        JournalEntry.subject_id,
    )
    # The entries since are few, and the number is the key: no index of the plan is needed.
    made = (
        select(*columns)
        .where(JournalEntry.seq > since, JournalEntry.plan_id == standing.plan_id)
        .order_by(JournalEntry.seq)
        .limit(MOST)
    )
    # What an agency keeps among its own people is no news to others.
    is_open = JournalEntry.subject_type != "inner_suspense"
    theirs = is_open if readable is None else or_(is_open, readable)
    if not session.execute(made.where(_by_others(standing), theirs).limit(1)).first():
        return ""
    if readable is None:
        return "The plan has changed since this page was shown"
    told = session.execute(made.where(_by_others(standing), readable)).all()
    if not told:
        return "The plan has changed since this page was shown"
    names = list(dict.fromkeys(row.actor_name for row in told if row.actor_name))
    others = len(names) - MOST_NAMED
    who = " and ".join(names[:MOST_NAMED]) if others <= 0 else f"{names[0]} and {others + 1} others"
    tasks = {row.subject_id for row in told if row.subject_type == "task"}
    many = "many tasks" if len(told) == MOST else f"{len(tasks)} task{'s' * (len(tasks) != 1)}"
    return f"{who or 'Somebody'} changed {many if tasks else 'the plan'}"


def _by_others(standing: Standing) -> ColumnElement[bool]:
    return JournalEntry.actor_id.is_distinct_from(standing.user_id)
