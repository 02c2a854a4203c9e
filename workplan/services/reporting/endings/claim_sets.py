"""Claims of many tasks at once, as one report on all of them makes them: in sets."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from models import Claim, ClosingTerms, Plan, StatusReport, Task
from workplan.errors import InvalidInput
from workplan.services.record import burn_counts
from workplan.services.record.change import Change
from workplan.services.record.journal import Entry
from workplan.services.reporting.endings import verification

SHOWN = 5


def claimable(session: Session, plan: Plan, task_ids: Collection[int]) -> frozenset[int]:
    """Return which of some tasks are claimed by a report of completion, and done once accepted.

    Raises:
        InvalidInput: when one has closing criteria or needs evidence, which a report on many tasks
            cannot give.
    """
    found = verification.verified(session, plan, task_ids) if task_ids else frozenset[int]()
    if not found:
        return found
    wanted = (
        select(Task.code, ClosingTerms.criteria, ClosingTerms.needs_evidence)
        .join(ClosingTerms, ClosingTerms.task_id == Task.id)
        .where(Task.id.in_(found))
        .order_by(Task.position)
    )
    held = [row.code for row in session.execute(wanted) if row.criteria or row.needs_evidence]
    if held:
        said = ", ".join(held[:SHOWN]) + (" …" if len(held) > SHOWN else "")
        raise InvalidInput(
            "status",
            f"{said} count as done by closing criteria or evidence of their own. Report on them "
            "one by one, and choose the others again.",
        )
    return found


def make(
    change: Change, plan: Plan, tasks: Sequence[Task], entries: Sequence[Entry], on: date
) -> None:
    """Record the claims that reports of this moment make, and ask who checks them.

    Args:
        entries: of the journal, which say how each task stood before.
    """
    if not tasks:
        return
    session = change.session
    wanted = select(StatusReport.id, StatusReport.task_id, StatusReport.done).where(
        StatusReport.task_id.in_([task.id for task in tasks]),
        StatusReport.reported_at == change.now,
    )
    reports = {row.task_id: row for row in session.execute(wanted)}
    before = {entry.subject[1]: entry.before or {} for entry in entries}
    rows = [
        {
            "plan_id": plan.id,
            "task_id": task.id,
            "report_id": reports[task.id].id,
            "claimed_at": change.now,
            "claimed_on": on,
            "due_on": task.due_on,
            "answers": [],
            "before": before[task.id],
            "left_days": burn_counts.remaining_days(task.duration_days, task.percent),
            "state": "open",
            "words": "",
        }
        for task in tasks
    ]
    session.execute(insert(Claim), rows)
    verification.ask(change, plan.id, {task.id: reports[task.id].done for task in tasks})
