"""One agency with its bureaus, as far as a reader sees the plans that it takes part in.

Its own facts are everybody's. What it does in a plan is read by who may see the plan, so an
administrator who is in none reads no task.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from models import Agency, Membership, Plan, PlanAgency, StatusReport, Task, TaskAgency, User
from workplan.services.coordination.tasking import unacknowledged
from workplan.services.coordination.tasking.unacknowledged import outstanding
from workplan.services.pages.agency import waits as agency_waits
from workplan.services.pages.agency import work as agency_work
from workplan.services.pages.agency.cycles import answering
from workplan.services.pages.agency.read_models import (
    Acknowledging,
    AgencyPage,
    Around,
    AtHome,
    Named,
    PersonRow,
    PlanPart,
    Totals,
)
from workplan.services.pages.lists import register_lists
from workplan.services.people import house_rights, rights
from workplan.services.people.standing import led_by
from workplan.services.record.actor import Actor
from workplan.services.record.read_models import read
from workplan.services.tasks import states
from workplan.services.tasks.plan_counts import counts_of, number_of
from workplan.services.tasks.states import PlanDay, plan_days
from workplan.vocabulary import Role


def page_of(
    session: Session, actor: Actor, agency: Agency, now: datetime, page: int = 1
) -> AgencyPage:
    """Return the page of an agency; as many selects for any number of plans and tasks."""
    ids = rights.with_bureaus(session, [agency.id])
    parts = _parts(session, actor, ids, now)
    days = {part.id: part.day for part in parts}
    led = led_by(ids)
    return AgencyPage(
        agency,
        _around(session, agency),
        parts,
        _totals(parts),
        agency_work.owed_by(session, days, led, page),
        agency_work.comparison(session, days, led),
        agency_waits.waits_of(session, days, ids),
        _acknowledging(session, days, ids),
        _people(session, days, ids),
        agency_work.last_said(session, [*days], led),
        _at_home(session, ids) if house_rights.is_administrator(actor) else [],
        register_lists.open_of(session, [*days], ids),
        answering(session, days, ids),
    )


def _around(session: Session, agency: Agency) -> Around:
    near = or_(
        Agency.id.in_((agency.parent_id, agency.merged_into_id)),
        Agency.parent_id == agency.id,
        Agency.merged_into_id == agency.id,
    )
    wanted = select(
        Agency.id,
        Agency.code,
        Agency.label,
        Agency.retired_at,
        Agency.parent_id,
        Agency.merged_into_id,
    )
    above = took_in = None
    bureaus, merged = [], []
    for row in session.execute(wanted.where(near).order_by(Agency.label)):
        one = Named(row.id, row.code, row.label, row.retired_at)
        if one.id == agency.parent_id:
            above = one
        if one.id == agency.merged_into_id:
            took_in = one
        if row.merged_into_id == agency.id:
            merged.append(one)
        elif row.parent_id == agency.id and one.retired_at is None:
            bureaus.append(one)
    supervisor = session.get(User, agency.supervisor_id) if agency.supervisor_id else None
    return Around(above, took_in, bureaus, merged, supervisor)


def _parts(session: Session, actor: Actor, ids: frozenset[int], now: datetime) -> list[PlanPart]:
    """Return the plans under way that the reader sees and the agency takes part in."""
    taking = select(PlanAgency.plan_id).where(PlanAgency.agency_id.in_(ids))
    plans = session.execute(
        select(Plan.id, Plan.slug, Plan.title, Plan.stage)
        .where(Plan.id.in_(rights.listed_plans(actor)), Plan.id.in_(taking), Plan.stage != "closed")
        .order_by(Plan.start_on.desc(), Plan.id)
    ).all()
    days = plan_days(session, [plan.id for plan in plans], now)
    led = led_by(ids)
    counts = counts_of(session, days, led)
    silent = _silent(session, days, led, now)
    return [
        PlanPart(*plan, counts[plan.id], silent.get(plan.id, 0), days[plan.id]) for plan in plans
    ]


def _silent(
    session: Session, days: dict[int, PlanDay], led: ColumnElement[bool], now: datetime
) -> dict[int, int]:
    """Return on how many tasks nobody has reported lately, by plan."""
    if not days:
        return {}
    is_silent = or_(
        *(and_(Task.plan_id == day.plan_id, states.is_silent(day, now)) for day in days.values())
    )
    rows = session.execute(
        select(Task.plan_id, number_of(is_silent))
        .where(Task.plan_id.in_(days), led)
        .group_by(Task.plan_id)
    )
    return {row[0]: row[1] for row in rows}


def _acknowledging(
    session: Session, days: dict[int, PlanDay], ids: frozenset[int]
) -> Acknowledging:
    """Return how soon the agency acknowledges what it is given, in the plans that are seen."""
    taken = sorted(
        one for some in unacknowledged.days_taken(session, days, ids).values() for one in some
    )
    waiting = outstanding(Task.plan_id.in_(days), TaskAgency.agency_id.in_(ids)).subquery()
    count = session.scalar(select(func.count()).select_from(waiting)) or 0
    return Acknowledging(taken[len(taken) // 2] if taken else 0, len(taken), count)


def _totals(parts: list[PlanPart]) -> Totals:
    counts = [part.counts for part in parts]
    return Totals(
        sum(c.done for c in counts),
        sum(c.total for c in counts),
        sum(c.overdue for c in counts),
        sum(c.late - c.overdue for c in counts),
        sum(part.silent for part in parts),
        sum(c.at_risk for c in counts),
        sum(c.claimed for c in counts),
        sum(c.ended for c in counts),
    )


def _people(session: Session, days: dict[int, PlanDay], ids: frozenset[int]) -> list[PersonRow]:
    """Return who acts for the agency in the plans that the reader sees."""
    order = case({role: place for place, role in enumerate(Role.codes())}, value=Membership.role)
    rows = session.execute(
        select(
            User.id,
            User.name,
            Membership.role,
            Membership.is_supervisor,
            Agency.label,
            Plan.id.label("plan_id"),
            Plan.title,
            Plan.slug,
        )
        .join(Membership, Membership.user_id == User.id)
        .join(Agency, Agency.id == Membership.agency_id)
        .join(Plan, Plan.id == Membership.plan_id)
        .where(Membership.plan_id.in_(days), Membership.agency_id.in_(ids))
        .order_by(Plan.title, Plan.id, order, User.name)
    ).all()
    people = {row.id for row in rows}
    held, said = _held(session, days, people), _reported(session, days, people)
    return [
        PersonRow(
            row.id,
            row.name,
            row.role,
            row.is_supervisor,
            row.label,
            row.title,
            row.slug,
            held.get((row.id, row.plan_id), 0),
            said.get((row.id, row.plan_id)),
        )
        for row in rows
    ]


def _held(
    session: Session, plan_ids: Collection[int], people: set[int]
) -> dict[tuple[int | None, int], int]:
    """Return how many open tasks each person has in each plan, where there are any."""
    found = session.execute(
        select(Task.assignee_id, Task.plan_id, func.count())
        .where(Task.plan_id.in_(plan_ids), Task.assignee_id.in_(people), states.is_open())
        .group_by(Task.assignee_id, Task.plan_id)
    )
    return {(person, plan_id): count for person, plan_id, count in found}


def _reported(
    session: Session, plan_ids: Collection[int], people: set[int]
) -> dict[tuple[int, int], date]:
    """Return the day on which each person last reported in each plan."""
    found = session.execute(
        select(StatusReport.user_id, Task.plan_id, func.max(StatusReport.reported_on))
        .join(Task, Task.id == StatusReport.task_id)
        .where(Task.plan_id.in_(plan_ids), StatusReport.user_id.in_(people))
        .group_by(StatusReport.user_id, Task.plan_id)
    )
    return {(person, plan_id): on_day for person, plan_id, on_day in found}


def _at_home(session: Session, ids: frozenset[int]) -> list[AtHome]:
    """Return the people of an agency, and how many plans each is in; of no plan its name."""
    acting = (
        select(Membership.user_id, func.count().label("plans"))
        .where(Membership.agency_id.in_(ids))
        .group_by(Membership.user_id)
        .subquery()
    )
    wanted = (
        select(
            User.id.label("user_id"),
            User.name,
            User.email,
            func.coalesce(acting.c.plans, 0).label("plans"),
        )
        .outerjoin(acting, acting.c.user_id == User.id)
        .where(
            User.disabled_at.is_(None),
            or_(User.agency_id.in_(ids), acting.c.user_id.is_not(None)),
        )
        .order_by(User.name, User.id)
    )
    return read(AtHome, session.execute(wanted))
