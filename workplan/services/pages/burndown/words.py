"""What changed on the days of a burndown, in a few words: who did what to which task."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from models import JournalEntry, Task
from models.record.journal import COUNTING, COUNTS
from workplan.forecast.burndown import Burndown
from workplan.services.history.entry_names import names_for
from workplan.services.history.entry_words import said
from workplan.services.record.journal import Burn
from workplan.vocabulary import Ending

MOST = 3
"""How many changes of a day, and how many tasks that came or went, are named."""


class Counted(NamedTuple):
    """An entry that counts in a burndown, with what it changed there."""

    seq: int
    on_day: date
    burn: Burn


class Words(NamedTuple):
    """What changed on a day: the last few changes, and how many there were besides."""

    said: list[str]
    more: int


class Coming(NamedTuple):
    """Tasks that came since the first day, or went: the first few, and how many besides."""

    tasks: list[tuple[int, str]]
    more: int


class Told(NamedTuple):
    """What changed on some days, and which tasks were added and removed in all of them."""

    days: dict[date, Words]
    added: Coming
    removed: Coming


class _Chosen(NamedTuple):
    """Some entries by their numbers, and how many there are in all."""

    counted: list[Counted]
    total: int


def told_of(
    session: Session,
    plan_id: int,
    burndown: Burndown,
    shown: Sequence[date],
    counted: Sequence[Counted] | None,
) -> Told:
    """Return what changed on the days that are shown, in words; as many selects for any number.

    Args:
        counted: the entries of a part of the plan; of the whole plan they are selected here.
    """
    first = burndown.days[0].on
    if counted is None:
        days = _chosen_days(session, plan_id, shown)
        came = [_chosen_tasks(session, plan_id, first, burndown.as_of, sign) for sign in (1, -1)]
    else:
        days = _days_among(counted, shown)
        came = [_tasks_among(counted, first, sign) for sign in (1, -1)]
    entries = _entries(session, [*days.values(), *came])
    names = names_for(session, entries.values())
    called = _called(session, [*entries.values()])

    def phrase(one: Counted) -> str:
        entry = entries[one.seq]
        if one.seq in called:
            return _phrase(entry, one.burn, called[one.seq])
        return said(entry, names)

    added, removed = (
        Coming(
            [(entries[one.seq].subject_id or 0, called[one.seq][0]) for one in chosen.counted],
            chosen.total - len(chosen.counted),
        )
        for chosen in came
    )
    words = {
        day: Words([phrase(one) for one in found.counted], found.total - len(found.counted))
        for day, found in days.items()
    }
    return Told(words, added, removed)


def _chosen_days(session: Session, plan_id: int, shown: Sequence[date]) -> dict[date, _Chosen]:
    entry = JournalEntry
    ranked = (
        select(
            entry.seq,
            entry.on_day,
            *(getattr(entry, name) for name in COUNTS),
            func.row_number()
            .over(partition_by=entry.on_day, order_by=entry.seq.desc())
            .label("rank"),
            func.count().over(partition_by=entry.on_day).label("total"),
        )
        .where(entry.plan_id == plan_id, entry.on_day.in_(shown), text(f"({COUNTING})"))
        .subquery()
    )
    rows = session.execute(
        select(ranked).where(ranked.c.rank <= MOST).order_by(ranked.c.seq.desc())
    )
    found: dict[date, _Chosen] = {}
    for seq, on_day, *burn, _, total in rows:
        found.setdefault(on_day, _Chosen([], total)).counted.append(
            Counted(seq, on_day, Burn(*burn))
        )
    return found


def _chosen_tasks(session: Session, plan_id: int, first: date, as_of: date, sign: int) -> _Chosen:
    entry = JournalEntry
    rows = session.execute(
        select(
            entry.seq,
            entry.on_day,
            *(getattr(entry, name) for name in COUNTS),
            func.count().over().label("total"),
        )
        .where(
            entry.plan_id == plan_id,
            entry.on_day > first,
            entry.on_day <= as_of,
            text(f"({COUNTING})"),
            entry.subject_type == "task",
            entry.scope_tasks * sign > 0,
        )
        .order_by(entry.seq)
        .limit(MOST)
    ).all()
    counted = [Counted(seq, on_day, Burn(*burn)) for seq, on_day, *burn, _ in rows]
    return _Chosen(counted, rows[0].total if rows else 0)


def _days_among(counted: Sequence[Counted], shown: Sequence[date]) -> dict[date, _Chosen]:
    by_day: dict[date, list[Counted]] = defaultdict(list)
    for one in counted:
        by_day[one.on_day].append(one)
    return {
        day: _Chosen(by_day[day][::-1][:MOST], len(by_day[day])) for day in shown if day in by_day
    }


def _tasks_among(counted: Sequence[Counted], first: date, sign: int) -> _Chosen:
    found = [one for one in counted if one.on_day > first and one.burn.scope_tasks * sign > 0]
    return _Chosen(found[:MOST], len(found))


def _entries(session: Session, chosen: Iterable[_Chosen]) -> dict[int, JournalEntry]:
    wanted = {one.seq for each in chosen for one in each.counted}
    found = session.scalars(select(JournalEntry).where(JournalEntry.seq.in_(wanted)))
    return {entry.seq: entry for entry in found}


def _phrase(entry: JournalEntry, burn: Burn, task: tuple[str, str]) -> str:
    """Return a change of one task, by what it counted."""
    who = entry.actor_name.split()[-1]
    code, name = task
    after, before = entry.after or {}, entry.before or {}
    if burn.scope_tasks > 0:
        verb = "added" if entry.verb in ("task.added", "task.restored") else "brought in"
        return f"{who} {verb} {code} {name}"
    if burn.scope_tasks < 0:
        if entry.verb != "task.removed":
            return f"{who} took out {code} {name}"
        return f"{who} removed {code}{': ' + entry.reason if entry.reason else ''}"
    if burn.remaining_tasks < 0:
        way = after.get("ending")
        return f"{code} {name} {Ending.said(way).lower() if way else 'done'}"
    if burn.remaining_tasks > 0:
        return f"{who} opened {code} again"
    if burn.scope_days and "duration_days" in after and "duration_days" in before:
        was, now = before["duration_days"], after["duration_days"]
        return f"{who} re-estimated {code} from {was} to {now} working days"
    if "percent" in after:
        return f"{who} reported {code}, {after['percent']} %"
    return f"{who} changed {code}"


def _called(session: Session, entries: Sequence[JournalEntry]) -> dict[int, tuple[str, str]]:
    """Return code and name of the task of each entry about one, as they were when it was made."""
    tasks = {e.subject_id for e in entries if e.subject_type == "task"}
    journal, now = JournalEntry, {}
    for row in session.execute(select(Task.id, Task.code, Task.name).where(Task.id.in_(tasks))):
        now[row.id] = {"code": row.code, "name": row.name}
    changes: dict[int, list[Any]] = defaultdict(list)
    for change in session.execute(
        select(journal.seq, journal.subject_id, journal.before)
        .where(
            journal.subject_type == "task",
            journal.subject_id.in_(tasks),
            journal.verb == "task.changed",
        )
        .order_by(journal.seq.desc())
    ):
        changes[change.subject_id or 0].append(change)
    called = {}
    for entry in entries:
        if entry.subject_type != "task" or entry.subject_id not in now:
            continue
        names = dict(now[entry.subject_id])
        for row in changes[entry.subject_id or 0]:
            if row.seq > entry.seq:
                names |= {key: row.before[key] for key in names if key in (row.before or {})}
        called[entry.seq] = names["code"], names["name"]
    return called
