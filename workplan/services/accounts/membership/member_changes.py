"""Members of a plan on its settings page: another role, and out, once others have their tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import JournalEntry, Membership, Plan, Task, User
from workplan.clock import civil_date
from workplan.errors import InvalidInput, NotFound, StaleVersion
from workplan.services.accounts.membership import memberships
from workplan.services.accounts.membership.memberships import MembershipFields
from workplan.services.coordination import notices
from workplan.services.coordination.hands import workers_of
from workplan.services.coordination.notices import News, Told
from workplan.services.coordination.recipients import reach_of
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.tasks import giving, task_sets
from workplan.services.tasks.states import is_open
from workplan.services.tasks.task_fields import TaskFields
from workplan.services.tasks.task_sets import TaskChange

AGENCIES = 0
"""To whom tasks go that go back to their lead agencies."""


class Successor(NamedTuple):
    """Somebody who may take all open tasks of a member."""

    id: int
    name: str


def change(change: Change, slug: str, user_id: int, version: int, wanted: MembershipFields) -> str:
    """Give a member another role, from the version that the person saw, and return their name.

    Raises:
        StaleVersion: when somebody changed it in between; nothing is changed.
    """
    with change.transaction() as session:
        plan = memberships.own_plan(session, change.actor, slug)
        _member(session, plan, user_id, version)
        user = session.get_one(User, user_id)
        memberships.set_in(change, plan, user, wanted)
        return user.name


def remove(
    change: Change, slug: str, user_id: int, version: int, to: int | None, reason: str = ""
) -> tuple[str, int]:
    """Take a member out of a plan, and return their name and how many tasks others have now.

    With tasks it is one group, which is taken back at once.

    Args:
        version: of the membership, as the person saw it.
        to: who takes their open tasks, or `AGENCIES`; None when the person saw none.

    Raises:
        StaleVersion: when somebody changed the membership in between; nothing is changed.
        InvalidInput: when they have open tasks and nobody is chosen, for somebody who may not
            have one of them, and for the only coordinator.
    """
    with change.transaction() as session:
        plan = memberships.own_plan(session, change.actor, slug)
        _member(session, plan, user_id, version)
        user = session.get_one(User, user_id)
        held = {} if plan.stage == "closed" else _held(session, plan, user_id)
        if not held:
            memberships.let_out(change, plan, user, reason)
            return user.name, 0
        taker = _taker(session, plan, user, held, to)
        group = journal.Entry(
            "member.replaced",
            ("plan", plan.id),
            {"user_id": user_id},
            {"user_id": taker, "tasks": len(held)},
            reason,
        )
        on_day = civil_date(change.now, plan.time_zone)
        seq = journal.record(change, on_day, plan.id, [group])
        with change.grouped(seq):
            _hand_on(change, plan, held, taker)
            memberships.let_out(change, plan, user)
        plan.version += 1
        return user.name, len(held)


def successors(session: Session, plan_id: int, user_id: int) -> list[Successor]:
    """Return who may take all open tasks of a member, by name; as many selects for any number."""
    plan = session.get_one(Plan, plan_id)
    held, reach = _held(session, plan, user_id), reach_of(session, plan_id)
    return [
        Successor(one.id, f"{one.name} ({one.label})")
        for one in workers_of(session, plan_id)
        if one.id != user_id and all(reach.works_for(one.id, task.leads) for task in held.values())
    ]


def take_back(change: Change, entry: JournalEntry, reason: str) -> None:
    """Take back that somebody joined a plan, or that they got another role in it.

    Raises:
        InvalidInput: when their role was changed again since.
    """
    session = change.session
    plan, user = session.get_one(Plan, entry.plan_id), session.get_one(User, entry.subject_id)
    try:
        now = memberships.described_now(session, plan, user.id)
    except NotFound as gone:
        raise InvalidInput("entry", "They have left the plan since. Undo that first.") from gone
    if now != journal.kept_after(entry):
        raise InvalidInput("entry", "Since then somebody changed the role again. Undo that first.")
    if entry.verb == "member.changed":
        was = MembershipFields(**(entry.before or {}))
        memberships.set_in(change, plan, user, was, reason)
    elif entry.before:
        raise InvalidInput(
            "entry", "Their role was changed by an earlier version. Choose the role on the page."
        )
    else:
        memberships.let_out(change, plan, user, reason)


def _member(session: Session, plan: Plan, user_id: int, version: int) -> Membership:
    memberships.require_member(session, plan, user_id)
    found = session.scalars(
        select(Membership).where(Membership.plan_id == plan.id, Membership.user_id == user_id)
    ).one()
    if found.version != version:
        raise StaleVersion(version, found.version)
    return found


def _held(session: Session, plan: Plan, user_id: int) -> dict[int, TaskFields]:
    """Return the open tasks of a plan that are handed to somebody, in its order."""
    ids: Sequence[int] = session.scalars(
        select(Task.id)
        .where(Task.plan_id == plan.id, Task.assignee_id == user_id, is_open(Task))
        .order_by(Task.position)
    ).all()
    return task_sets.fields_of_tasks(session, ids) if ids else {}


def _taker(
    session: Session, plan: Plan, user: User, held: Mapping[int, TaskFields], to: int | None
) -> int | None:
    """Return who takes some tasks; None for their lead agencies."""
    codes = [task.code for task in held.values()]
    said = ", ".join(codes[:5]) + (f" and {len(codes) - 5:,} more" if len(codes) > 5 else "")
    if to is None:
        raise InvalidInput("to", f"{user.name} does {said}. Choose who takes that.")
    if to == AGENCIES:
        return None
    if to not in {one.id for one in successors(session, plan.id, user.id)}:
        raise InvalidInput(
            "to", f"That person does not act for the lead agencies of {said}. Choose from the list."
        )
    return to


def _hand_on(change: Change, plan: Plan, held: Mapping[int, TaskFields], taker: int | None) -> None:
    """Hand tasks on and tell whoever has them now; as many statements for many as for one."""
    on_day = civil_date(change.now, plan.time_zone)
    changes = [
        TaskChange(number, fields, replace(fields, assignee_id=taker))
        for number, fields in held.items()
    ]
    task_sets.store(change.session, changes, giving.joining(plan, change.now))
    entries = [task_sets.change_entry(one, "") for one in changes]
    journal.record(change, on_day, plan.id, entries)
    change.session.expire_all()
    if taker is not None:
        told = [Told(number, News("handed"), [taker]) for number in held]
        notices.tell_all(change, plan.id, told)
