"""A lead of its agency says that the agency has a task, and who its action officer is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from models import Acknowledgement, Membership, Plan, Task, TaskAgency
from workplan.clock import civil_date
from workplan.errors import InvalidInput, NotAllowed
from workplan.services.coordination import assignments
from workplan.services.coordination.tasking.unacknowledged import Outstanding, asked_of, outstanding
from workplan.services.people import plan_members, rights
from workplan.services.people.standing import Standing
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.record.read_models import read

NOT_YOURS = (
    "Only a lead of the task’s lead agency acknowledges it. Ask them, or ask the agency for an "
    "update."
)
TAKEN = "It is acknowledged already, or not yours any more. Reload the page."


def acknowledge(change: Change, task_id: int, officer_id: int | None = None) -> None:
    """Say that the person's agency has a task, and name its action officer.

    The officer gets the task in hand, unless it is whoever says so themselves.

    Args:
        officer_id: somebody of the agency or its bureaus; else whoever has the task, or the person.

    Raises:
        NotAllowed: for anybody but a lead of an agency that leads the task.
        InvalidInput: when that was said already, and for an officer of another agency.
    """
    with change.transaction() as session:
        task, standing = rights.task_for(session, change.actor, task_id)
        rights.require_open(session, standing.plan_id)
        _require_lead(session, task, standing)
        mine = TaskAgency.agency_id.in_(standing.agency_ids)
        rows = read(Outstanding, session.execute(outstanding(Task.id == task.id, mine)))
        if not rows:
            raise InvalidInput("officer", TAKEN)
        me = change.actor.id or 0
        officer = officer_id or task.assignee_id or me
        may = {person for person, _ in assignments.people(session, task, standing)}
        if officer not in may | {me}:
            raise InvalidInput(
                "officer", "That person does not act for the lead agency. Choose from the list."
            )
        _write(change, rows, {task.id: officer})
        plan = session.get_one(Plan, task.plan_id)
        _record(change, plan, rows, {task.id: officer}, None)
        if officer not in (me, task.assignee_id):
            assignments.assign(change, task.id, officer)


def acknowledge_all(change: Change, task_ids: Iterable[int]) -> int:
    """Acknowledge some tasks of the person's agencies, and return how many that were.

    Whoever has a task in hand is its officer; of the others it is the person. What a colleague
    acknowledged meanwhile is left as it is. As many statements for many tasks as for one.
    """
    wanted = set(task_ids)
    with change.transaction() as session:
        standings = rights.standings(session, change.actor)
        rows = [row for row in asked_of(session, standings) if row.id in wanted]
        if not rows:
            return 0
        officers = {row.id: row.assignee_id or change.actor.id or 0 for row in rows}
        _write(change, rows, officers)
        by_plan: dict[int, list[Outstanding]] = defaultdict(list)
        for row in rows:
            by_plan[row.plan_id].append(row)
        for plan_id, some in by_plan.items():
            plan = session.get_one(Plan, plan_id)
            rights.require_open(session, plan_id)
            group = journal.Entry(
                "tasks.acknowledged", ("plan", plan_id), after={"tasks": len({r.id for r in some})}
            )
            on_day = civil_date(change.now, plan.time_zone)
            seq = journal.record(change, on_day, plan_id, [group])
            _record(change, plan, some, officers, seq)
        return len(officers)


def by_report(change: Change, task: Task, spoken_for: int | None, report_id: int) -> None:
    """Let a report stand for the acknowledgement of the agency that makes it, if it lacks one.

    Args:
        spoken_for: for whom it is made; None on behalf of the agency, which says nothing of it.
    """
    if spoken_for is None:
        return
    session = change.session
    rows = read(Outstanding, session.execute(outstanding(Task.id == task.id)))
    if not rows:
        return
    acts_for = session.scalar(
        select(Membership.agency_id).where(
            Membership.plan_id == task.plan_id, Membership.user_id == spoken_for
        )
    )
    theirs = _line_of(session, acts_for)
    for row in rows:
        if row.agency_id in theirs or acts_for in _line_of(session, row.agency_id):
            session.add(
                Acknowledgement(
                    task_id=task.id,
                    agency_id=row.agency_id,
                    given_at=row.given_at,
                    said_at=change.now,
                    said_by_id=change.actor.id,
                    report_id=report_id,
                )
            )


def without_report(session: Session, report_id: int) -> None:
    """Take back what a report stood for, with the report."""
    session.execute(delete(Acknowledgement).where(Acknowledgement.report_id == report_id))


def _require_lead(session: Session, task: Task, standing: Standing) -> None:
    leads = select(TaskAgency.agency_id).where(
        TaskAgency.task_id == task.id,
        TaskAgency.role == "lead",
        TaskAgency.agency_id.in_(standing.agency_ids),
    )
    if standing.role != "lead" or session.scalar(leads.limit(1)) is None:
        raise NotAllowed(NOT_YOURS)


def _write(change: Change, rows: Sequence[Outstanding], officers: dict[int, int]) -> None:
    change.session.execute(
        insert(Acknowledgement),
        [
            {
                "task_id": row.id,
                "agency_id": row.agency_id,
                "given_at": row.given_at,
                "said_at": change.now,
                "said_by_id": change.actor.id,
                "officer_id": officers[row.id],
            }
            for row in rows
        ],
    )


def _record(
    change: Change,
    plan: Plan,
    rows: Sequence[Outstanding],
    officers: dict[int, int],
    cause_seq: int | None,
) -> None:
    entries = [
        journal.Entry(
            "task.acknowledged",
            ("task", row.id),
            after={"agency_id": row.agency_id, "officer_id": officers[row.id]},
            cause_seq=cause_seq,
        )
        for row in rows
    ]
    journal.record(change, civil_date(change.now, plan.time_zone), plan.id, entries)


def _line_of(session: Session, agency_id: int | None) -> set[int]:
    """Return an agency and those above it."""
    above = plan_members.parents(session)
    line: set[int] = set()
    at = agency_id
    while at is not None and at not in line:
        line.add(at)
        at = above.get(at)
    return line
