"""Take a report back: the task stands again as it did before it, to the last column."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import JournalEntry, StatusReport, Task
from workplan.errors import InvalidInput
from workplan.services.coordination import update_requests
from workplan.services.coordination.tasking import acknowledgements
from workplan.services.dates.rescheduling import Move, reschedule
from workplan.services.history.taken_back import later_on, standing_since
from workplan.services.people import rights
from workplan.services.record import burn_counts, journal
from workplan.services.record.change import Change
from workplan.services.record.verbs import REPORTS
from workplan.services.reporting.endings import claims
from workplan.services.reporting.progress import DAYS, MINUTES, kept_of, telling
from workplan.services.reporting.report_fields import ReportFields
from workplan.services.reporting.status_reports import filed, opened
from workplan.services.tasks import giving
from workplan.services.tasks.suspenses import meet
from workplan.services.tasks.task_fields import MET
from workplan.vocabulary import Ending

DECIDED = ("task.accepted", "task.returned", "task.claim_withdrawn", "task.acceptance_reversed")
"""What somebody decided on the claim of a report, which is not taken back with it."""


def take_back(change: Change, entry: JournalEntry, reason: str) -> list[Move]:
    """Bring a task to where it was before a report, as a new report, and return what moved.

    An occurrence of a recurring suspense that the report met is owed again, and a question that
    it answered is open again.

    Raises:
        InvalidInput: when somebody reported since, or changed what the report stands on.
    """
    with change.transaction() as session:
        task, _ = rights.task_for(session, change.actor, entry.subject_id or 0)
        if task.removed_at is not None:
            raise InvalidInput(
                "entry", f"“{task.name}” was removed from its plan. Undo that first."
            )
        at = opened(change, task.id)
        last, previous = _reports(session, entry)
        was = _was(session, entry, last, previous)
        is_confirmed = _require_standing(session, task, entry, last)
        before, counted = kept_of(session, task), burn_counts.counted(session, task.id)
        days = {name: _day(was[name]) for name in DAYS}
        said = _said_again(was, days, previous, f"{reason}.")
        claims.give_way(change, task, at.today)
        task.ending = was.get("ending")
        if task.ending == Ending.CLAIMED:
            claims.open_again(change, task.id, entry.at)
        # Who takes back what was taken back says it again; otherwise nobody says anything.
        is_said_again = last is not None and last.is_void
        filed(change, at, said, is_void=not is_said_again)
        if last is not None:
            last.is_void = True
            acknowledgements.without_report(session, last.id)
        _set_progress(task, was, days)
        if not is_confirmed:
            task.reported_at = _moment(was["reported_at"])
        if was.get(MET, before[MET]) != before[MET]:
            meet(session, task.id, _day(was[MET]))
            giving.take_next_back(session, task.id, entry.at)
        asked = _questions(session, task, change.now, entry.after or {})
        session.flush()
        burn = burn_counts.difference(counted, burn_counts.counted(session, task.id))
        burn = burn._replace(scope_tasks=-entry.scope_tasks, scope_days=-entry.scope_days)
        after = {**telling(before, kept_of(session, task)), "done": said.done, **asked}
        undone = journal.Entry("task.reported", ("task", task.id), before, after, reason, burn=burn)
        seq = journal.record(change, at.today, at.plan.id, [undone])
        at.plan.version += 1
        return reschedule(change, at.today, at.plan.id, seq)


def _said_again(
    was: Mapping[str, Any],
    days: Mapping[str, date | None],
    previous: StatusReport | None,
    done: str,
) -> ReportFields:
    """Return the report that says once more what stood before, with the words of its own."""
    return ReportFields(
        was["status"],
        was["percent"],
        days["actual_start_on"],
        days["actual_finish_on"],
        days["forecast_on"],
        done=done,
        next_steps=previous.next_steps if previous else "",
        help_needed=previous.help_needed if previous else "",
    )


def _set_progress(task: Task, was: Mapping[str, Any], days: Mapping[str, date | None]) -> None:
    """Let the progress of a task stand as it was."""
    task.status, task.percent = was["status"], was["percent"]
    for name, day in days.items():
        setattr(task, name, day)
    for minute in MINUTES.values():
        setattr(task, minute, was.get(minute))
    task.version += 1


def _reports(
    session: Session, entry: JournalEntry
) -> tuple[StatusReport | None, StatusReport | None]:
    """Return the report of an entry, and the one before it that said something.

    Each report since left one entry, so they are counted off from the end.
    """
    since = sum(one.verb in REPORTS for one in later_on(session, entry))
    rows = session.scalars(
        select(StatusReport)
        .where(StatusReport.task_id == entry.subject_id)
        .order_by(StatusReport.id.desc())
        .offset(since)
    ).all()
    return next(iter(rows), None), next((r for r in rows[1:] if not r.is_confirmation), None)


def _was(
    session: Session,
    entry: JournalEntry,
    last: StatusReport | None,
    previous: StatusReport | None,
) -> dict[str, Any]:
    """Return everything that a report changed, as it stood before.

    An entry of an earlier release says less; then the reports say the rest.
    """
    before = entry.before or {}
    if "status" not in before:
        raise InvalidInput(
            "entry", f"Entry {entry.seq:,} was made with its plan. Report on the task instead."
        )
    said: dict[str, Any] = {"reported_at": previous.reported_at.isoformat() if previous else None}
    if last is not None and last.occurrence_on is not None:
        met = session.scalar(
            select(StatusReport.occurrence_on)
            .where(
                StatusReport.task_id == last.task_id,
                StatusReport.id < last.id,
                StatusReport.occurrence_on.is_not(None),
            )
            .order_by(StatusReport.id.desc())
            .limit(1)
        )
        said[MET] = journal.day(met)
    return said | before


def _require_standing(
    session: Session, task: Task, entry: JournalEntry, last: StatusReport | None
) -> bool:
    """Refuse when somebody built on a report; return whether it was confirmed since."""
    since = standing_since(session, entry)
    for one in since:
        if one.verb in DECIDED:
            raise InvalidInput(
                "entry", f"Entry {one.seq:,} decided on the claim since. It stays on the record."
            )
        if one.verb == "task.reported":
            raise InvalidInput("entry", f"Entry {one.seq:,} reports on it since. Undo that first.")
    met = {MET: journal.day(last.occurrence_on)} if last and last.occurrence_on else {}
    present, left = kept_of(session, task), met | (entry.after or {})
    known = ("status", "percent", *DAYS, MET)
    if any(present[key] != left[key] for key in known if key in left):
        raise InvalidInput(
            "entry", "Since then the task, or its suspense, was changed again. Undo that first."
        )
    return any(one.verb == "task.confirmed" for one in since)


def _questions(
    session: Session, task: Task, now: datetime, left: dict[str, Any]
) -> dict[str, list[int]]:
    """Open the questions that a report answered, and close those that an undo opened."""
    again = update_requests.ask_again(session, task.id, left.get("answered", ()))
    closed = update_requests.answer(session, task.id, now) if left.get("asked_again") else []
    found = {"asked_again": again, "answered": closed}
    return {key: ids for key, ids in found.items() if ids}


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None


def _moment(kept: str | None) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None
