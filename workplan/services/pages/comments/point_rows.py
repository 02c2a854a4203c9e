"""The points of comments as pages show them, and those by which a task was changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from models import Agency, AnswerDraft, Comment, CommentPoint, Initiative, Objective, Task, User
from workplan.services.record.read_models import read


class PointRow(NamedTuple):
    """A point of a comment, with the names of what it is about; `drafts` is who drafted it."""

    comment_id: int
    number: int
    words: str
    disposition: str | None
    because: str
    answer: str
    task_id: int | None
    task_code: str | None
    task_name: str | None
    objective_id: int | None
    objective_code: str | None
    initiative_id: int | None
    initiative_code: str | None
    initiative_title: str | None
    drafts: str | None
    change_seq: int | None
    settled_at: datetime | None
    settled_by: str | None

    @property
    def effort(self) -> str:
        """The line of effort under which it is filed; empty for none."""
        return f"{self.initiative_code} {self.initiative_title}" if self.initiative_id else ""


class Changing(NamedTuple):
    """A point of a comment by which a task was changed."""

    number: int
    reference: str
    point: int
    answer: str


def points_of(
    session: Session, comment_ids: Sequence[int] | Select[int]
) -> dict[int, list[PointRow]]:
    """Return the points of comments, by the comment; one select."""
    found: dict[int, list[PointRow]] = defaultdict(list)
    wanted = (
        select(
            CommentPoint.comment_id,
            CommentPoint.number,
            CommentPoint.words,
            CommentPoint.disposition,
            CommentPoint.because,
            CommentPoint.answer,
            CommentPoint.task_id,
            Task.code.label("task_code"),
            Task.name.label("task_name"),
            CommentPoint.objective_id,
            Objective.code.label("objective_code"),
            CommentPoint.initiative_id,
            Initiative.code.label("initiative_code"),
            Initiative.title.label("initiative_title"),
            Agency.label.label("drafts"),
            CommentPoint.change_seq,
            CommentPoint.settled_at,
            User.name.label("settled_by"),
        )
        .outerjoin(Task, Task.id == CommentPoint.task_id)
        .outerjoin(Objective, Objective.id == CommentPoint.objective_id)
        .outerjoin(Initiative, Initiative.id == CommentPoint.initiative_id)
        .outerjoin(
            AnswerDraft,
            and_(AnswerDraft.point_id == CommentPoint.id, AnswerDraft.drafted_at.is_not(None)),
        )
        .outerjoin(Agency, Agency.id == AnswerDraft.agency_id)
        .outerjoin(User, User.id == CommentPoint.settled_by_id)
        .where(CommentPoint.comment_id.in_(comment_ids))
        .order_by(CommentPoint.comment_id, CommentPoint.number)
    )
    for point in read(PointRow, session.execute(wanted)):
        found[point.comment_id].append(point)
    return found


def that_changed(session: Session, task_id: int) -> list[Changing]:
    """Return the points of comments by which a task was changed; one select."""
    wanted = (
        select(Comment.number, Comment.reference, CommentPoint.number, CommentPoint.answer)
        .join(CommentPoint, CommentPoint.comment_id == Comment.id)
        .where(CommentPoint.task_id == task_id, Comment.set_aside_at.is_(None))
        .order_by(Comment.number, CommentPoint.number)
    )
    return [Changing(*row) for row in session.execute(wanted)]
