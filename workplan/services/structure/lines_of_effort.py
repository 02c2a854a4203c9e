"""Lines of effort: which a plan has, in which order, what they are called and who leads them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Agency, Initiative, Plan
from workplan.clock import civil_date
from workplan.errors import InvalidInput, NotFound, StaleVersion
from workplan.services.people import agencies, plan_agencies, rights
from workplan.services.people.plan_agencies import Joining
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.structure.task import placing
from workplan.services.tasks.uids import free_uid

WHAT = "line of effort"


class Effort(NamedTuple):
    """A line of effort, as people choose it."""

    id: int
    name: str


@dataclass(frozen=True)
class EffortFields:
    """What a coordinator decides about a line of effort.

    Args:
        agency: the code of the agency that leads it, if one does.
    """

    code: str
    title: str
    agency: str | None = None


def of_plan(session: Session, plan_id: int) -> list[Effort]:
    """Return the lines of effort of a plan that tasks can stand in, in its order."""
    rows = session.execute(
        select(Initiative.id, Initiative.code, Initiative.title)
        .where(Initiative.plan_id == plan_id, Initiative.retired_at.is_(None))
        .order_by(Initiative.position, Initiative.id)
    )
    return [Effort(row.id, f"{row.code} {row.title}") for row in rows]


def add(change: Change, slug: str, wanted: EffortFields, reason: str = "") -> int:
    """Add a line of effort behind the last one of a plan, and return its id."""
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_structure(session, standing)
        wanted, agency_id = _checked(session, plan, wanted)
        last = select(func.max(Initiative.position)).where(Initiative.plan_id == plan.id)
        effort = Initiative(
            plan_id=plan.id,
            agency_id=agency_id,
            code=wanted.code,
            title=wanted.title,
            position=(session.scalar(last) or 0) + 1,
            uid=free_uid(session, plan.id),
        )
        session.add(effort)
        session.flush()
        _journal(change, plan, effort, "initiative.added", after=asdict(wanted), reason=reason)
        _take_part(change, plan, agency_id)
        return effort.id


def change(
    change: Change, slug: str, number: int, version: int, wanted: EffortFields, reason: str = ""
) -> None:
    """Change a line of effort, from the version that the person saw; no date moves.

    What stands so already leaves no entry.

    Raises:
        StaleVersion: when somebody saved it in between; nothing is changed.
    """
    with change.transaction() as session:
        plan, effort = for_change(session, change.actor, slug, number, version)
        _change(change, plan, effort, wanted, reason)


def set_back(change: Change, number: int, before: dict[str, Any], reason: str) -> None:
    """Give a line of effort what it had before, as the journal keeps it."""
    effort = change.session.get_one(Initiative, number)
    plan = change.session.get_one(Plan, effort.plan_id)
    _change(
        change, plan, effort, EffortFields(**(fields_of(change.session, effort) | before)), reason
    )


def _change(
    change: Change, plan: Plan, effort: Initiative, wanted: EffortFields, reason: str
) -> None:
    session = change.session
    before = fields_of(session, effort)
    wanted, agency_id = _checked(session, plan, wanted, effort)
    after = asdict(wanted)
    differ = [key for key in after if after[key] != before[key]]
    if not differ:
        return
    effort.code, effort.title, effort.agency_id = wanted.code, wanted.title, agency_id
    effort.version += 1
    old, new = ({key: kept[key] for key in differ} for kept in (before, after))
    _journal(change, plan, effort, "initiative.changed", old, new, reason)
    _take_part(change, plan, agency_id)


def rename(
    change: Change,
    effort: Initiative,
    title: str,
    code: str,
    reason: str,
) -> None:
    """Give a line of effort another title or code, in the caller's transaction."""
    before = {"title": effort.title, "code": effort.code}
    after = {"title": title, "code": code}
    if before == after:
        return
    effort.title, effort.code = title, code
    effort.version += 1
    plan = change.session.get_one(Plan, effort.plan_id)
    _journal(change, plan, effort, "initiative.renamed", before, after, reason)


