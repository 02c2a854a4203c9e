"""Agencies: as pages name them and people choose them, and their administration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from models import Agency, Membership, Plan, User
from workplan.errors import InvalidInput, NotFound, StaleVersion
from workplan.services.people import agency_fields, agency_names, house_rights
from workplan.services.people.agency_fields import AgencyFields
from workplan.services.record import journal
from workplan.services.record.change import Change

KEPT = {"parent_id": "above_id"}
"""Columns that entries of the journal keep under another name, since theirs means a task there."""


class AgencyCode(NamedTuple):
    """An agency by its code, and how tables show it."""

    code: str
    label: str


def labels(session: Session) -> dict[int, str]:
    """Return how tables show each agency, by its id, in the order in which they were made."""
    rows = session.execute(select(Agency.id, Agency.label).order_by(Agency.id))
    return {row.id: row.label for row in rows}


def choices(session: Session, kept: Iterable[int] = ()) -> dict[int, str]:
    """Return the labels of the agencies that can be chosen, by id: none that is retired.

    Args:
        kept: those that stand there already; they may stay.
    """
    wanted = select(Agency.id, Agency.label).where(_in_use(Agency.id.in_(set(kept))))
    return {row.id: row.label for row in session.execute(wanted.order_by(Agency.id))}


def codes(session: Session, slug: str = "") -> list[AgencyCode]:
    """Return every agency that can be chosen by its code, in the order of the alphabet.

    Args:
        slug: of the plan whose members may keep an agency that has been retired since.
    """
    held = select(Membership.agency_id).join(Plan, Plan.id == Membership.plan_id)
    held = held.where(Plan.slug == slug)
    wanted = select(Agency.code, Agency.label).where(_in_use(Agency.id.in_(held)))
    return [AgencyCode(*row) for row in session.execute(wanted.order_by(Agency.label))]


def codes_by_id(session: Session, kept: Iterable[int] = ()) -> dict[int, AgencyCode]:
    """Return the agencies that can be chosen by their ids, in the order of the alphabet.

    Args:
        kept: those that stand there already; they may stay.
    """
    rows = session.execute(choosable(kept))
    return {row.id: AgencyCode(row.code, row.label) for row in rows}


def choosable(kept: Iterable[int] = ()) -> Select[int, str, str]:
    """Return the select of id, code and label of the agencies that can be chosen; see above."""
    wanted = select(Agency.id, Agency.code, Agency.label).where(_in_use(Agency.id.in_(set(kept))))
    return wanted.order_by(Agency.label)


def by_code(session: Session, code: str) -> Agency:
    """Return an agency by the code that it has, or had.

    Raises:
        NotFound: when no agency has it or had it.
    """
    found = find_by_code(session, code)
    if found is None:
        raise NotFound(f"There is no agency with the code “{code}”.")
    return found


def find_by_code(session: Session, code: str) -> Agency | None:
    """Return an agency by the code that it has, or had; None when there never was one."""
    found = session.scalar(select(Agency).where(Agency.code.in_({code, code.upper()})))
    if found is None and (had_it := agency_names.former_codes(session).get(code.upper())):
        found = session.get(Agency, had_it)
    return found


def add(change: Change, wanted: AgencyFields) -> Agency:
    """Add an agency.

    Raises:
        NotAllowed: for anyone but administrators and coordinators.
        InvalidInput: for what cannot be taken, named by its field.
    """
    with change.transaction() as session:
        house_rights.require_new_agency(session, change.actor)
        columns = agency_fields.stored(session, wanted)
        agency = Agency(**columns)
        session.add(agency)
        session.flush()
        after = {key: value for key, value in _kept(columns).items() if value is not None}
        _note(change, "agency.added", agency, None, after)
        return agency


def change(
    change: Change, code: str, version: int, wanted: AgencyFields, reason: str = ""
) -> Agency:
    """Change what an agency is called and where it belongs.

    Args:
        version: the one that the person started from.
        wanted: all of its fields, as they should be.

    Raises:
        StaleVersion: when somebody saved meanwhile; nothing is changed.
    """
    with change.transaction() as session:
        house_rights.require_agencies(change.actor)
        agency = by_code(session, code)
        if agency.version != version:
            raise StaleVersion(version, agency.version)
        set_to(change, agency, agency_fields.stored(session, wanted, agency), reason)
        return agency


def call(change: Change, meant: Mapping[str, int], reason: str = "") -> None:
    """Remember by which names a directive means agencies, so that the next reading knows them.

    A name that an agency has, or that means another one already, keeps its meaning: only an
    administrator gives it another, in the form of the agency. So does one that does not fit.

    Args:
        meant: the id of the agency by each name.

    Raises:
        NotAllowed: for anyone but administrators and coordinators.
    """
    with change.transaction() as session:
        house_rights.require_new_agency(session, change.actor)
        taken = agency_names.taken_names(session)
        for name, number in meant.items():
            agency = session.get_one(Agency, number)
            names = agency.also_called.splitlines()
            fits = agency_fields.fits(name) and len(names) < agency_names.MOST_NAMES
            if fits and name.casefold() not in taken:
                taken.add(name.casefold())
                columns = {"also_called": "\n".join((*names, name))}
                set_to(change, agency, columns, reason)


def set_to(change: Change, agency: Agency, columns: dict[str, Any], reason: str = "") -> None:
    """Give an agency some columns, in the caller's transaction; as they are, nothing happens."""
    before = {key: getattr(agency, key) for key in columns}
    differ = [key for key in columns if before[key] != columns[key]]
    if not differ:
        return
    for key in differ:
        setattr(agency, key, columns[key])
    agency.version += 1
    change.session.flush()
    was = (before.get("code", agency.code), before.get("label", agency.label))
    agency_names.rename_in_views(change.session, was, (agency.code, agency.label))
    old, new = ({key: side[key] for key in differ} for side in (before, columns))
    _note(change, "agency.changed", agency, _kept(old), _kept(new), reason)


