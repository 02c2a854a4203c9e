"""Letters of stakeholders, and what is asked of the comments that they become."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Comment, CommentMail, CommentPoint
from support.ground.office import SLUG
from support.programs.outbox import EIGHT
from workplan.extensions import db
from workplan.services.consultation import comments
from workplan.services.consultation.comments import Letter, Sender
from workplan.services.lifecycle import plan_changes
from workplan.services.lifecycle.comment_terms import CommentTerms
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office

WORDS = "Please hear small firms a second time. The figures should count first sellers."
CAMPAIGN = (
    "Please keep every check on how American arms are used after delivery. A sale that is faster "
    "must not become a sale that nobody follows. The results of each check should be published."
)
MAKER = Sender("J. Whitaker", "Small Makers", "maker@example.org", may_be_named=True)


def by(office: Office, who: str = "coordinator", now: datetime = EIGHT) -> Change:
    """Return what somebody changes."""
    return Change(office.people[who], now)


def open_to_comments(office: Office, days: int = 8, *, is_public: bool = False) -> None:
    """Let the plan take comments."""
    terms = CommentTerms(takes_comments=True, shows_comments=is_public, comment_days=days)
    plan_changes.take_comments(by(office), SLUG, office.plan().version, terms)


def typed(office: Office, words: str = WORDS, sender: Sender = MAKER) -> int:
    """Type a comment in, and return its number."""
    return comments.enter(by(office), SLUG, Letter(sender, "First sales", words))


def comment(number: int) -> Comment:
    """Return a comment as the database has it."""
    db.session.rollback()
    return db.session.scalars(select(Comment).where(Comment.number == number)).one()


def version(number: int) -> int:
    """Return the version of a comment."""
    return comment(number).version


def points_of(number: int) -> list[CommentPoint]:
    """Return the points of a comment."""
    wanted = select(CommentPoint).where(CommentPoint.comment_id == comment(number).id)
    return [*db.session.scalars(wanted.order_by(CommentPoint.number))]


def mails(**of: object) -> list[CommentMail]:
    """Return the mails to senders, in their order."""
    db.session.rollback()
    wanted = select(CommentMail).filter_by(**of).order_by(CommentMail.id)
    return [*db.session.scalars(wanted)]
