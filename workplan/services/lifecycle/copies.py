"""Copy a plan, or make a plan from a template: its structure, and nothing of what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Directive, Plan
from workplan.clock import civil_date
from workplan.services.dates.plan_calendars import calendar_of_plan
from workplan.services.dates.rescheduling import reschedule
from workplan.services.lifecycle import copied_objectives, copied_rows, founding
from workplan.services.lifecycle.carried_days import SHIFT, CarriedDay, Shift, between, carried_days
from workplan.services.lifecycle.plan_fields import PlanFields
from workplan.services.people import founders, rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.tasks.suspenses import check_day


@dataclass(frozen=True)
class Copy:
    """A plan that is made from another one.

    Args:
        fields: what it is called, and the rest that stands on the plan itself.
        usual: what becomes of fixed suspenses (carried_days).
        ways: what becomes of one of them, by the number of its task in the source.
    """

    fields: PlanFields
    start_on: date
    directive_id: int | None = None
    usual: str = SHIFT
    ways: Mapping[int, str] | None = None

    def shift(self, session: Session, source: Plan) -> Shift:
        """Return by how much the fixed days of the source move in it."""
        signed = (_signed_on(session, source.directive_id), _signed_on(session, self.directive_id))
        days = between(signed, (source.start_on, self.start_on))
        return Shift(days, self.usual, self.ways or {})


def days_of_copy(session: Session, source: Plan, wanted: Copy) -> list[CarriedDay]:
    """Return each fixed day of a plan with what it would be in a copy, in the plan's order."""
    tasks = copied_rows.tasks_of(session, source.id)
    return carried_days(tasks, wanted.shift(session, source), calendar_of_plan(source))


def copy(change: Change, slug: str, wanted: Copy, coordinator: str = "") -> Plan:
    """Make a plan in drafting of another plan, or of a template, and return it.

    Its lines of effort, tasks, dependencies, rules of suspenses, agencies, reminder rules and
    working days are carried over; reports, progress, people and baselines are not.

    Args:
        slug: of the plan that is copied, which the person may open.
        coordinator: by their address; empty for oneself.

    Raises:
        NotAllowed: for anyone but a coordinator of an open plan.
    """
    with change.transaction() as session:
        founders.require_founder(session, change.actor)
        source, _ = rights.plan_for(session, change.actor, slug)
        founding.check_directive(session, wanted.directive_id, source.directive_id)
        person = founding.coordinator_of(session, change.actor, coordinator)
        return write(change, source, wanted, person, verb="plan.copied")


def write(
    change: Change, source: Plan, wanted: Copy, coordinator: str, *, verb: str, **more: Any
) -> Plan:
    """Write a copy in the caller's transaction, journalled and scheduled, and return it.

    Args:
        verb: of the entry that says where it comes from.
        more: further columns of the new plan.
    """
    session = change.session
    check_day("start_on", wanted.start_on)
    shift = wanted.shift(session, source)
    plan = founding.insert(session, wanted.fields.checked(session), wanted.start_on, **more)
    plan.directive_id = wanted.directive_id
    plan.start_minute = source.start_minute
    founding.take_calendar(plan, source)
    efforts = copied_rows.copy_efforts(session, source, plan)
    copied_rows.copy_rules(session, source, plan)
    copied_rows.copy_text(session, source, plan)
    tasks, ids = copied_rows.copy_tasks(change, source, plan, shift, efforts)
    links = copied_rows.copy_links(session, source, plan, ids)
    copied_objectives.copy(session, source, plan, ids)
    on_day = civil_date(change.now, plan.time_zone)
    after = founding.described(session, plan)
    after |= {"from": source.title, "tasks": len(tasks), "links": links}
    seq = journal.record(
        change, on_day, plan.id, [journal.Entry(verb, ("plan", plan.id), after=after)]
    )
    if tasks:
        # As part of the copy: none of them is offered to be taken back alone.
        with change.grouped(seq):
            journal.record(change, on_day, plan.id, copied_rows.entries(tasks, seq))
    founding.coordinate(change, plan, coordinator, seq)
    reschedule(change, on_day, plan.id, seq)
    return plan


def _signed_on(session: Session, directive_id: int | None) -> date | None:
    return session.scalar(select(Directive.signed_on).where(Directive.id == directive_id))
