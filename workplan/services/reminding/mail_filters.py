"""Which mails of the ledgers are asked for: to whom, for which agency, of which days and state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select, union
from sqlalchemy.orm import Session

from models import Agency, Membership, Notice, Reminder, User
from models.reminding.outgoing import Outgoing
from workplan.services.people.standing import Standing
from workplan.services.record.read_models import read

WENT_OUT = ("pending", "sent", "sending", "failed", "dead")
"""The states of what a list shows unless it is asked for another one."""
DAYS = (7, 30, 90)
"""Of how many days a list can be asked for."""


class MailFilter(NamedTuple):
    """What is asked for; what is empty or None is not asked for."""

    person: int | None = None
    agency: str = ""
    days: int | None = None
    state: str = ""

    def conditions(self, ledger: type[Outgoing], now: datetime) -> list[ColumnElement[bool]]:
        """Return the conditions on the rows of a ledger, of whatever state if none is asked for."""
        found = []
        if self.person is not None:
            found.append(ledger.user_id == self.person)
        if self.agency:
            found.append(_is_of(ledger, self.agency))
        if self.days is not None:
            found.append(
                func.coalesce(ledger.sent_at, ledger.not_before) >= now - timedelta(days=self.days)
            )
        if self.state:
            found.append(ledger.state == self.state)
        return found


class Recipient(NamedTuple):
    """Somebody to whom a row of the ledgers goes."""

    id: int
    name: str


class RecipientAgency(NamedTuple):
    """An agency for which somebody takes part in one of the plans."""

    code: str
    label: str


def recipients(session: Session, standings: Sequence[Standing]) -> list[Recipient]:
    """Return everybody to whom the mails go that these standings let a person read, by name."""
    told = [
        select(ledger.user_id).where(standing.readable_mail(ledger))
        for ledger in (Reminder, Notice)
        for standing in standings
    ]
    if not told:
        return []
    wanted = select(User.id, User.name).where(User.id.in_(union(*told))).order_by(User.name)
    return read(Recipient, session.execute(wanted))


def agencies(session: Session, standings: Sequence[Standing]) -> list[RecipientAgency]:
    """Return the agencies for which people take part in these plans, by name."""
    plans = [standing.plan_id for standing in standings]
    wanted = (
        select(Agency.code, Agency.label)
        .join(Membership, Membership.agency_id == Agency.id)
        .where(Membership.plan_id.in_(plans))
        .distinct()
        .order_by(Agency.label)
    )
    return read(RecipientAgency, session.execute(wanted))


def _is_of(ledger: type[Outgoing], agency: str) -> ColumnElement[bool]:
    """Return that the recipient takes part in the plan for an agency."""
    return (
        select(Membership.user_id)
        .join(Agency, Agency.id == Membership.agency_id)
        .where(
            Membership.plan_id == ledger.plan_id,
            Membership.user_id == ledger.user_id,
            Agency.code == agency,
        )
        .exists()
    )
