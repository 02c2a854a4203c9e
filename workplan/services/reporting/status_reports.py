"""An agency reports on a task; the plan is rescheduled in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from models import Plan, StatusReport, Task, User
from workplan.clock import civil_date
from workplan.errors import Contradicted, Contradiction, InvalidInput, StaleVersion
from workplan.services.coordination import update_requests
from workplan.services.coordination.tasking import acknowledgements
from workplan.services.dates.rescheduling import Move, reschedule
from workplan.services.dates.stored_network import Stored
from workplan.services.people import rights
from workplan.services.record import burn_counts, journal
from workplan.services.record.change import Change
from workplan.services.reporting import contradictions, corrections, evidence
from workplan.services.reporting.endings import claims, verification
from workplan.services.reporting.endings.claims import Before
from workplan.services.reporting.evidence import Attached, Belonging
from workplan.services.reporting.progress import (
    SCHEDULED_BY,
    after_report,
    kept_of,
    progressed,
)
from workplan.services.reporting.recurring import comes_again, meet_occurrence
from workplan.services.reporting.report_fields import ReportFields
from workplan.services.tasks import giving
from workplan.services.tasks.rollups import rollups_of
from workplan.services.tasks.task_versions import entries_since, has_reports, who_saved
from workplan.vocabulary import OF_SUBTASKS, WAYS_OUT, Ending

NOTHING_CHANGED = "Nothing changed."


class Reported(NamedTuple):
    """What a report that is saved moved and met.

    Args:
        others: who changed the task itself meanwhile, by name; empty when nobody did.
        is_complete: whether it reports completion.
        met_on: the occurrence of a recurring suspense that it met; the next is due on `due_on`.
        claimed: who checks the claim that it is complete, by name; None where nothing is claimed.
    """

    moves: list[Move]
    others: str
    is_complete: bool
    finished_on: date | None
    met_on: date | None
    due_on: date | None
    claimed: tuple[str, ...] | None = None


def report(
    change: Change,
    task_id: int,
    version: int,
    said: ReportFields,
    reason: str = "",
    *,
    is_asked: bool = False,
    ends_today: bool = False,
    attached: Attached | None = None,
    criteria: Sequence[tuple[bool, str]] = (),
) -> Reported:
    """Record a status report, bring the task up to it, reschedule, and return what moved.

    Args:
        version: of the task, as the person saw it; what others changed of the task itself since
            stands beside the report.
        is_asked: whether somebody can be asked about contradictions; then they take a reason.
        ends_today: whether whoever completes it means today, having no field for another day.
        attached: what is attached; kept with the report, both or neither.
        criteria: of each closing criterion whether it is met, and why not.

    Of a task that somebody else checks, completion is claimed as of today, and counts as done
    once it is accepted. What is reported on a task with subtasks stands beside what they add up
    to; its dates stay those of its subtasks. A report of completion on a recurring suspense meets
    that occurrence; the task goes on to the next.

    Raises:
        StaleVersion: when somebody reported since the person opened the form; nothing is changed.
        Contradicted: when the report does not fit and no reason is given; nothing is changed.
        InvalidInput: when it corrects what is no report on the task.
    """
    given = attached.given.checked() if attached else None
    files = evidence.kept(attached.store, given.files) if attached and given else nullcontext(())
    with files as kept, change.transaction() as session:
        at = _open(change, task_id, version)
        task = at.task
        said, found, is_claim = _weighed(session, at, said, ends_today=ends_today)
        kept_because = contradictions.kept(found, reason)
        moves, row = _save(change, at, said, reason, is_claim=is_claim, **kept_because)
        found += contradictions.of_dates(_computed(task, moves), said)
        if found and is_asked and not reason.strip():
            raise Contradicted(found)
        for name, value in contradictions.kept(found, reason).items():
            setattr(row, name, value)
        if given:
            evidence.record(change, task, kept, given.url, Belonging(report_id=row.id))
        if task.ending == Ending.CLAIMED and not change.is_trial:
            claims.hold_to_terms(session, task, criteria)
        return _reported(session, at, row, moves)


def _weighed(
    session: Session, at: Opened, said: ReportFields, *, ends_today: bool
) -> tuple[ReportFields, list[Contradiction], bool]:
    """Return a report completed, what does not fit it as it was said, and whether it is a claim."""
    task, today = at.task, at.today
    is_claim = said.says_complete and verification.is_claim(session, at.plan, task, said)
    if said.says_complete and (ends_today or (is_claim and said.actual_finish_on is None)):
        said = replace(said, actual_finish_on=today)
    found = contradictions.of_report(task, said.checked(today), today)
    if task.driver == OF_SUBTASKS:
        found += contradictions.of_subtasks(rollups_of(session, [task.id]).get(task.id), said)
    return said.completed(today, task.actual_start_on).checked(today), found, is_claim


def confirm(change: Change, task_id: int, version: int) -> Reported:
    """Record that nothing changed since the last report, and return what moved.

    Raises:
        StaleVersion: when somebody reported since the person looked; nothing is changed.
    """
    with change.transaction() as session:
        at = _open(change, task_id, version)
        task = at.task
        if task.actual_finish_on is not None:
            raise InvalidInput("task", f"“{task.name}” waits for no report. Choose another.")
        said = ReportFields(
            task.status,
            task.percent,
            task.actual_start_on,
            None,
            task.forecast_on,
            done=NOTHING_CHANGED,
        )
        moves, row = _save(change, at, said, "", "task.confirmed", is_confirmation=True)
        return _reported(session, at, row, moves)


class Opened(NamedTuple):
    """A task that somebody may report on.

    Args:
        spoken_for: whose task it is, or None when it is reported on behalf of its agency.
        others: who changed the task itself since the person saw it, by name.
    """

    task: Task
    plan: Plan
    today: date
    spoken_for: int | None
    others: str = ""


def opened(change: Change, task_id: int) -> Opened:
    """Return a task that somebody may report on.

    Raises:
        NotFound, NotAllowed, PlanIsFrozen: as the rights say.
        InvalidInput: for a task that was removed.
    """
    session = change.session
    task, standing = rights.task_for(session, change.actor, task_id)
    if task.removed_at is not None:
        raise InvalidInput("task", f"“{task.name}” was removed from its plan. Choose another.")
    if task.ending in WAYS_OUT:
        raise InvalidInput(
            "task",
            f"“{task.name}” was ended: {Ending.said(task.ending).lower()}. A coordinator can bring "
            "it back.",
        )
    plan = session.get_one(Plan, task.plan_id)
    spoken_for = rights.require_report(session, standing, task_id)
    return Opened(task, plan, civil_date(change.now, plan.time_zone), spoken_for)


def _open(change: Change, task_id: int, version: int) -> Opened:
    """Return a task to report on, if nobody reported since a version of it."""
    found = opened(change, task_id)
    task = found.task
    if task.version == version:
        return found
    entries = entries_since(change.session, task, version)
    if not entries or has_reports(entries):
        raise StaleVersion(version, task.version)
    return found._replace(others=who_saved(change.session, task, version))


def _computed(task: Task, moves: list[Move]) -> Stored | Task:
    """Return what is computed for a task now; the row itself still has the dates of before."""
    return next((move.after for move in moves if move.task_id == task.id), task)


def _reported(session: Session, at: Opened, row: StatusReport, moves: list[Move]) -> Reported:
    is_complete, due_on = row.status == "complete", _computed(at.task, moves).due_on
    met_on, claimed = row.occurrence_on, None
    if at.task.ending == Ending.CLAIMED:
        claimed = tuple(verification.checkers(session, at.task).values())
    return Reported(moves, at.others, is_complete, row.actual_finish_on, met_on, due_on, claimed)


def set_back(change: Change, task_id: int, said: ReportFields, reason: str) -> list[Move]:
    """Report progress exactly as it is given, and return what moved; no agency says it."""
    with change.transaction():
        return _save(change, opened(change, task_id), said, reason, is_void=True)[0]


def _save(
    change: Change,
    at: Opened,
    said: ReportFields,
    reason: str,
    verb: str = "task.reported",
    *,
    is_claim: bool = False,
    **more: Any,
) -> tuple[list[Move], StatusReport]:
    """Store a report and bring the task up to it.

    Args:
        is_claim: whether it claims the task complete, as of today.
        more: further columns of the report.
    """
    session, task = change.session, at.task
    corrects = corrections.kept(session, task.id, said.corrects_id) if said.corrects_id else {}
    before = kept_of(session, task)
    # A task with subtasks counts through them; whether it has any, its schedule says already.
    counted = journal.Burn() if task.driver == OF_SUBTASKS else burn_counts.of_leaf(task)
    stood = Before.of(session, task) if is_claim else None
    if task.ending is not None:
        claims.give_way(change, task, at.today)
    elif task.actual_finish_on is not None and verification.reopens(at.plan, task, said):
        claims.open_again_by_report(change, task, at.today)
    is_done = said.status == "complete" and not is_claim
    occurrence_on = meet_occurrence(session, task) if is_done else None
    goes_on = occurrence_on is not None and comes_again(session, task.id)
    row = filed(change, at, said, occurrence_on=occurrence_on, **more)
    answered = update_requests.answer(session, task.id, change.now)
    # By the day of the claim, and no earlier one, a suspense is measured.
    taken = replace(said, actual_finish_on=at.today) if is_claim else said
    _bring_up_to(task, taken, change.now, is_met=goes_on)
    session.flush()
    acknowledgements.by_report(change, task, at.spoken_for, row.id)
    if goes_on:
        giving.give_next(session, task.id, change.now)
    if stood is not None:
        claims.make(change, task, row.id, at.today, stood)
        verification.ask(change, task.plan_id, {task.id: said.done})
    after = after_report(task, said, before, occurrence_on) | corrects
    after |= {"answered": answered} if answered else {}
    after |= _in_place_of(session, row)
    burn = burn_counts.difference(counted, burn_counts.after_report(counted, task))
    entry = journal.Entry(verb, ("task", task.id), before, after, reason, burn=burn)
    seq = journal.record(change, at.today, at.plan.id, [entry])
    at.plan.version += 1
    is_same = occurrence_on is None and all(before[n] == after[n] for n in SCHEDULED_BY)
    return ([] if is_same else reschedule(change, at.today, at.plan.id, seq)), row


def _in_place_of(session: Session, row: StatusReport) -> dict[str, str]:
    """Return what the journal keeps of for whom somebody reported; nothing for themselves."""
    if row.in_place_of_id is None:
        return {}
    return {"in_place_of": session.get_one(User, row.in_place_of_id).name}


def filed(change: Change, at: Opened, said: ReportFields, **more: Any) -> StatusReport:
    """Add the report itself, with who said it for whom; `more` are further columns of it."""
    row = StatusReport(
        task_id=at.task.id,
        user_id=change.actor.id,
        is_on_behalf=at.spoken_for is None,
        in_place_of_id=at.spoken_for if at.spoken_for != change.actor.id else None,
        is_by_link=change.actor.door == "link",
        reported_at=change.now,
        reported_on=at.today,
        **vars(said),
        **more,
    )
    change.session.add(row)
    return row


def _bring_up_to(task: Task, said: ReportFields, now: datetime, *, is_met: bool) -> None:
    for name, value in progressed(said, is_met=is_met).items():
        setattr(task, name, value)
    task.reported_at = now
    task.version += 1
