"""What is decided about many tasks: read, changed and counted in sets.

However many tasks change, the same statements are sent; a statement for each would make a plan of
a thousand tasks wait for tens of thousands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from models import Suspense, Task, TaskAgency
from workplan.folding import fold
from workplan.services.people import plan_agencies
from workplan.services.people.plan_agencies import Joining
from workplan.services.record import burn_counts
from workplan.services.record.journal import NO_BURN, Burn, Entry, day
from workplan.services.tasks.suspenses import SuspenseRule
from workplan.services.tasks.task_fields import MET, TaskFields, agency_row, changed, roles_of

TASKS, SUSPENSES = Task.__table__, Suspense.__table__
APART = ("leads", "supports", "suspense")
PLAIN = tuple(f.name for f in fields(TaskFields) if f.name not in APART)
FOLDED = ("code", "name", "description")
"""What searching reads folded."""
PROGRESS_VERBS = ("task.progress_taken", "task.reported")


class TaskChange(NamedTuple):
    """What was decided about a task, before and after.

    Args:
        met_on: of a recurring suspense that is replaced, the occurrence that was met last.
    """

    task_id: int
    before: TaskFields
    after: TaskFields
    met_on: date | None = None

    @property
    def is_another_series(self) -> bool:
        """Tell whether what was met of its suspense is forgotten."""
        return self.before.suspense.series != self.after.suspense.series


def fields_of_tasks(session: Session, task_ids: Iterable[int]) -> dict[int, TaskFields]:
    """Return the structure of some tasks as it stands, by id."""
    wanted = [*task_ids]
    agencies: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for row in session.execute(
        select(TaskAgency.task_id, TaskAgency.agency_id, TaskAgency.role)
        .where(TaskAgency.task_id.in_(wanted))
        .order_by(TaskAgency.agency_id)
    ):
        agencies[row.task_id].append((row.agency_id, row.role))
    rules = {row.task_id: SuspenseRule.of(row) for row in _suspenses(session, wanted)}
    columns = [TASKS.c[name] for name in PLAIN]
    found = {}
    for task_id, *values in session.execute(
        select(TASKS.c.id, *columns).where(TASKS.c.id.in_(wanted))
    ):
        own = agencies[task_id]
        found[task_id] = TaskFields(
            **dict(zip(PLAIN, values, strict=True)),
            leads=tuple(agency for agency, role in own if role == "lead"),
            supports=tuple(pair for pair in own if pair[1] != "lead"),
            suspense=rules.get(task_id, SuspenseRule("none")),
        )
    return found


def _suspenses(session: Session, task_ids: list[int]) -> Sequence[Suspense]:
    return session.scalars(
        select(Suspense)
        .where(Suspense.task_id.in_(task_ids))
        .execution_options(populate_existing=True)
    ).all()


def change_entry(change: TaskChange, reason: str) -> Entry:
    """Return what the journal keeps of a changed structure."""
    before, after = changed(change.before, change.after)
    if change.is_another_series:
        before[MET] = day(change.met_on)
        after |= {MET: None} if change.met_on is not None else {}
    return Entry("task.changed", ("task", change.task_id), before, after, reason)


def with_met(session: Session, changes: Sequence[TaskChange]) -> list[TaskChange]:
    """Return changes with what was met of the suspenses that they replace; before `store`."""
    ids = [c.task_id for c in changes if c.is_another_series]
    if not ids:
        return [*changes]
    rows = session.execute(
        select(SUSPENSES.c.task_id, SUSPENSES.c.met_on).where(SUSPENSES.c.task_id.in_(ids))
    )
    met = {row.task_id: row.met_on for row in rows}
    return [change._replace(met_on=met.get(change.task_id)) for change in changes]


def store(session: Session, changes: Sequence[TaskChange], joining: Joining) -> None:
    """Write changed structures; the caller has checked them, journals and reschedules.

    Each changed task gets its next version.

    Args:
        joining: to which plan agencies come that nothing named there before, and on which day.
    """
    rows = [
        {"row": c.task_id, **c.after.stored()}
        | {f"folded_{name}": fold(getattr(c.after, name)) for name in FOLDED}
        for c in changes
    ]
    update_rows(session, TASKS, rows, version=TASKS.c.version + 1)
    owned = {c.task_id: c.after for c in changes if _owners(c.before) != _owners(c.after)}
    if owned:
        given = _given(session, owned)
        session.execute(delete(TaskAgency).where(TaskAgency.task_id.in_(owned)))
        add_agencies(session, owned, joining, given)
    ruled = [c for c in changes if c.before.suspense != c.after.suspense]
    _change_suspenses(session, {c.task_id: c.after.suspense for c in ruled})


def update_rows(session: Session, table: Any, rows: list[dict[str, Any]], **more: Any) -> None:
    """Update rows by their id, which each names as `row`; all name the same columns."""
    if rows:
        columns: dict[str, Any] = {n: bindparam(n) for n in rows[0] if n != "row"}
        statement = update(table).where(table.c.id == bindparam("row"))
        session.execute(statement.values(columns | more), rows)


def _owners(wanted: TaskFields) -> tuple[Any, ...]:
    return wanted.leads, wanted.supports


Given = Mapping[tuple[int, int], datetime | None]
"""Since when each of some tasks is given to an agency that leads it, by both their numbers."""


NOBODY_YET: Given = {}


def _given(session: Session, task_ids: Iterable[int]) -> Given:
    wanted = select(TaskAgency.task_id, TaskAgency.agency_id, TaskAgency.given_at)
    led = TaskAgency.task_id.in_(task_ids), TaskAgency.role == "lead"
    return {(task, agency): at for task, agency, at in session.execute(wanted.where(*led))}


def add_agencies(
    session: Session,
    wanted: Mapping[int, TaskFields],
    joining: Joining,
    given: Given = NOBODY_YET,
) -> None:
    """Write who leads and supports tasks that have nobody yet, and that they take part.

    Args:
        given: to whom the tasks were given before; they keep that moment as far as they lead on.
    """
    rows: list[dict[str, Any]] = [
        agency_row(task_id, agency, role, joining)
        for task_id, found in wanted.items()
        for agency, role in roles_of(found).items()
    ]
    for row in rows:
        if row["role"] == "lead":
            key = row["task_id"], row["agency_id"]
            row["given_at"] = given.get(key, row["given_at"])
    if rows:
        session.execute(insert(TaskAgency), rows)
        plan_agencies.take_part(session, joining, {row["agency_id"] for row in rows})


def add_suspenses(session: Session, wanted: Mapping[int, SuspenseRule]) -> None:
    """Write the suspenses of tasks that have none."""
    rows = [
        {"task_id": task_id, **rule.checked().columns()}
        for task_id, rule in wanted.items()
        if rule.rule != "none" or rule.note
    ]
    if rows:
        session.execute(insert(SUSPENSES), rows)  # type: ignore[arg-type]


def _change_suspenses(session: Session, wanted: dict[int, SuspenseRule]) -> None:
    """Write other rules; what was met of a series stays met while it is the same series."""
    if not wanted:
        return
    rows = []
    for old in _suspenses(session, [*wanted]):
        rule = wanted.pop(old.task_id).checked()
        is_same = SuspenseRule.of(old).series == rule.series
        rows.append({"row": old.id, **rule.columns(), "met_on": old.met_on if is_same else None})
    if rows:
        session.execute(update(SUSPENSES).where(SUSPENSES.c.id == bindparam("row")), rows)  # type: ignore[arg-type]
    add_suspenses(session, wanted)


class Counted(NamedTuple):
    """What of a task counts in the burndown."""

    duration_days: int
    percent: int
    is_done: bool

    @property
    def burn(self) -> Burn:
        """Return its scope, and what is left of it."""
        return burn_counts.of_task(self.duration_days, self.percent, is_done=self.is_done)


def tally(session: Session, plan_id: int) -> dict[int, Counted]:
    """Return what each task of a plan counts: those without subtasks."""
    rows = session.execute(
        select(
            TASKS.c.id,
            TASKS.c.parent_id,
            TASKS.c.duration_days,
            TASKS.c.percent,
            func.coalesce(TASKS.c.actual_finish_on, TASKS.c.ended_on).label("ended_on"),
        ).where(TASKS.c.plan_id == plan_id, TASKS.c.removed_at.is_(None))
    ).all()
    parents = {row.parent_id for row in rows}
    return {
        row.id: Counted(row.duration_days, row.percent, row.ended_on is not None)
        for row in rows
        if row.id not in parents
    }


def counted(
    entries: Sequence[Entry], before: dict[int, Counted], after: dict[int, Counted]
) -> tuple[list[Entry], Burn]:
    """Return entries with what each alters of what is left to do, and what none of them alters.

    Progress alters what is left, the rest of the structure how much there is. A task that gets or
    loses subtasks counts otherwise without having an entry of its own.

    Args:
        before: what each task counted before all of them, and `after` after.
    """
    left = {}
    for task_id in before.keys() | after.keys():
        old, new = before.get(task_id), after.get(task_id)
        # As if only the structure had changed: the new duration, with the progress there was.
        middle = Counted(new.duration_days, old.percent, old.is_done) if old and new else new
        left[task_id, False] = burn_counts.difference(_burn(old), _burn(middle))
        left[task_id, True] = burn_counts.difference(_burn(middle), _burn(new))
    found = []
    for entry in entries:
        kind, task = entry.subject
        share = NO_BURN
        if kind == "task" and entry.verb.partition(".")[0] == "task":
            share = left.pop((task or 0, entry.verb in PROGRESS_VERBS), NO_BURN)
        found.append(replace(entry, burn=share))
    rest = Burn(*map(sum, zip(NO_BURN, *left.values(), strict=True)))
    return found, rest


def _burn(one: Counted | None) -> Burn:
    return one.burn if one else NO_BURN
