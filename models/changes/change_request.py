"""A change of the structure that somebody asks for, and what it was answered."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Moment, Prose, Word, one_of
from workplan.vocabulary import RequestState


class ChangeRequest(Base):
    """That a lead or a coordinator asks for a change of an approved plan, known by its number.

    `parts` is what saving it would have written to the journal: verb, subject, before and after of
    each; a task that it adds has a number below zero. `beyond` says in words by how much it went
    beyond the plan's limit when it was asked for, and then it is for the approving official.
    `agency_id` is that of the lead who asked. Rows stay, whatever became of them.
    """

    __tablename__ = "change_requests"
    __table_args__ = (
        one_of("state", RequestState),
        UniqueConstraint("plan_id", "number"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("(state = 'asked') = (answered_at IS NULL)", name="answered_has_moment"),
        CheckConstraint(
            "(answered_at IS NULL) = (answered_by_id IS NULL)", name="answered_by_somebody"
        ),
        Index("ix_change_requests_plan_id_state", "plan_id", "state"),
    )

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    number: Mapped[int]
    parts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    why: Mapped[Prose]
    beyond: Mapped[Prose] = mapped_column(default="")
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.id"), index=True)
    asked_at: Mapped[Moment]
    state: Mapped[Word]
    answer: Mapped[Prose] = mapped_column(default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    answered_at: Mapped[Moment | None]
