"""How many comments of a plan wait for an answer, wherever that is said."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select

from models import Comment, CommentMail
from workplan.services.consultation.finding import is_own
from workplan.services.coordination.wanted_drafts import drafts_with, is_to_settle
from workplan.services.record.words.sentences import count
from workplan.vocabulary import MailState


class OpenComments(NamedTuple):
    """How many comments wait for an answer."""

    waiting: int = 0

    @property
    def words(self) -> str:
        """That number in words; empty for none."""
        return count(self.waiting, "comment") if self.waiting else ""


def column(plan_id: Any, today: date | None = None) -> ColumnElement[int]:
    """Return how many comments of a plan wait, for a select that has its number.

    Args:
        today: counts those alone whose answer was due before this day.
    """
    wanted = (
        select(func.count())
        .select_from(Comment)
        .where(Comment.plan_id == plan_id, is_own(), Comment.answered_at.is_(None))
    )
    if today is not None:
        wanted = wanted.where(Comment.answer_by < today)
    return wanted.scalar_subquery()


def drafted(plan_id: int) -> ColumnElement[int]:
    """Return how many comments have a draft of an agency that the coordinator settles by."""
    wanted = drafts_with(func.count(Comment.id.distinct()))
    return wanted.where(Comment.plan_id == plan_id, is_to_settle()).scalar_subquery()


def failed(plan_id: int) -> ColumnElement[int]:
    """Return how many mails to senders failed for good that nobody has seen to."""
    return (
        select(func.count())
        .select_from(CommentMail)
        .join(Comment, Comment.id == CommentMail.comment_id)
        .where(
            Comment.plan_id == plan_id,
            CommentMail.state == MailState.DEAD,
            CommentMail.seen_at.is_(None),
        )
        .scalar_subquery()
    )
