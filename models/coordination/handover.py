"""A task offered by one agency to another, and the part that a supporting agency confirms."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Moment, Prose, Word, one_of
from workplan.vocabulary import AgencyRole, OfferState, SupportStatus


class Handover(Base):
    """That the lead of a task was offered to another agency, which accepts or declines.

    `giver_role` is what the agency that leads it is afterwards: a lead still, jointly, or of
    support in a role; nothing when it is out.
    """

    __tablename__ = "handovers"
    __table_args__ = (
        one_of("state", OfferState),
        one_of("giver_role", AgencyRole),
        CheckConstraint("(state = 'proposed') = (decided_at IS NULL)", name="decided_has_moment"),
        CheckConstraint("from_agency_id != to_agency_id", name="to_another"),
        Index("ix_handovers_task_id_state", "task_id", "state"),
    )

    id: Mapped[Id]
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    from_agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"))
    to_agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), index=True)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    proposed_at: Mapped[Moment]
    note: Mapped[Prose] = mapped_column(default="")
    giver_role: Mapped[Word | None]
    state: Mapped[Word] = mapped_column(default="proposed")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[Moment | None]
    reason: Mapped[Prose] = mapped_column(default="")


class SupportLine(Base):
    """What a supporting agency says of its own part of a task; the last word stands."""

    __tablename__ = "support_lines"
    __table_args__ = (one_of("status", SupportStatus),)

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), primary_key=True, index=True)
    status: Mapped[Word]
    note: Mapped[Prose] = mapped_column(default="")
    said_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    said_at: Mapped[Moment]
