"""Who may see and do what, per plan, as queries and on a standing; who hands work on to whom is
the business of `coordination`.

What a person may not see is not selected, so it cannot leak through a count, a link or a feed;
a stranger gets NotFound. What they may see but not do raises NotAllowed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    Dependency,
    FormerShortName,
    Plan,
    Task,
)
from workplan.errors import NotAllowed, NotFound, PlanIsFrozen
from workplan.reminders.recipients import may_stand_in
from workplan.services.people import plan_members
from workplan.services.people.plan_members import Held
from workplan.services.people.standing import Standing
from workplan.services.people.which_plans import listed_plans as listed_plans
from workplan.services.people.which_plans import visible_plans as visible_plans
from workplan.services.record.actor import Actor

Reach = Literal["all", "agency", "handed", "none"]
REPORTS: Mapping[str, Reach] = {"coordinator": "all", "lead": "agency", "contributor": "handed"}
"""On whose tasks each role may report: all, those that the agency leads, those handed to them."""


def standings(session: Session, actor: Actor) -> list[Standing]:
    """Return what a person is in each plan of their lists."""
    return _standings(session, actor, listed_plans(actor))


def plans_of(session: Session, actor: Actor) -> list[Plan]:
    """Return the plans of a person's lists, the closed ones last."""
    order = (Plan.stage == "closed", Plan.title)
    return [*session.scalars(select(Plan).where(Plan.id.in_(listed_plans(actor))).order_by(*order))]


def plan_for(session: Session, actor: Actor, slug: str) -> tuple[Plan, Standing]:
    """Return a plan, by its short name or by one that it had, and what the person is in it.

    Raises:
        NotFound: when there is no such plan, or none for them.
    """
    theirs = select(Plan).where(Plan.id.in_(visible_plans(actor)))
    plan = session.scalar(theirs.where(Plan.slug == slug))
    if plan is None:
        named = select(FormerShortName.plan_id).where(FormerShortName.slug == slug)
        plan = session.scalar(theirs.where(Plan.id.in_(named)))
    if plan is None:
        raise NotFound(f"There is no plan “{slug}” among yours.")
    return plan, _standing(session, actor, plan.id)


def plan_to_change(session: Session, actor: Actor, slug: str) -> Plan:
    """Return a plan whose structure the person may change.

    Raises:
        NotFound: when there is no such plan, or none for them.
        NotAllowed: when they are no coordinator of it, and when it is closed.
    """
    plan, standing = plan_for(session, actor, slug)
    require_structure(session, standing)
    return plan


def task_for(session: Session, actor: Actor, task_id: int) -> tuple[Task, Standing]:
    """Return a task, removed ones too, and what the person is in its plan.

    Raises:
        NotFound: when there is no such task, or none for them.
    """
    task = session.scalar(
        select(Task).where(Task.id == task_id, Task.plan_id.in_(visible_plans(actor)))
    )
    if task is None:
        raise NotFound(f"There is no task {task_id} among yours.")
    return task, _standing(session, actor, task.plan_id)


def successor_for(session: Session, actor: Actor, dependency_id: int) -> tuple[Task, Standing]:
    """Return the task that a dependency holds back, and what the person is in its plan.

    Raises:
        NotFound: in the same words when there is none, and when it is none of theirs.
    """
    row = session.get(Dependency, dependency_id)
    if row is not None:
        with suppress(NotFound):
            return task_for(session, actor, row.successor_id)
    raise NotFound("There is no such dependency. It may have been removed already.")


def require_journal(standing: Standing) -> None:
    """Refuse the journal to those who may read no part of it."""
    if not standing.may_read_journal:
        raise NotAllowed(
            "The journal is read by coordinators, auditors and agency leads. Ask one of them."
        )


def require_administrator(actor: Actor) -> None:
    """Keep from everybody else that there is anything to administer.

    Whoever gives commands on the machine itself administers it, and so does the sample loader.
    """
    if not actor.is_admin and not (actor.id is None and actor.door in ("cli", "sample")):
        raise NotFound("There is no such page.")


def require_importer(session: Session, actor: Actor) -> None:
    """Refuse an import by somebody who coordinates no plan."""
    if not any(standing.may_change_structure for standing in standings(session, actor)):
        raise NotAllowed("Only coordinators import plans. Ask one to bring it in for you.")


def require_members(standing: Standing) -> None:
    """Refuse the list of members, and any change of it, to anyone but the coordinator.

    Who may see a plan can change after it is closed, since its record stays.
    """
    if not standing.may_change_structure:
        raise NotAllowed(
            "Only the plan's coordinator says who is in it. Ask the coordinator, and say who "
            "should be."
        )


def require_coordinator(standing: Standing) -> None:
    """Refuse what only the plan's coordinator does with a plan as a whole, a closed one too."""
    if not standing.may_change_structure:
        raise NotAllowed(
            "Only the plan's coordinator moves it through its stages, archives or deletes it. Ask "
            "the coordinator."
        )