def put(change: Change, slug: str, number: int, place: int) -> None:
    """Put a line of effort at a place among those of its plan, counted from one."""
    with change.transaction() as session:
        plan, effort = for_change(session, change.actor, slug, number)
        put_in(change, plan, effort, place)


def put_in(change: Change, plan: Plan, effort: Initiative, place: int, reason: str = "") -> None:
    """Put a line of effort at a place, in the caller's transaction; where it stands, it stays."""
    rows = change.session.scalars(
        select(Initiative)
        .where(Initiative.plan_id == plan.id, Initiative.retired_at.is_(None))
        .order_by(Initiative.position, Initiative.id)
    ).all()
    before, after = placing.put(rows, effort.id, place)
    if before != after:
        old, new = {"place": before}, {"place": after}
        _journal(change, plan, effort, "initiative.moved", old, new, reason)


def place_of(session: Session, effort: Initiative) -> int:
    """Return the place of a line of effort among those of its plan, counted from one."""
    ahead = select(func.count()).where(
        Initiative.plan_id == effort.plan_id,
        Initiative.retired_at.is_(None),
        (Initiative.position < effort.position)
        | ((Initiative.position == effort.position) & (Initiative.id < effort.id)),
    )
    return (session.scalar(ahead) or 0) + 1


def for_change(
    session: Session, actor: Actor, slug: str, number: int, version: int | None = None
) -> tuple[Plan, Initiative]:
    """Return a plan that somebody may change, and a line of effort of it that is not retired.

    Raises:
        StaleVersion: when it was saved since that version.
    """
    plan, standing = rights.plan_for(session, actor, slug)
    rights.require_structure(session, standing)
    effort = session.get(Initiative, number)
    if effort is None or effort.plan_id != plan.id:
        raise NotFound("There is no such line of effort in this plan.")
    if effort.retired_at is not None:
        raise InvalidInput(
            "code", f"“{effort.code} {effort.title}” is retired. Restore it before you change it."
        )
    if version is not None and effort.version != version:
        raise StaleVersion(version, effort.version)
    return plan, effort


def fields_of(session: Session, effort: Initiative) -> dict[str, Any]:
    """Return what the journal keeps of a line of effort."""
    agency = session.get(Agency, effort.agency_id) if effort.agency_id else None
    return asdict(EffortFields(effort.code, effort.title, agency.code if agency else None))


def _checked(
    session: Session, plan: Plan, wanted: EffortFields, effort: Initiative | None = None
) -> tuple[EffortFields, int | None]:
    """Return what is wanted without needless blanks, and the id of the agency, or refuse it."""
    code = placing.checked_line("code", WHAT, wanted.code, placing.MAX_CODE)
    title = placing.checked_line("title", WHAT, wanted.title)
    other = session.scalar(
        select(Initiative).where(
            Initiative.plan_id == plan.id,
            Initiative.code == code,
            Initiative.id != (effort.id if effort else 0),
        )
    )
    if other is not None:
        way = "Restore that one, or choose" if other.retired_at else "Choose"
        is_retired = ", which is retired," if other.retired_at else ""
        raise InvalidInput(
            "code", f"“{other.title}”{is_retired} has the code {code}. {way} another."
        )
    if not wanted.agency:
        return EffortFields(code, title), None
    agency = agencies.find_by_code(session, wanted.agency)
    if agency is None:
        raise InvalidInput(
            "agency", f"There is no agency with the code “{wanted.agency}”. Choose from the list."
        )
    if agency.retired_at is not None and (effort is None or effort.agency_id != agency.id):
        raise InvalidInput("agency", f"{agency.label} is retired. Choose an agency that is in use.")
    return EffortFields(code, title, agency.code), agency.id


def _take_part(change: Change, plan: Plan, agency_id: int | None) -> None:
    joining = Joining(plan.id, civil_date(change.now, plan.time_zone))
    plan_agencies.take_part(change.session, joining, [agency_id])


def _journal(
    change: Change,
    plan: Plan,
    effort: Initiative,
    verb: str,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    entry = journal.Entry(verb, ("initiative", effort.id), before, after, reason)
    journal.record(change, civil_date(change.now, plan.time_zone), plan.id, [entry])
    plan.version += 1
