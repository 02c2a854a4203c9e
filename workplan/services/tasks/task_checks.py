"""What is refused of a task's fields, each with its way out."""

from __future__ import annotations

from unicodedata import category

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Agency, Initiative, Plan, Task
from models.tasks.task import MAX_DURATION_DAYS
from workplan.errors import InvalidInput
from workplan.services.tasks.suspenses import check_day
from workplan.services.tasks.task_fields import TaskFields, fields_of
from workplan.services.tasks.work_calendars import require_known
from workplan.vocabulary import OF_SUBTASKS, AgencyRole, Constraint, Ending, Source


def check(
    session: Session,
    plan: Plan,
    wanted: TaskFields,
    task: Task | None = None,
    *,
    needs_lead: bool = True,
) -> None:
    """Refuse what the database would refuse too, naming the field and the way out.

    Args:
        needs_lead: False for what stood before and for what is part of a group, which may have
            come from a file without a lead.
    """
    check_texts(wanted)
    check_dates(wanted)
    if needs_lead:
        _check_leads(session, wanted, task)
    _check_owners(session, wanted)
    if needs_lead:
        _refuse_retired(session, wanted, task)
    check_effort(session, plan, wanted.initiative_id)
    require_known(plan, wanted.work_calendar, task.work_calendar if task else "")
    _check_places(session, plan, wanted, task)
    is_unsigned = plan.directive_id is None and not plan.is_template
    is_new_rule = wanted.suspense.rule == "signed" and not _is_due_so(session, task, wanted)
    if is_unsigned and is_new_rule:
        raise InvalidInput(
            "rule",
            "No directive is named in this plan, so nothing counts from its signature. Choose a "
            "fixed date, or another rule.",
        )
    taken = select(Task.id).where(
        Task.plan_id == plan.id,
        Task.code == wanted.code,
        Task.removed_at.is_(None),
        Task.id != (task.id if task else 0),
    )
    # A file may have brought two tasks with one code; neither has to change it to be changed.
    has_it = task is not None and task.removed_at is None and task.code == wanted.code
    if not has_it and session.scalar(taken):
        raise InvalidInput(
            "code", f"Another task of this plan is called {wanted.code}. Choose another code."
        )


def _is_due_so(session: Session, task: Task | None, wanted: TaskFields) -> bool:
    """Tell whether a task keeps its suspense: a sheet may have brought one before its directive."""
    return task is not None and fields_of(session, task).suspense == wanted.suspense


def check_texts(wanted: TaskFields) -> None:
    """Refuse a code or a name that is empty, too long, or on more than one line."""
    for field, text, longest in (("code", wanted.code, 40), ("name", wanted.name, 200)):
        if not text.strip():
            raise InvalidInput(field, f"The {field} is empty. Give the task a {field}.")
        if any(category(c) == "Cc" for c in text):
            raise InvalidInput(
                field, f"A {field} stands on one line. Remove line breaks and control characters."
            )
        if len(text) > longest:
            raise InvalidInput(
                field, f"The {field} has {len(text)} characters, and {longest} fit. Shorten it."
            )
    if wanted.dates_source not in Source.codes():
        raise InvalidInput(
            "dates_source", f"“{wanted.dates_source}” is no source. Choose from the list."
        )


def check_dates(wanted: TaskFields) -> None:
    """Refuse a duration or a constraint that cannot be planned."""
    if not 0 <= wanted.duration_days <= MAX_DURATION_DAYS:
        raise InvalidInput(
            "duration_days",
            f"{wanted.duration_days} working days cannot be planned. Give 0 (a milestone) to "
            f"{MAX_DURATION_DAYS}.",
        )
    if wanted.constraint_code not in Constraint.codes():
        raise InvalidInput(
            "constraint_code", f"“{wanted.constraint_code}” is no constraint. Choose from the list."
        )
    if (wanted.constraint_on is None) != (wanted.constraint_code in ("ASAP", "ALAP")):
        raise InvalidInput(
            "constraint_on",
            "This constraint needs a date. Give one, or choose “as soon as possible”."
            if wanted.constraint_on is None
            else "“As soon as possible” takes no date. Remove it, or choose another constraint.",
        )
    check_day("constraint_on", wanted.constraint_on)