def require_settings(standing: Standing) -> None:
    """Refuse a plan's settings to anyone but its coordinator, who reads those of a closed one."""
    if not standing.may_change_structure:
        raise NotAllowed(
            "Only the plan's coordinator sees and changes its settings. Ask the coordinator, and "
            "say what should change."
        )


def require_structure(session: Session, standing: Standing) -> None:
    """Refuse a change of structure by anyone but the coordinator, and of a closed plan."""
    if not (standing.may_change_structure or standing.is_by_request):
        raise NotAllowed(
            "Only the plan's coordinator changes tasks, dependencies and suspenses. "
            "Ask the coordinator, and say what should change."
        )
    require_open(session, standing.plan_id)


def require_report(session: Session, standing: Standing, task_id: int) -> int | None:
    """Refuse a report, one of completion too, by whoever speaks for neither task nor plan.

    Returns:
        Whose task it is: their own, or that of an absent person; None when it is neither, and
        they speak on behalf of the agency.
    """
    voices = (standing.alone(), *standing.covers)
    may, *owned = session.execute(
        select(standing.reportable(), *(one.owned() for one in voices)).where(Task.id == task_id)
    ).one()
    if not may:
        raise NotAllowed(
            "Only the task's lead agency, the person it is handed to, or the coordinator on the "
            "agency's behalf may report on it."
        )
    require_open(session, standing.plan_id)
    return next(
        (one.user_id for one, is_theirs in zip(voices, owned, strict=True) if is_theirs), None
    )


def require_voice(session: Session, standing: Standing) -> None:
    """Refuse a comment by those who only look on, and on a closed plan."""
    if not standing.has_voice:
        raise NotAllowed("Viewers and auditors read along. Ask an agency or the coordinator.")
    require_open(session, standing.plan_id)


def with_bureaus(
    session: Session,
    agency_ids: Iterable[int],
    parents: Mapping[int, int | None] | None = None,
) -> frozenset[int]:
    """Return some agencies and all their bureaus.

    Args:
        parents: the agency above each agency, where that is known.
    """
    below = _below(parents or plan_members.parents(session))
    return frozenset().union(*(below[agency] for agency in agency_ids))


def require_open(session: Session, plan_id: int) -> None:
    """Refuse any change of a closed plan."""
    # Whoever changes a plan reads it anyway, so it is read once.
    plan = session.get_one(Plan, plan_id)
    if plan.stage == "closed":
        raise PlanIsFrozen("This plan is closed. Its record can be read, not changed.")
    if plan.archived_at is not None:
        raise PlanIsFrozen("This template is retired. Bring it back before you change it.")


def _standing(session: Session, actor: Actor, plan_id: int) -> Standing:
    found = _standings(session, actor, [plan_id])
    # A template is read by coordinators who are not in it.
    return found[0] if found else Standing(plan_id, actor.id or 0, "viewer")


def _standings(session: Session, actor: Actor, plan_ids: Any) -> list[Standing]:
    people = {actor.id, *actor.stands_in_for}
    return standings_by(session, actor, plan_members.memberships_of(session, people, plan_ids))


def standings_by(session: Session, actor: Actor, rows: Sequence[Held]) -> list[Standing]:
    """Return what a person is in each plan, by what they and those they stand in for are there."""
    parents = plan_members.parents(session) if any(row.agency_id for row in rows) else {}
    below = _below(parents)

    def standing(row: Held, covers: tuple[Standing, ...] = ()) -> Standing:
        agencies = below.get(row.agency_id or 0, frozenset[int]())
        above = _above(row.agency_id, parents)
        is_asking = row.user_id == actor.id and row.role in actor.by_request
        return Standing(row.plan_id, row.user_id, row.role, agencies, covers, above, is_asking)

    def covered(mine: Held) -> tuple[Standing, ...]:
        others = [r for r in rows if r.plan_id == mine.plan_id and r.user_id != mine.user_id]
        me = plan_members.as_member(mine)
        may = [r for r in others if may_stand_in(me, plan_members.as_member(r), parents)]
        return tuple(standing(row) for row in may)

    return [standing(row, covered(row)) for row in rows if row.user_id == actor.id]


def _above(agency: int | None, parents: Mapping[int, int | None]) -> frozenset[int]:
    """Return the agencies above one."""
    found: set[int] = set()
    above = parents.get(agency or 0)
    while above is not None and above not in found:
        found.add(above)
        above = parents.get(above)
    return frozenset(found)


def _below(parents: Mapping[int, int | None]) -> dict[int, frozenset[int]]:
    """Return each agency's id with its own and those of all bureaus below it."""
    below: dict[int, set[int]] = {agency: {agency} for agency in parents}
    for agency in parents:
        above = parents[agency]
        while above is not None and agency not in below[above]:
            below[above].add(agency)
            above = parents[above]
    return {agency: frozenset(ids) for agency, ids in below.items()}
