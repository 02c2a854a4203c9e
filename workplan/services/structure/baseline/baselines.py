"""Freeze a plan under a name; rename, retire and restore what is frozen; say which charts use.

A baseline is never deleted: what was approved once can always be shown.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session, aliased

from models import Baseline, BaselineTask, Plan, Task
from workplan.clock import civil_date
from workplan.errors import InvalidInput, NotFound, StaleVersion
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.structure.baseline import chart_baselines

MAX_NAME, MAX_REASON = 200, 2_000
CHARTED = "charted_id"
"""Under which name an entry keeps which baseline charts used."""


class Grounds(NamedTuple):
    """What is said of a baseline when it is frozen.

    Args:
        approved_by: the person or body that approved it, as the record is to name them.
        is_charted: whether charts compare with it from now on.
    """

    reason: str = ""
    approved_by: str = ""
    is_charted: bool = True


NO_GROUNDS = Grounds()


def freeze(change: Change, slug: str, name: str, grounds: Grounds = NO_GROUNDS) -> int:
    """Copy a plan's tasks, with their dates as they stand, and return the baseline's id."""
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_structure(session, standing)
        return freeze_in(change, plan, name, grounds)


def free_name(session: Session, plan: Plan, name: str) -> str:
    """Return a name that no baseline of the plan has: this one, or this one with a number."""
    taken = set(session.scalars(select(Baseline.name).where(Baseline.plan_id == plan.id)))
    names = (name, *(f"{name} ({number})" for number in range(2, len(taken) + 3)))
    return next(found for found in names if found not in taken)


def freeze_in(change: Change, plan: Plan, name: str, grounds: Grounds = NO_GROUNDS) -> int:
    """Freeze inside the caller's transaction."""
    session = change.session
    _check_name(session, plan.id, name)
    _check_grounds(grounds)
    on_day = civil_date(change.now, plan.time_zone)
    used = chart_baselines.charted(session, plan.id)
    baseline = Baseline(
        plan_id=plan.id,
        name=name,
        reason=grounds.reason,
        approved_by=grounds.approved_by,
        frozen_at=change.now,
        frozen_on=on_day,
        frozen_by_id=change.actor.id,
    )
    session.add(baseline)
    session.flush()
    is_kept = used is not None and not grounds.is_charted
    _mark(session, plan.id, used.id if used is not None and is_kept else baseline.id)
    _copy_tasks(session, plan.id, baseline.id)
    after: dict[str, Any] = {"name": name}
    if grounds.approved_by:
        after["approved_by"] = grounds.approved_by
    if used is not None and not is_kept:
        after["charted_before"] = used.name
    subject = ("baseline", baseline.id)
    entry = journal.Entry("baseline.frozen", subject, after=after, reason=grounds.reason)
    journal.record(change, on_day, plan.id, [entry])
    return baseline.id


def rename(change: Change, baseline_id: int, version: int, name: str, reason: str = "") -> None:
    """Give a baseline another name.

    Raises:
        StaleVersion: when somebody changed it since.
    """
    with change.transaction() as session:
        baseline = _changed(change, baseline_id, version)
        if name == baseline.name:
            return
        _check_name(session, baseline.plan_id, name)
        before, baseline.name = {"name": baseline.name}, name
        _note(change, "baseline.renamed", baseline, before, {"name": name}, reason)


def retire(change: Change, baseline_id: int, version: int, reason: str = "") -> None:
    """Take a baseline out of what is offered; it stays in the list, and can be restored.

    Raises:
        InvalidInput: for the one that charts use: another is chosen first.
        StaleVersion: when somebody changed it since.
    """
    with change.transaction() as session:
        baseline = _changed(change, baseline_id, version)
        if baseline.retired_at is not None:
            return
        used = chart_baselines.charted(session, baseline.plan_id)
        if used is not None and used.id == baseline.id:
            raise InvalidInput(
                "baseline",
                f"Charts compare with “{baseline.name}”. Choose another one for them first, "
                "then retire it.",
            )
        baseline.retired_at = change.now
        _note(change, "baseline.retired", baseline, {"name": baseline.name}, None, reason)


def restore(change: Change, baseline_id: int, version: int, reason: str = "") -> None:
    """Offer a retired baseline again.

    Raises:
        StaleVersion: when somebody changed it since.
    """
    with change.transaction():
        baseline = _changed(change, baseline_id, version)
        if baseline.retired_at is None:
            return
        baseline.retired_at = None
        _note(change, "baseline.restored", baseline, None, {"name": baseline.name}, reason)


