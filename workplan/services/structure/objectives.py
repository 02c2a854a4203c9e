"""Objectives: what the directive of a plan wants achieved, in which order, and what is retired."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Objective, Plan
from workplan.clock import civil_date
from workplan.errors import InvalidInput, NotFound, StaleVersion
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.structure.task import placing

WHAT = "objective"
MAX_STATEMENT = 1_000
MOST_AT_ONCE = 100
NUMBERED = re.compile(r"\s*(?:[-*•–]|\(?(?P<code>\d{1,3}(?:\.\d{1,3})*|[a-z])[.):]|\t)\s+", re.I)
"""How a line of a list begins: a dash, or a number or letter with a point or parenthesis."""


@dataclass(frozen=True)
class ObjectiveFields:
    """What a coordinator decides about an objective.

    Args:
        code: its number in the directive; the next free one when it is empty.
    """

    code: str
    statement: str


def written_in(text: str) -> list[ObjectiveFields]:
    """Return the objectives that stand in a text, one a line, with the numbers that they have."""
    found = []
    for line in text.splitlines():
        begun = NUMBERED.match(line)
        code = (begun["code"] or "") if begun else ""
        statement = (line[begun.end() :] if begun else line).strip()
        if statement:
            found.append(ObjectiveFields(code, statement))
    return found


def add(
    change: Change, slug: str, wanted: Sequence[ObjectiveFields], reason: str = ""
) -> list[int]:
    """Add objectives behind the last one of a plan's directive, and return their ids.

    Several are one group, which is taken back at once.
    """
    if not 0 < len(wanted) <= MOST_AT_ONCE:
        raise InvalidInput(
            "statement", f"There are {len(wanted):,} lines. Write 1 to {MOST_AT_ONCE} objectives."
        )
    with change.transaction() as session:
        plan = _plan_for_change(session, change.actor, slug)
        present = of_directive(session, plan)
        last = max((one.position for one in present), default=0)
        made: list[Objective] = []
        for position, fields in enumerate(wanted, last + 1):
            checked = _checked([*present, *made], fields)
            made.append(
                Objective(directive_id=plan.directive_id, position=position, **asdict(checked))
            )
        session.add_all(made)
        session.flush()
        seq = None
        if len(made) > 1:
            group = journal.Entry(
                "objectives.added", ("plan", plan.id), after={"count": len(made)}, reason=reason
            )
            seq = _record(change, plan, [group])
        entries = [
            journal.Entry(
                "objective.added",
                ("objective", one.id),
                after={"code": one.code, "statement": one.statement},
                reason="" if seq else reason,
                cause_seq=seq,
            )
            for one in made
        ]
        _record(change, plan, entries)
        return [one.id for one in made]


def change(
    change: Change, slug: str, number: int, version: int, wanted: ObjectiveFields, reason: str = ""
) -> None:
    """Change an objective, from the version that the person saw; as it stands, it leaves no entry.

    Raises:
        StaleVersion: when somebody saved it in between; nothing is changed.
    """
    with change.transaction() as session:
        plan, objective = for_change(session, change.actor, slug, number, version)
        _change(change, plan, objective, wanted, reason)


def set_back(
    change: Change, plan_id: int, number: int, before: dict[str, Any], reason: str
) -> None:
    """Give an objective what it had before, as the journal of a plan keeps it.

    Args:
        before: those of its fields that are set back.
    """
    objective = change.session.get_one(Objective, number)
    plan = change.session.get_one(Plan, plan_id)
    now = ObjectiveFields(objective.code, objective.statement)
    _change(change, plan, objective, ObjectiveFields(**(asdict(now) | before)), reason)


def _change(
    change: Change, plan: Plan, objective: Objective, wanted: ObjectiveFields, reason: str
) -> None:
    before = {"code": objective.code, "statement": objective.statement}
    others = [one for one in of_directive(change.session, plan) if one.id != objective.id]
    after = asdict(_checked(others, wanted))
    differ = [key for key in after if after[key] != before[key]]
    if not differ:
        return
    objective.code, objective.statement = after["code"], after["statement"]
    objective.version += 1
    old, new = ({key: kept[key] for key in differ} for kept in (before, after))
    entry = journal.Entry("objective.changed", ("objective", objective.id), old, new, reason)
    _record(change, plan, [entry])


def put(change: Change, slug: str, number: int, place: int) -> None:
    """Put an objective at a place among those in use, counted from one."""
    with change.transaction() as session:
        plan, objective = for_change(session, change.actor, slug, number)
        put_in(change, plan, objective, place)


def put_in(change: Change, plan: Plan, objective: Objective, place: int, reason: str = "") -> None:
    """Put an objective at a place, in the caller's transaction; where it stands, it stays."""
    rows = [one for one in of_directive(change.session, plan) if one.retired_at is None]
    before, after = placing.put(rows, objective.id, place)
    if before != after:
        subject = ("objective", objective.id)
        entry = journal.Entry(
            "objective.moved", subject, {"place": before}, {"place": after}, reason
        )
        _record(change, plan, [entry])