def retire(change: Change, code: str, reason: str = "") -> Agency:
    """Take an agency out of what people choose from; what it leads stays with it.

    Raises:
        InvalidInput: for one that is retired already, and one with bureaus in use.
    """
    with change.transaction() as session:
        house_rights.require_agencies(change.actor)
        agency = by_code(session, code)
        if agency.retired_at is not None:
            raise InvalidInput("code", f"{agency.label} is retired already. Restore it instead.")
        below = session.scalars(
            select(Agency.label)
            .where(Agency.parent_id == agency.id, Agency.retired_at.is_(None))
            .order_by(Agency.label)
        ).all()
        if below:
            raise InvalidInput(
                "code",
                f"{agency.label} has bureaus in use: {', '.join(below)}. Retire or move them "
                "first.",
            )
        agency.retired_at = change.now
        agency.version += 1
        session.flush()
        _note(change, "agency.retired", agency, {}, {}, reason)
        return agency


def restore(change: Change, code: str, reason: str = "") -> Agency:
    """Bring a retired agency back among those that people choose from.

    Raises:
        InvalidInput: for one that is in use, and one that was merged into another.
    """
    with change.transaction() as session:
        house_rights.require_agencies(change.actor)
        agency = by_code(session, code)
        if agency.merged_into_id is not None:
            into = session.get_one(Agency, agency.merged_into_id)
            raise InvalidInput(
                "code",
                f"{agency.label} was merged into {into.label}, which is not undone. Add an agency "
                "with another code instead.",
            )
        if agency.retired_at is None:
            raise InvalidInput("code", f"{agency.label} is in use already. Reload the page.")
        if agency.parent_id and session.get_one(Agency, agency.parent_id).retired_at is not None:
            raise InvalidInput(
                "code", f"The department above {agency.label} is retired. Restore that first."
            )
        agency_fields.stored(session, fields_of(session, agency), agency)
        agency.retired_at = None
        agency.version += 1
        session.flush()
        _note(change, "agency.restored", agency, {}, {}, reason)
        return agency


def fields_of(session: Session, agency: Agency) -> AgencyFields:
    """Return what an administrator decided about an agency, as it stands."""
    parent = session.get(Agency, agency.parent_id) if agency.parent_id else None
    supervisor = session.get(User, agency.supervisor_id or 0)
    return AgencyFields(
        agency.code,
        agency.label,
        agency.name,
        parent.code if parent else None,
        agency.mail_domain,
        supervisor.email if supervisor else None,
        agency.also_called,
    )


def with_columns(session: Session, agency: Agency, columns: dict[str, Any]) -> AgencyFields:
    """Return what an administrator decided about an agency, with some columns as given."""
    now = fields_of(session, agency)
    parent = session.get(Agency, columns.get("parent_id", agency.parent_id) or 0)
    supervisor = session.get(User, columns.get("supervisor_id", agency.supervisor_id) or 0)
    return AgencyFields(
        columns.get("code", now.code),
        columns.get("label", now.label),
        columns.get("name", now.name),
        parent.code if parent else None,
        columns.get("mail_domain", now.mail_domain),
        supervisor.email if supervisor else None,
        columns.get("also_called", now.also_called),
    )


def columns_kept(kept: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of an agency that an entry of the journal keeps."""
    named = {kept: column for column, kept in KEPT.items()}
    return {named.get(key, key): value for key, value in kept.items()}


def _kept(columns: dict[str, Any]) -> dict[str, Any]:
    return {KEPT.get(key, key): value for key, value in columns.items()}


def _in_use(or_else: ColumnElement[bool]) -> ColumnElement[bool]:
    return or_(Agency.retired_at.is_(None), or_else)


def _note(
    change: Change,
    verb: str,
    agency: Agency,
    before: dict[str, Any] | None,
    after: dict[str, Any],
    reason: str = "",
) -> None:
    entry = journal.Entry(verb, ("agency", agency.id), before, after, reason)
    journal.note(change, None, entry)
