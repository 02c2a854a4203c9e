"""Directives: which there are, what is known of each, and their lineage."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import Directive, Plan
from workplan.clock import civil_date
from workplan.errors import InvalidInput, NotAllowed, NotFound, StaleVersion
from workplan.services.dates.rescheduling import reschedule
from workplan.services.people import house_rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.tasks.directive.directive_columns import DirectiveFields, as_kept, checked


def choices(session: Session, kept: int | None = None) -> dict[int, str]:
    """Return the citations of the directives that can be chosen, by id: none that is retired.

    Args:
        kept: the one that stands there already; it may stay.
    """
    wanted = select(Directive.id, Directive.citation).where(
        or_(Directive.retired_at.is_(None), Directive.id == kept)
    )
    return {row.id: row.citation for row in session.execute(wanted.order_by(Directive.citation))}


def by_id(session: Session, directive_id: int) -> Directive:
    """Return a directive.

    Raises:
        NotFound: when there is none of that number.
    """
    found = session.get(Directive, directive_id)
    if found is None:
        raise NotFound(f"There is no directive {directive_id}.")
    return found


def by_citation(session: Session, citation: str) -> Directive:
    """Return a directive by its citation, such as NSPM-10.

    Raises:
        NotFound: when there is none of that citation.
    """
    found = find_by_citation(session, citation)
    if found is None:
        raise NotFound(f"There is no directive “{citation}”. Write its citation as in the list.")
    return found


def find_by_citation(session: Session, citation: str) -> Directive | None:
    """Return a directive by its citation; None when there is none of that citation."""
    return session.scalar(select(Directive).where(Directive.citation == citation))


def add(change: Change, wanted: DirectiveFields) -> Directive:
    """Add a directive.

    Raises:
        NotAllowed: for anyone but coordinators and administrators.
        InvalidInput: for what cannot be taken, named by its field.
    """
    with change.transaction() as session:
        house_rights.require_directives(session, change.actor)
        columns = checked(session, wanted, None)
        directive = Directive(**columns)
        session.add(directive)
        session.flush()
        after = {key: value for key, value in as_kept(columns).items() if value is not None}
        _note(change, "directive.added", directive, None, after)
        return directive


def change(
    change: Change, directive_id: int, version: int, wanted: DirectiveFields, reason: str = ""
) -> Directive:
    """Change what is known of a directive; another day of signature moves what counts from it.

    Args:
        version: the one that the person started from.
        wanted: all that is known, as it should be.

    Raises:
        StaleVersion: when somebody saved meanwhile; nothing is changed.
        NotAllowed: for another day of signature, by a coordinator who does not coordinate each
            plan that counts from it.
    """
    with change.transaction() as session:
        house_rights.require_directives(session, change.actor)
        directive = by_id(session, directive_id)
        if directive.version != version:
            raise StaleVersion(version, directive.version)
        columns = checked(session, wanted, directive)
        before = {key: getattr(directive, key) for key in columns}
        differ = [key for key in columns if before[key] != columns[key]]
        if not differ:
            return directive
        for key in differ:
            setattr(directive, key, columns[key])
        directive.version += 1
        session.flush()
        old, new = ({key: side[key] for key in differ} for side in (before, columns))
        _note(change, "directive.changed", directive, as_kept(old), as_kept(new), reason)
        if "signed_on" in differ:
            _move_plans(change, directive, before["signed_on"])
        return directive


def retire(change: Change, directive_id: int, reason: str = "") -> Directive:
    """Take a directive out of what people choose from; plans that carry it out keep it."""
    with change.transaction() as session:
        house_rights.require_directives(session, change.actor)
        directive = by_id(session, directive_id)
        if directive.retired_at is not None:
            raise InvalidInput(
                "citation", f"{directive.citation} is retired already. Restore it instead."
            )
        directive.retired_at = change.now
        directive.version += 1
        session.flush()
        _note(change, "directive.retired", directive, {}, {}, reason)
        return directive


def restore(change: Change, directive_id: int, reason: str = "") -> Directive:
    """Bring a retired directive back among those that people choose from.

    Raises:
        InvalidInput: for one that is in use, and a double that was merged.
    """
    with change.transaction() as session:
        house_rights.require_directives(session, change.actor)
        directive = by_id(session, directive_id)
        if directive.merged_into_id is not None:
            into = by_id(session, directive.merged_into_id)
            raise InvalidInput(
                "citation",
                f"{directive.citation} was a double of {into.citation}, and its merge is not "
                f"undone. Use {into.citation} instead.",
            )
        if directive.retired_at is None:
            raise InvalidInput("citation", f"{directive.citation} is in use. Reload the page.")
        directive.retired_at = None
        directive.version += 1
        session.flush()
        _note(change, "directive.restored", directive, {}, {}, reason)
        return directive


def _move_plans(change: Change, directive: Directive, was: date) -> None:
    """Reschedule each plan whose suspenses count from the signature; its journal says why."""
    session = change.session
    plans = session.scalars(
        select(Plan)
        .where(Plan.directive_id == directive.id, Plan.stage != "closed")
        .order_by(Plan.id)
    ).all()
    actor = change.actor
    if not house_rights.is_administrator(actor):
        own = house_rights.coordinated_plans(session, actor)
        if any(plan.id not in own for plan in plans):
            raise NotAllowed(
                "Dates of plans that you do not coordinate count from the day of signature. Ask "
                "an administrator to change it; everything else you may change."
            )
    for plan in plans:
        on_day = civil_date(change.now, plan.time_zone)
        before = {"signed_on": was.isoformat()}
        after = {"citation": directive.citation, "signed_on": directive.signed_on.isoformat()}
        entry = journal.Entry("plan.directive_moved", ("plan", plan.id), before, after)
        seq = journal.record(change, on_day, plan.id, [entry])
        reschedule(change, on_day, plan.id, seq)


def _note(
    change: Change,
    verb: str,
    directive: Directive,
    before: dict[str, Any] | None,
    after: dict[str, Any],
    reason: str = "",
) -> None:
    entry = journal.Entry(verb, ("directive", directive.id), before, after, reason)
    journal.note(change, None, entry)
