"""What stands in the cells of a plan's tasks now, and the names by which cells speak of things."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Agency, Dependency, Directive, Plan
from workplan.calendars.working import WorkingCalendar
from workplan.notation import agencies, durations, predecessors, suspenses
from workplan.notation.agencies import Known
from workplan.notation.codes import Codes
from workplan.notation.predecessors import Wait
from workplan.notation.suspenses import Due
from workplan.services.dates.plan_calendars import calendar_of_plan, hours_of
from workplan.services.sheet.cells import Cells
from workplan.services.sheet.outlines import Outline, key_of
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks import task_sets
from workplan.services.tasks.suspense_words import due_from
from workplan.services.tasks.suspenses import SuspenseRule
from workplan.services.tasks.task_fields import TaskFields

LINKS = Dependency.__table__.c


class Link(NamedTuple):
    """A stored dependency of a task, with what was decided about it."""

    id: int
    fields: DependencyFields


class Agencies(NamedTuple):
    """The agencies of the house, as cells name them.

    Args:
        known: finds one by any of its names; those that are retired are not offered any more.
        labels: the short name of each, by its number.
        ids: the number of each, by its short name.
    """

    known: Known
    labels: Mapping[int, str]
    ids: Mapping[str, int]


class Setting(NamedTuple):
    """What cells of a plan are read against.

    Args:
        signed_on: when the directive was signed; None when none is named.
        per_day: the minutes of a working day.
    """

    agencies: Agencies
    signed_on: date | None
    calendar: WorkingCalendar
    today: date
    per_day: int


class Row(NamedTuple):
    """A task as it stands: what was decided, and the same as texts."""

    fields: TaskFields
    links: Mapping[int, Link]
    cells: Cells


def setting_of(session: Session, plan: Plan, today: date) -> Setting:
    """Read what the cells of a plan are read against; two selects."""
    signed_on = session.scalar(select(Directive.signed_on).where(Directive.id == plan.directive_id))
    per_day = hours_of(plan.hours).per_day
    return Setting(agencies_of(session), signed_on, calendar_of_plan(plan), today, per_day)


def agencies_of(session: Session) -> Agencies:
    """Read the agencies of the house; where two have one short name, their codes stand for it."""
    rows = session.execute(
        select(
            Agency.id,
            Agency.code,
            Agency.label,
            Agency.name,
            Agency.also_called,
            Agency.retired_at,
        ).order_by(Agency.id)
    ).all()
    count = Counter(row.label.casefold() for row in rows)
    labels = {row.id: row.label if count[row.label.casefold()] == 1 else row.code for row in rows}
    used = [row for row in rows if row.retired_at is None]
    names = {labels[row.id]: (row.code, row.name) for row in used}
    also = {labels[row.id]: row.also_called.splitlines() for row in used}
    return Agencies(Known(names, also), labels, {label: number for number, label in labels.items()})


def rows_of(
    session: Session, outline: Outline, setting: Setting, task_ids: Collection[int]
) -> dict[int, Row]:
    """Read what stands in the cells of some tasks; four selects, however many they are."""
    fields = task_sets.fields_of_tasks(session, task_ids)
    links: dict[int, dict[int, Link]] = defaultdict(dict)
    for link_id, successor, predecessor, *decided in session.execute(
        select(
            LINKS.id,
            LINKS.successor_id,
            LINKS.predecessor_id,
            LINKS.type,
            LINKS.lag_days,
            LINKS.is_elapsed,
            LINKS.lag_parts,
        )
        .where(LINKS.successor_id.in_(task_ids))
        .order_by(LINKS.id)
    ):
        if key_of(predecessor) in outline.tasks:
            link = Link(link_id, DependencyFields(predecessor, *decided))
            links[successor][predecessor] = link
    codes = Codes(task.code for task in outline.tasks.values())
    summaries = {parent for _, parent in outline.above.values() if parent}
    return {
        task_id: Row(
            decided,
            links[task_id],
            _cells(decided, links[task_id], outline, setting, codes, key_of(task_id) in summaries),
        )
        for task_id, decided in fields.items()
    }


def _cells(
    fields: TaskFields,
    links: Mapping[int, Link],
    outline: Outline,
    setting: Setting,
    codes: Codes,
    is_summary: bool,
) -> Cells:
    labels = setting.agencies.labels
    waits, per_day = waits_of(links, outline), setting.per_day
    return Cells(
        fields.code,
        fields.name,
        agencies.written_leads(labels[agency] for agency in fields.leads),
        agencies.written_supports((labels[agency], role) for agency, role in fields.supports),
        durations.SUM
        if is_summary
        else durations.written(fields.duration_days, fields.short_parts),
        predecessors.written(waits, codes, per_day),
        suspenses.written(due_of(fields.suspense, outline)),
    ).tidied()


def waits_of(links: Mapping[int, Link], outline: Outline) -> list[Wait]:
    """Return what a task waits for, as cells say it."""
    return [
        Wait(outline.tasks[key_of(one.fields.predecessor_id)].code, *one.fields.decided())
        for one in links.values()
    ]


def due_of(rule: SuspenseRule, outline: Outline) -> Due:
    """Return a suspense as cells write it; one that counts from a removed task counts no more."""
    after = None
    if rule.after_task_id is not None:
        anchor = outline.tasks.get(key_of(rule.after_task_id))
        if anchor is None:
            return Due()
        after = anchor.code
    return due_from(rule, after)