def chart(change: Change, baseline_id: int, version: int, reason: str = "") -> None:
    """Let charts compare with a baseline from now on: Gantt, burndown, pages and files.

    Raises:
        InvalidInput: for one that is retired.
        StaleVersion: when somebody changed it since.
    """
    with change.transaction() as session:
        baseline = _changed(change, baseline_id, version)
        if baseline.retired_at is not None:
            raise InvalidInput(
                "baseline", f"“{baseline.name}” is retired. Choose another, or restore it first."
            )
        used = chart_baselines.charted(session, baseline.plan_id)
        if used is not None and used.id == baseline.id:
            return
        _mark(session, baseline.plan_id, baseline.id)
        session.refresh(baseline)
        baseline.version += 1
        # Of the plan, whose choice it is: taking it back chooses another one.
        before = {CHARTED: used.id, "name": used.name} if used else None
        after = {CHARTED: baseline.id, "name": baseline.name}
        subject = ("plan", baseline.plan_id)
        entry = journal.Entry("baseline.charted", subject, before, after, reason)
        journal.note(change, baseline.plan_id, entry)


def in_plan(session: Session, plan_id: int, name: str) -> Baseline:
    """Return the baseline of a plan with a name; the caller has checked who may see the plan.

    Raises:
        NotFound: with the names that there are.
    """
    found = session.scalar(
        select(Baseline).where(Baseline.plan_id == plan_id, Baseline.name == name)
    )
    if found is None:
        names = ", ".join(f"“{one.name}”" for one in chart_baselines.listed(session, plan_id))
        raise NotFound(f"The plan has no baseline “{name}”. It has: {names or 'none'}.")
    return found


def slug_of(session: Session, actor: Actor, baseline_id: int) -> str:
    """Return the plan of a baseline by its short name.

    Raises:
        NotFound: when there is no such baseline, or none for them.
    """
    found = session.scalar(
        select(Plan.slug)
        .join(Baseline, Baseline.plan_id == Plan.id)
        .where(Baseline.id == baseline_id, Plan.id.in_(rights.visible_plans(actor)))
    )
    if found is None:
        raise NotFound("There is no such baseline among yours.")
    return found


def _check_name(session: Session, plan_id: int, name: str) -> None:
    if not name.strip() or len(name) > MAX_NAME or not name.isprintable():
        raise InvalidInput(
            "name", f"Give the baseline a name on one line, of {MAX_NAME} characters at most."
        )
    if session.scalar(
        select(Baseline.id).where(Baseline.plan_id == plan_id, Baseline.name == name)
    ):
        raise InvalidInput("name", f"This plan has a baseline “{name}” already. Choose a new name.")


def _check_grounds(grounds: Grounds) -> None:
    if len(grounds.reason) > MAX_REASON:
        raise InvalidInput("reason", f"Shorten the reason to {MAX_REASON:,} characters.")
    approver = grounds.approved_by
    if len(approver) > MAX_NAME or not (approver or " ").isprintable():
        raise InvalidInput(
            "approved_by", f"Give who approved it on one line, of {MAX_NAME} characters at most."
        )


def _copy_tasks(session: Session, plan_id: int, baseline_id: int) -> None:
    child = aliased(Task)
    has_child = select(child.id).where(child.parent_id == Task.id, child.removed_at.is_(None))
    columns = ("code", "name", "duration_days", "start_on", "finish_on", "due_on")
    session.execute(
        insert(BaselineTask).from_select(
            ["baseline_id", "task_id", *columns, "is_summary"],
            select(
                select(Baseline.id).where(Baseline.id == baseline_id).scalar_subquery(),
                Task.id,
                *(getattr(Task, column) for column in columns),
                has_child.exists(),
            ).where(Task.plan_id == plan_id, Task.removed_at.is_(None), Task.start_on.is_not(None)),
        )
    )


def _mark(session: Session, plan_id: int, baseline_id: int) -> None:
    """Let one baseline be the charted one; the old one gives way first, as the index demands."""
    others = update(Baseline).where(Baseline.plan_id == plan_id, Baseline.is_charted)
    session.execute(others.values(is_charted=False))
    session.execute(update(Baseline).where(Baseline.id == baseline_id).values(is_charted=True))


def _changed(change: Change, baseline_id: int, version: int) -> Baseline:
    """Return a baseline that the person may change, from the version that they saw."""
    session = change.session
    baseline = session.scalar(
        select(Baseline).where(
            Baseline.id == baseline_id, Baseline.plan_id.in_(rights.visible_plans(change.actor))
        )
    )
    if baseline is None:
        raise NotFound("There is no such baseline among yours.")
    plan = session.get_one(Plan, baseline.plan_id)
    rights.require_structure(session, rights.plan_for(session, change.actor, plan.slug)[1])
    if baseline.version != version:
        raise StaleVersion(version, baseline.version)
    return baseline


def _note(
    change: Change,
    verb: str,
    baseline: Baseline,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    reason: str,
) -> None:
    baseline.version += 1
    entry = journal.Entry(verb, ("baseline", baseline.id), before, after, reason)
    journal.note(change, baseline.plan_id, entry)
