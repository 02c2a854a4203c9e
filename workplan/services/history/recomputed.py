"""What tasks should hold, worked out from the journal alone, beside what they do hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import JournalEntry, Plan, Task, TaskAgency
from workplan.vocabulary import OF_SUBTASKS

STRUCTURE = (
    "code",
    "name",
    "description",
    "duration_days",
    "initiative_id",
    "parent_id",
    "assignee_id",
    "constraint_code",
    "constraint_on",
    "constraint_minute",
    "short_parts",
    "work_calendar",
    "dates_source",
    "source_note",
    "sentence",
)
REPORTED = {
    "status": "not_started",
    "percent": 0,
    "actual_start_on": None,
    "actual_finish_on": None,
    "forecast_on": None,
    "reported_at": None,
    "ending": None,
}
"""What a report sets, and what a task holds before its first."""
COMPUTED = ("start_on", "finish_on", "due_on")
AGENCIES = ("leads", "supports")
TOLD_WHOLE = "leads"
"""What an entry that adds a task has when it tells all of it."""
TELLING = (
    "task.acceptance_reversed",
    "task.accepted",
    "task.added",
    "task.agencies_merged",
    "task.assigned",
    "task.brought_back",
    "task.changed",
    "task.claim_withdrawn",
    "task.confirmed",
    "task.ended",
    "task.handed_over",
    "task.moved",
    "task.progress_taken",
    "task.removed",
    "task.reported",
    "task.restored",
    "task.returned",
    "task.struck",
)
"""The entries that keep fields of a task; others keep such as the name of a file."""
PRESENCE = {"task.added": True, "task.restored": True, "task.removed": False}


class Difference(NamedTuple):
    """A field of a task that does not hold what the journal says; `seq` is the entry that does."""

    plan: str
    task_id: int
    code: str
    field: str
    holds: Any
    should_hold: Any
    seq: int | None

    def __str__(self) -> str:
        """Return it as a line."""
        by = f"entry {self.seq:,}" if self.seq else "no entry"
        return (
            f"{self.plan}, task {self.code} (number {self.task_id}): {self.field} is "
            f"{_said(self.holds)}, and should be {_said(self.should_hold)} by {by}."
        )


class _Told(NamedTuple):
    value: Any
    seq: int | None


def differences(session: Session) -> Iterator[Difference]:
    """Yield every field of a task that differs from what the journal says, by number of task."""
    told = _told(session)
    agencies = _agencies(session)
    table = Task.__table__
    rows = session.execute(
        select(table, Plan.slug).join(Plan, Plan.id == table.c.plan_id).order_by(table.c.id)
    )
    for row in rows.yield_per(1000):
        task = dict(row._mapping)
        task["present"] = task["removed_at"] is None
        task.update(agencies.get(task["id"], {"leads": [], "supports": []}))
        known = told.pop(task["id"], {})
        if "present" not in known:
            yield Difference(
                task["slug"], task["id"], task["code"], "added", "in the table", None, None
            )
        # Of files that were brought in before entries told all, only what they told is compared.
        begins = _before_any_entry() if TOLD_WHOLE in known or "present" not in known else {}
        should = begins | known
        if task["driver"] == OF_SUBTASKS:
            should.pop("ending", None)  # It is what its subtasks add up to.
        for field, (value, seq) in should.items():
            holds = _plain(task[field])
            if holds != value:
                yield Difference(task["slug"], task["id"], task["code"], field, holds, value, seq)
    for task_id, fields in told.items():
        code = fields.get("code", _Told("?", None)).value
        yield Difference("no plan", task_id, str(code), "present", False, True, None)


def _before_any_entry() -> dict[str, _Told]:
    before = {field: _Told(value, None) for field, value in REPORTED.items()}
    return (
        before | {field: _Told(None, None) for field in COMPUTED} | {"present": _Told(True, None)}
    )


def _told(session: Session) -> dict[int, dict[str, _Told]]:
    """Return the last value that the journal tells of each field, by task."""
    known = {*STRUCTURE, *REPORTED, *COMPUTED, *AGENCIES}
    told: dict[int, dict[str, _Told]] = {}
    table = JournalEntry.__table__
    rows = session.execute(
        select(table.c.seq, table.c.verb, table.c.subject_id, table.c.after)
        .where(
            table.c.subject_type == "task",
            table.c.verb.in_(TELLING),
            # Of a draft that was purged only its entries are left.
            table.c.plan_id.not_in(select(Plan.id).where(Plan.purged_at.is_not(None))),
        )
        .order_by(table.c.seq)
    )
    for seq, verb, task_id, after in rows.yield_per(1000):
        fields = told.setdefault(task_id, {})
        if verb in PRESENCE:
            fields["present"] = _Told(PRESENCE[verb], seq)
        for field, value in (after or {}).items():
            if field in known:
                fields[field] = _Told(_plain(value), seq)
    return told


def _agencies(session: Session) -> dict[int, dict[str, Any]]:
    """Return who leads and supports each task, as entries keep it."""
    found: dict[int, dict[str, Any]] = {}
    rows = session.execute(
        select(TaskAgency.task_id, TaskAgency.agency_id, TaskAgency.role).order_by(
            TaskAgency.task_id, TaskAgency.agency_id
        )
    )
    for task_id, agency_id, role in rows:
        kept = found.setdefault(task_id, {"leads": [], "supports": []})
        if role == "lead":
            kept["leads"].append(agency_id)
        else:
            kept["supports"].append([agency_id, role])
    return found


def _plain(value: Any) -> Any:
    """Return a value as entries keep it; moments in one way of writing, lists in one order."""
    if isinstance(value, str) and "T" in value:
        try:
            return datetime.fromisoformat(value).isoformat()
        except ValueError:
            return value
    if isinstance(value, list):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value


def _said(value: Any) -> str:
    return "empty" if value is None else f"“{str(value)[:80]}”"