def place_of(session: Session, plan: Plan, objective: Objective) -> int:
    """Return the place of an objective among those in use, counted from one."""
    rows = [one.id for one in of_directive(session, plan) if one.retired_at is None]
    return rows.index(objective.id) + 1 if objective.id in rows else 0


def retire(change: Change, slug: str, number: int, version: int, reason: str = "") -> None:
    """Retire an objective: no task counts as serving it, until it is restored with its ties.

    Raises:
        StaleVersion: when somebody saved it in between; nothing is changed.
    """
    with change.transaction() as session:
        plan, objective = for_change(session, change.actor, slug, number, version)
        switch(change, plan, objective, is_retired=True, reason=reason)


def restore(change: Change, slug: str, number: int, reason: str = "") -> None:
    """Bring a retired objective back, with the tasks that are tied to it."""
    with change.transaction() as session:
        plan = _plan_for_change(session, change.actor, slug)
        objective = _of_plan(session, plan, number)
        if objective.retired_at is None:
            raise InvalidInput("code", f"Objective {objective.code} is not retired; it is in use.")
        switch(change, plan, objective, is_retired=False, reason=reason)


def switch(
    change: Change, plan: Plan, objective: Objective, *, is_retired: bool, reason: str
) -> None:
    """Retire an objective or bring it back, in the caller's transaction; as it is, it stays."""
    if (objective.retired_at is not None) == is_retired:
        return
    objective.retired_at = change.now if is_retired else None
    objective.version += 1
    verb = "objective.retired" if is_retired else "objective.restored"
    facts = {"code": objective.code, "statement": objective.statement}
    entry = journal.Entry(verb, ("objective", objective.id), after=facts, reason=reason)
    _record(change, plan, [entry])


def for_change(
    session: Session, actor: Actor, slug: str, number: int, version: int | None = None
) -> tuple[Plan, Objective]:
    """Return a plan that somebody may change, and an objective of it that is in use.

    Raises:
        StaleVersion: when it was saved since that version.
    """
    plan = _plan_for_change(session, actor, slug)
    objective = _of_plan(session, plan, number)
    if objective.retired_at is not None:
        raise InvalidInput(
            "code", f"Objective {objective.code} is retired. Restore it before you change it."
        )
    if version is not None and objective.version != version:
        raise StaleVersion(version, objective.version)
    return plan, objective


def _plan_for_change(session: Session, actor: Actor, slug: str) -> Plan:
    plan, standing = rights.plan_for(session, actor, slug)
    rights.require_structure(session, standing)
    if plan.directive_id is None:
        raise InvalidInput(
            "statement",
            "Objectives are those of a directive, and this plan names none. Name its directive "
            "first.",
        )
    return plan


def _of_plan(session: Session, plan: Plan, number: int) -> Objective:
    objective = session.get(Objective, number)
    if objective is None or objective.directive_id != plan.directive_id:
        raise NotFound("There is no such objective in this plan.")
    return objective


def of_directive(session: Session, plan: Plan) -> Sequence[Objective]:
    """Return the objectives of a plan's directive, retired ones too, in their order."""
    found = select(Objective).where(Objective.directive_id == plan.directive_id)
    return session.scalars(found.order_by(Objective.position, Objective.id)).all()


def _checked(others: Collection[Objective], wanted: ObjectiveFields) -> ObjectiveFields:
    """Return what is wanted without needless blanks and with a code, or refuse it."""
    statement = placing.checked_line("statement", WHAT, wanted.statement, MAX_STATEMENT)
    codes = {one.code: one for one in others}
    if not wanted.code.strip():
        numbers = [int(code) for code in codes if code.isdecimal()]
        return ObjectiveFields(str(max(numbers, default=0) + 1), statement)
    code = placing.checked_line("code", WHAT, wanted.code, placing.MAX_CODE)
    if (other := codes.get(code)) is not None:
        way = "Restore that one, or choose" if other.retired_at else "Choose"
        is_retired = " that is retired" if other.retired_at else ""
        raise InvalidInput(
            "code", f"An objective{is_retired} has the number {code}. {way} another."
        )
    return ObjectiveFields(code, statement)


def _record(change: Change, plan: Plan, entries: list[journal.Entry]) -> int:
    plan.version += 1
    return journal.record(change, civil_date(change.now, plan.time_zone), plan.id, entries)
