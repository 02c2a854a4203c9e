"""Comments that anybody sends by the form of a plan, where it offers one; proof against flooding.

An address of the network sends so many a day, and all of them together. Addresses are not kept:
only what tells them apart on one day, made with a key of the house, and for no longer.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import func, or_, select, text, update
from sqlalchemy.orm import Session

from models import Comment, FormerShortName, Plan
from workplan.clock import civil_date
from workplan.errors import InvalidInput, NotFound
from workplan.policy import FORMS_A_DAY, FORMS_OF_ALL_A_DAY
from workplan.services.accounts.signing_in.sign_in_limits import counted_address
from workplan.services.consultation import comments
from workplan.services.consultation.comments import Letter
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.vocabulary import CommentSource, Stage

A_DAY = timedelta(days=1)


def plan_offering(session: Session, slug: str) -> Plan:
    """Return a plan that offers everybody a form for comments.

    Raises:
        NotFound: in the same words when there is none, and when it offers none.
    """
    former = select(FormerShortName.plan_id).where(FormerShortName.slug == slug)
    found = session.scalar(
        select(Plan).where(
            or_(Plan.slug == slug, Plan.id.in_(former)),
            Plan.offers_form,
            Plan.stage != Stage.CLOSED,
            Plan.is_template.is_(False),
            Plan.archived_at.is_(None),
            Plan.removed_at.is_(None),
        )
    )
    if found is None:
        raise NotFound("There is no such page.")
    return found


def mark_of(key: str, address: str, plan: Plan, now: datetime) -> str:
    """Return by what an address of the network is known again in a plan on the same day."""
    said = f"{plan.id} {civil_date(now, plan.time_zone)} {counted_address(address)}"
    return hmac.new(key.encode(), said.encode(), sha256).hexdigest()


def take(change: Change, slug: str, letter: Letter, key: str, address: str) -> Comment:
    """Take a comment that came by the form of a plan, and return it.

    Args:
        key: the secret of the house; `address` is whence the form came.

    Raises:
        NotFound: where the plan offers none.
        InvalidInput: for what cannot be taken, and where too many came within a day.
    """
    with change.transaction() as session:
        plan = plan_offering(session, slug)
        mark = mark_of(key, address, plan, change.now)
        of_form = (
            Comment.plan_id == plan.id,
            Comment.source == CommentSource.FORM,
            Comment.came_at > change.now - A_DAY,
        )
        count = select(func.count()).select_from(Comment).where(*of_form)
        if (session.scalar(count.where(Comment.came_from == mark)) or 0) >= FORMS_A_DAY:
            raise InvalidInput(
                "words",
                f"{FORMS_A_DAY} comments came from where you are today, and no more are taken. "
                "Try again tomorrow; your words still stand below.",
            )
        if (session.scalar(count) or 0) >= FORMS_OF_ALL_A_DAY:
            raise InvalidInput(
                "words",
                "So many comments came today that no more are taken by this form. Try again "
                "tomorrow; your words still stand below.",
            )
        return comments.send(change, plan, letter, mark)


def forget_old(session: Session, now: datetime) -> None:
    """Forget by what senders of forms were told apart, a day after."""
    # In so many words, so that the index of those few is used.
    old = (text("came_from <> ''"), Comment.came_at <= now - A_DAY)
    if session.scalar(select(Comment.id).where(*old).limit(1)) is None:
        session.rollback()
        return
    with writing() as written:
        written.execute(update(Comment).where(*old).values(came_from=""))
