"""Whom a reminder rule names: members of its plan, by their addresses."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Membership, User
from workplan.errors import InvalidInput
from workplan.services.structure.rule_terms import require_few


def ids(session: Session, plan_id: int, addresses: Iterable[str]) -> tuple[int, ...]:
    """Return the members of a plan who have some addresses; one select.

    Args:
        addresses: as they were typed; commas and semicolons between them are left out.

    Raises:
        InvalidInput: for one that nobody in the plan has.
    """
    wanted = [address.strip(",;").lower() for address in addresses]
    wanted = [address for address in wanted if address]
    if not wanted:
        return ()
    require_few(wanted)
    rows = session.execute(
        select(User.email, User.id)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.plan_id == plan_id, User.email.in_(wanted))
    )
    found = {row.email: row.id for row in rows}
    for address in wanted:
        if address not in found:
            raise InvalidInput(
                "people",
                f"Nobody in this plan has the address “{address}”. Correct it, or add them first.",
            )
    return tuple(sorted(set(found.values())))


def addresses(session: Session, user_ids: Collection[int]) -> dict[int, str]:
    """Return the addresses of some people; one select, and none for nobody."""
    if not user_ids:
        return {}
    rows = session.execute(select(User.id, User.email).where(User.id.in_(user_ids)))
    return {row.id: row.email for row in rows}
