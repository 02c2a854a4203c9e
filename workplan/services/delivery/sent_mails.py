"""What a mail said, for those who may read all of it."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement, false, func, select
from sqlalchemy.orm import Session

from models import KeptMail, Plan, User
from models.reminding.outgoing import Outgoing
from workplan.errors import NotAllowed, NotFound
from workplan.services.delivery.dead_mail import BY_NAME
from workplan.services.delivery.outbox import LEDGERS
from workplan.services.people import rights
from workplan.services.people.standing import Standing
from workplan.services.record.actor import Actor


class SentMail(NamedTuple):
    """A mail as it was written last; `kept` is None for one from before mails were kept."""

    plan: Plan
    standing: Standing
    to: str
    row: Outgoing
    kept: KeptMail | None


def mail_of(session: Session, actor: Actor, ledger: str, row_id: int) -> SentMail:
    """Return the mail in which a row of a ledger went out.

    Raises:
        NotFound: when there is no such row, or none for them.
        NotAllowed: when it is also about tasks whose mail they may not read.
    """
    of = BY_NAME[ledger]
    is_theirs = of.plan_id.in_(rights.visible_plans(actor))
    row = session.scalar(select(of).where(of.id == row_id, is_theirs))
    if row is None:
        raise NotFound("There is no such mail.")
    slug = session.get_one(Plan, row.plan_id).slug
    plan, standing = rights.plan_for(session, actor, slug)
    is_to_them = row.user_id == actor.id
    if not is_to_them and not session.scalar(
        select(of.id).where(of.id == row_id, standing.readable_mail(of))
    ):
        raise NotFound("There is no such mail.")
    if not is_to_them and _is_partly_closed(session, standing, row):
        raise NotAllowed(
            "This mail is also about tasks of other agencies, so its text is not yours to read. "
            "Ask its recipient, or the coordinator."
        )
    kept = session.scalar(select(KeptMail).where(KeptMail.message_id == row.message_id))
    return SentMail(plan, standing, session.get_one(User, row.user_id).name, row, kept)


def _is_partly_closed(session: Session, standing: Standing, row: Outgoing) -> bool:
    """Tell whether any row of the mail is not theirs to read."""
    if standing.may_read_everything:
        return False
    return any(
        session.scalar(
            select(func.count())
            .select_from(of)
            .where(_of_mail(of, row), ~standing.readable_mail(of))
        )
        for of in LEDGERS
    )


def _of_mail(of: type[Outgoing], row: Outgoing) -> ColumnElement[bool]:
    return of.message_id == row.message_id if row.message_id else false()
