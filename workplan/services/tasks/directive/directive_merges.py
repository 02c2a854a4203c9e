"""A directive that stands twice in the list becomes one: its objectives and plans follow."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Directive, Objective, Plan
from workplan.errors import InvalidInput
from workplan.services.people import house_rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.record.references import Reference, follow, references_to
from workplan.services.tasks.directive import directives


def merge(change: Change, directive_id: int, into_id: int, reason: str = "") -> Directive:
    """Merge a double into the directive that stays, and return that one; it is not undone.

    Raises:
        InvalidInput: for a directive and itself, one that is merged or retired, and two that were
            signed on different days, since dates would move with the merge.
    """
    with change.transaction() as session:
        house_rights.require_directives(session, change.actor)
        old = directives.by_id(session, directive_id)
        new = _taker(session, old, into_id)
        plans = session.scalars(select(Plan.id).where(Plan.directive_id == old.id)).all()
        old.retired_at = old.retired_at or change.now
        old.merged_into_id = new.id
        old.version += 1
        if new.superseded_by_id == old.id:
            new.superseded_by_id = None
        _forget_heirs(session, old.id, new.id)
        session.flush()
        for reference in references_to("directives"):
            TREATED.get(reference.names, follow)(session, reference, old.id, new.id)
        session.expire_all()
        before, after = {"citation": old.citation}, {"citation": new.citation}
        entry = journal.Entry("directive.merged", ("directive", old.id), before, after, reason)
        for plan_id in (None, *sorted(plans)):
            journal.note(change, plan_id, entry)
        return new


def _forget_heirs(session: Session, *both: int) -> None:
    """Let no objective of doubles have become one of the other: both are one directive now."""
    theirs = Objective.directive_id.in_(both)
    heirs = select(Objective.id).where(theirs)
    session.execute(
        update(Objective)
        .where(theirs, Objective.became_id.in_(heirs))
        .values(became=None, became_id=None)
    )


def _taker(session: Session, old: Directive, into_id: int) -> Directive:
    """Return the directive that stays, or refuse it."""
    new = session.get(Directive, into_id)
    if new is None:
        raise InvalidInput("into", "No directive was chosen. Choose the one that stays.")
    if old.merged_into_id is not None:
        raise InvalidInput("into", f"{old.citation} was merged already. Look at where it went.")
    if new.id == old.id:
        raise InvalidInput("into", f"{old.citation} is no double of itself. Choose another.")
    if new.retired_at is not None:
        raise InvalidInput("into", f"{new.citation} is retired. Restore it, or choose another.")
    if new.signed_on != old.signed_on:
        raise InvalidInput(
            "into",
            f"{old.citation} was signed on {old.signed_on:%-d %b %Y} and {new.citation} on "
            f"{new.signed_on:%-d %b %Y}, so dates that count from it would move. Correct the day "
            "first, if both are the same directive.",
        )
    return new


def _join_objectives(session: Session, reference: Reference, old: int, new: int) -> None:
    """Join the objectives that both have; another one of the same code gets a free code."""
    rows = select(Objective).where(Objective.directive_id == new)
    known = {row.code: row for row in session.scalars(rows)}
    wanted = select(Objective).where(Objective.directive_id == old).order_by(Objective.id)
    moving = session.scalars(wanted).all()
    taken = {*known, *(objective.code for objective in moving)}
    for objective in moving:
        same = known.get(objective.code)
        if same is not None and _alike(same, objective):
            for pointing in references_to("objectives"):
                follow(session, pointing, objective.id, same.id)
            session.delete(objective)
        elif same is not None:
            objective.code = _free(objective.code, taken)
            taken.add(objective.code)
        session.flush()
    follow(session, reference, old, new)


def _alike(one: Objective, other: Objective) -> bool:
    texts = (" ".join(o.statement.split()).casefold() for o in (one, other))
    return len(set(texts)) == 1


def _free(code: str, taken: set[str]) -> str:
    """Return a code that no objective has: the same, with a number after it."""
    number = 2
    while f"{code[:35]}-{number}" in taken:
        number += 1
    return f"{code[:35]}-{number}"


TREATED: dict[tuple[str, str], Callable[[Session, Reference, int, int], None]] = {
    ("directives", "merged_into_id"): follow,
    ("directives", "superseded_by_id"): follow,
    ("objectives", "directive_id"): _join_objectives,
    ("plans", "directive_id"): follow,
    ("plans", "superseding_id"): follow,
    ("ways_out", "by_directive_id"): follow,
}
"""What becomes of each column that refers to a directive; one that is missing follows plainly."""
