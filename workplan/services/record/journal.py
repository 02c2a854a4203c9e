"""The append-only record: every change leaves an entry that holds the hash of the one before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, func, insert, or_, select
from sqlalchemy.orm import Session

from models import JournalEntry, Plan
from workplan.clock import civil_date
from workplan.services.record import entry_hash
from workplan.services.record.change import Change
from workplan.services.record.verbs import VERBS

ZONE_OF_SYSTEM_ENTRIES = "UTC"
GENESIS = "0" * 64
STRUCK, RESTS = "spill.removed", "rests"
"""The verb of an entry that says what left others, and under which name it keeps what remained."""
UNDOES = "undoes"
"""Under which name an entry keeps, after it, which one it takes back."""


class Burn(NamedTuple):
    """By how much a change alters the plan's scope and remaining work (tasks, working days)."""

    scope_tasks: int = 0
    scope_days: int = 0
    remaining_tasks: int = 0
    remaining_days: int = 0


NO_BURN = Burn()


@dataclass(frozen=True)
class Entry:
    """What happened, before it has its place in the chain."""

    verb: str
    subject: tuple[str, int | None]
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    reason: str = ""
    cause_seq: int | None = None
    burn: Burn = NO_BURN


def record(
    change: Change,
    on_day: date,
    plan_id: int | None,
    entries: Sequence[Entry],
) -> int:
    """Append entries to the chain and return the sequence number of the first.

    Args:
        on_day: the date of the change in the plan's time zone.

    Raises:
        KeyError: for a verb that is not registered; a verb is one line of `verbs.py`.
    """
    session = change.session
    before = last, previous = change.head or head(session)
    first = last + 1
    rows = []
    for seq, entry in enumerate(entries, first):
        VERBS[entry.verb]
        row = entry_hash.salted(
            {
                "seq": seq,
                "at": change.now,
                "on_day": on_day,
                "plan_id": plan_id,
                "actor_id": change.actor.id,
                "actor_name": change.actor.name,
                "door": change.actor.door,
                "verb": entry.verb,
                "subject_type": entry.subject[0],
                "subject_id": entry.subject[1],
                "before": entry.before,
                "after": _marked(change, entry),
                "reason": entry.reason,
                "cause_seq": entry.cause_seq or change.group,
                **entry.burn._asdict(),
                "prev_hash": previous,
            }
        )
        previous = row["hash"]
        rows.append(row)
    # Entries with texts and without go in one statement.
    session.execute(insert(JournalEntry).execution_options(render_nulls=True), rows)
    made = ((entry.verb, *entry.subject) for entry in entries)
    change.appended(before, (rows[-1]["seq"], previous), made)
    if not change.group:
        change.made.append((first, entries[0].verb))
    return first


def _marked(change: Change, entry: Entry) -> dict[str, Any] | None:
    """Return what an entry keeps after it, with the one that it takes back, if it does."""
    undoing = change.undoing
    if undoing is None or undoing.verb != entry.verb:
        return entry.after
    change.undoing = None
    return {**(entry.after or {}), UNDOES: undoing.seq}


def kept_after(entry: JournalEntry) -> dict[str, Any]:
    """Return what an entry keeps of its subject after it, without what it takes back."""
    return {key: value for key, value in (entry.after or {}).items() if key != UNDOES}


def note(change: Change, plan_id: int | None, entry: Entry) -> None:
    """Append one entry on the civil day of its plan; of no plan, on the day in UTC."""
    zone = ZONE_OF_SYSTEM_ENTRIES
    if plan_id is not None:
        zone = change.session.get_one(Plan, plan_id).time_zone
    record(change, civil_date(change.now, zone), plan_id, [entry])


def day(value: date | None) -> str | None:
    """Return a date as an entry keeps it."""
    return value.isoformat() if value else None


def verify(session: Session) -> tuple[int, str]:
    """Walk the whole chain and return its length and head.

    Raises:
        ValueError: at the first entry that was altered, is missing, or stands out of order.
    """
    return walk(session, 0, lambda: False)


def walk(session: Session, after: int, is_over: Callable[[], bool]) -> tuple[int, str]:
    """Walk the chain from the entry after one that holds, until its end or until time is over.

    Returns:
        The number and hash of the last entry that was looked at.

    Raises:
        ValueError: at the first entry that was altered, is missing, or stands out of order.
    """
    seq, previous = after, GENESIS
    if after:
        found = select(JournalEntry.hash).where(JournalEntry.seq == after)
        previous = session.scalar(found) or GENESIS
    known: dict[int, str] | None = None
    has_salts = bool(after) and session.scalar(_has_salts(after))
    for row in _rows(session, after):
        if row["digests"] is not None and known is None:
            known = rests(session)
        is_next = row["seq"] == seq + 1 and row["prev_hash"] == previous
        holds = entry_hash.holds(row, known or {}, is_before_salts=not has_salts)
        if not is_next or not holds:
            raise ValueError(f"The journal does not hold at entry {seq + 1}.")
        has_salts = has_salts or bool(row["salt"] or row["digests"])
        seq, previous = row["seq"], row["hash"]
        if is_over():
            break
    return seq, previous


def _has_salts(until: int) -> Select[bool]:
    """Return the select of whether an entry up to one has a salt, or had one."""
    rows = select(JournalEntry.seq).where(
        JournalEntry.seq <= until,
        or_(JournalEntry.salt.is_not(None), JournalEntry.digests.is_not(None)),
    )
    return select(rows.exists())


def rests(session: Session) -> dict[int, str]:
    """Return what remained of entries from which something left, as the last entry says it."""
    kept = session.scalars(
        select(JournalEntry.after).where(JournalEntry.verb == STRUCK).order_by(JournalEntry.seq)
    )
    return rests_among(kept)


def rests_among(kept: Iterable[dict[str, Any] | None]) -> dict[int, str]:
    """Return what remained of entries, from what the entries keep that say so, in their order."""
    return {int(seq): rest for after in kept for seq, rest in (after or {})[RESTS].items()}


# Every page and every change asks this, so it is put together once.
LAST = select(JournalEntry.seq, JournalEntry.hash).order_by(JournalEntry.seq.desc()).limit(1)


def head(session: Session) -> tuple[int, str]:
    """Return the number and hash of the last entry."""
    row = session.execute(LAST).first()
    return (row.seq, row.hash) if row else (0, GENESIS)


def head_of_plan(session: Session, plan_id: int) -> tuple[int, str]:
    """Return the number and hash of the last entry of a plan, or of what is no plan's own."""
    entry = JournalEntry
    last = (
        select(func.max(entry.seq)).where(of).scalar_subquery()
        for of in (entry.plan_id == plan_id, entry.plan_id.is_(None))
    )
    wanted = select(entry.seq, entry.hash).where(entry.seq.in_(last)).order_by(entry.seq.desc())
    row = session.execute(wanted.limit(1)).first()
    return (row.seq, row.hash) if row else (0, GENESIS)


def source_line(session: Session) -> str:
    """Return the source line of a chart or a file: which state of the journal it shows."""
    seq, hash_ = head(session)
    return f"Source: Workplan journal, entry {seq:,}, head {hash_[:12]}"


def _rows(session: Session, after: int) -> Iterator[dict[str, Any]]:
    table = JournalEntry.__table__
    wanted = select(table).where(table.c.seq > after).order_by(table.c.seq)
    for row in session.execute(wanted).yield_per(1000):
        yield dict(row._mapping)