def _check_leads(session: Session, wanted: TaskFields, task: Task | None) -> None:
    if wanted.leads:
        return
    # A task that came from a file without a known owner may stay without one.
    if task is None or fields_of(session, task).leads:
        raise InvalidInput("leads", "No lead agency is chosen. Choose one, or several jointly.")


def _check_owners(session: Session, wanted: TaskFields) -> None:
    known = set(session.scalars(select(Agency.id)))
    if set(wanted.leads) - known:
        raise InvalidInput("leads", "One of these agencies is not known. Choose from the list.")
    for agency_id, role in wanted.supports:
        if agency_id not in known:
            raise InvalidInput("supports", "That agency is not known. Choose from the list.")
        if role not in AgencyRole.codes() or role == "lead":
            raise InvalidInput("supports", f"“{role}” is no supporting role. Choose from the list.")


def _refuse_retired(session: Session, wanted: TaskFields, task: Task | None) -> None:
    """Refuse an agency that is retired, but where it stood before."""
    chosen = owning(wanted)
    retired = session.execute(
        select(Agency.id, Agency.label)
        .where(Agency.id.in_(chosen), Agency.retired_at.is_not(None))
        .order_by(Agency.label)
    ).all()
    stays = owning(fields_of(session, task)) if retired and task is not None else set[int]()
    for agency_id, label in retired:
        if agency_id not in stays:
            raise InvalidInput("leads", f"{label} is retired. Choose an agency that is in use.")


def owning(fields: TaskFields) -> set[int]:
    """Return the agencies that lead or support a task."""
    return {*fields.leads, *(agency_id for agency_id, _ in fields.supports)}


def check_effort(session: Session, plan: Plan, initiative_id: int | None) -> None:
    """Refuse a line of effort of another plan, and one that is retired."""
    if initiative_id is None:
        return
    effort = session.get(Initiative, initiative_id)
    if effort is None or effort.plan_id != plan.id:
        raise InvalidInput(
            "initiative_id", "That line of effort is not in this plan. Choose one from the list."
        )
    if effort.retired_at is not None:
        raise InvalidInput(
            "initiative_id",
            f"The line of effort “{effort.code} {effort.title}” is retired. Choose another, or "
            "restore it first.",
        )


def _check_above(session: Session, parent_id: int | None, task: Task | None) -> None:
    """Refuse a new subtask below a task that was claimed or ended itself; its work is over."""
    above = None
    if parent_id is not None and (task is None or task.parent_id != parent_id):
        above = session.scalar(
            select(Task).where(
                Task.id == parent_id, Task.ending.is_not(None), Task.driver != OF_SUBTASKS
            )
        )
    if above is not None and above.ending is not None:
        way = "Withdraw the claim" if above.ending == Ending.CLAIMED else "Bring it back"
        raise InvalidInput(
            "parent_id",
            f"“{above.name}” is over: {Ending.said(above.ending).lower()}. {way} first, or choose "
            "another parent.",
        )


def _check_places(session: Session, plan: Plan, wanted: TaskFields, task: Task | None) -> None:
    """Check the parent, and the task from which the suspense counts."""
    for field, other in (
        ("parent_id", wanted.parent_id),
        ("after_task_id", wanted.suspense.after_task_id),
    ):
        if other is not None and not session.scalar(
            select(Task.id).where(
                Task.id == other, Task.plan_id == plan.id, Task.removed_at.is_(None)
            )
        ):
            raise InvalidInput(field, "That task is not in this plan. Choose one from the list.")
    _check_above(session, wanted.parent_id, task)
    above = wanted.parent_id
    while task is not None and above is not None:
        if above == task.id:
            raise InvalidInput(
                "parent_id",
                "A task cannot stand below itself or its own subtasks. Choose another parent.",
            )
        above = session.scalar(select(Task.parent_id).where(Task.id == above))
