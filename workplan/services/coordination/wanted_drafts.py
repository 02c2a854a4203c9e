"""Which drafts of answers to comments are waited for: not drafted, or sent back, and not moot."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select

from models import AnswerDraft, Comment, CommentPoint, Notice, Plan
from workplan.vocabulary import NoticeKind, Stage


def drafts_with(*columns: Any) -> Select[*tuple[Any, ...]]:
    """Return a select from drafts, with their points, comments and plans."""
    return (
        select(*columns)
        .select_from(AnswerDraft)
        .join(CommentPoint, CommentPoint.id == AnswerDraft.point_id)
        .join(Comment, Comment.id == CommentPoint.comment_id)
        .join(Plan, Plan.id == Comment.plan_id)
    )


@cache
def is_of_use() -> ColumnElement[bool]:
    """Return the condition that the point of a draft can be settled still."""
    return and_(
        CommentPoint.disposition.is_(None),
        Comment.answered_at.is_(None),
        Comment.set_aside_at.is_(None),
        Plan.stage != Stage.CLOSED,
        Plan.removed_at.is_(None),
    )


def is_wanted() -> ColumnElement[bool]:
    """Return the condition that a draft is waited for."""
    return and_(is_of_use(), AnswerDraft.drafted_at.is_(None))


def is_to_settle() -> ColumnElement[bool]:
    """Return the condition that an agency has drafted, and the coordinator settles."""
    return and_(is_of_use(), AnswerDraft.drafted_at.is_not(None))


def is_told_still() -> ColumnElement[bool]:
    """Return the condition that what a notice says of a draft is so still."""
    of_it = drafts_with(AnswerDraft.id).where(AnswerDraft.id == Notice.draft_id).correlate(Notice)
    is_drafted = Notice.kind == NoticeKind.DRAFTED
    return (is_drafted & of_it.where(is_to_settle()).exists()) | (
        ~is_drafted & of_it.where(is_wanted()).exists()
    )
