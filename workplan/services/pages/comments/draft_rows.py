"""Drafts of answers as pages show them, and what waits for a person to be drafted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from models import Agency, AnswerDraft, Comment, CommentPoint, Plan, Task, User
from workplan.services.coordination.wanted_drafts import drafts_with, is_wanted
from workplan.services.people.standing import Standing
from workplan.services.record.read_models import read
from workplan.vocabulary import Role

ASKER, DRAFTER = aliased(User), aliased(User)
"""Made once: to put an alias together takes longer than its select."""


class DraftRow(NamedTuple):
    """The draft of an answer to a point: of whom it is wanted, and what was drafted."""

    number: int
    agency_id: int
    label: str
    wanted_on: date
    ask: str
    asked_by: str
    asked_at: datetime
    disposition: str | None
    answer: str
    because: str
    task_id: int | None
    task_code: str | None
    task_name: str | None
    drafted_at: datetime | None
    drafted_by: str | None
    returned_because: str
    version: int

    def is_late(self, today: date) -> bool:
        """Tell whether it is waited for since before a day."""
        return self.drafted_at is None and self.wanted_on < today


class ToDraft(NamedTuple):
    """A point of a comment whose answer a person’s agency drafts."""

    slug: str
    plan_title: str
    reference: str
    number: int
    point: int
    about: str
    label: str
    wanted_on: date
    returned_because: str


def drafts_of(session: Session, comment_id: int) -> dict[int, DraftRow]:
    """Return the drafts of a comment, by the number of the point; one select."""
    wanted = (
        select(
            CommentPoint.number,
            AnswerDraft.agency_id,
            Agency.label,
            AnswerDraft.wanted_on,
            AnswerDraft.ask,
            ASKER.name.label("asked_by"),
            AnswerDraft.asked_at,
            AnswerDraft.disposition,
            AnswerDraft.answer,
            AnswerDraft.because,
            AnswerDraft.task_id,
            Task.code.label("task_code"),
            Task.name.label("task_name"),
            AnswerDraft.drafted_at,
            DRAFTER.name.label("drafted_by"),
            AnswerDraft.returned_because,
            AnswerDraft.version,
        )
        .join(CommentPoint, CommentPoint.id == AnswerDraft.point_id)
        .join(Agency, Agency.id == AnswerDraft.agency_id)
        .join(ASKER, ASKER.id == AnswerDraft.asked_by_id)
        .outerjoin(DRAFTER, DRAFTER.id == AnswerDraft.drafted_by_id)
        .outerjoin(Task, Task.id == AnswerDraft.task_id)
        .where(CommentPoint.comment_id == comment_id)
    )
    return {row.number: row for row in read(DraftRow, session.execute(wanted))}


def to_draft(session: Session, standings: Sequence[Standing]) -> list[ToDraft]:
    """Return what waits for the drafts of a person’s agencies, the first day first; one select."""
    voices = [voice for one in standings for voice in (one, *one.covers) if voice.role == Role.LEAD]
    if not voices:
        return []
    mine = [
        and_(Comment.plan_id == one.plan_id, AnswerDraft.agency_id.in_(one.agency_ids))
        for one in voices
    ]
    wanted = (
        drafts_with(
            Plan.slug,
            Plan.title.label("plan_title"),
            Comment.reference,
            Comment.number,
            CommentPoint.number.label("point"),
            Comment.subject.label("about"),
            Agency.label,
            AnswerDraft.wanted_on,
            AnswerDraft.returned_because,
        )
        .join(Agency, Agency.id == AnswerDraft.agency_id)
        .where(is_wanted(), or_(*mine))
        .order_by(AnswerDraft.wanted_on, AnswerDraft.id)
    )
    return read(ToDraft, session.execute(wanted))
