"""What an agency asks its own bureaus before it answers in coordination, and their advice."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Day, Id, Moment, Prose, Word, one_of
from workplan.vocabulary import Concurrence


class BureauAsk(Base):
    """That an agency asks one of its bureaus about the question that it was asked, and by when.

    `reminded_on` is the day on which its leads were reminded of the day that stands.
    """

    __tablename__ = "bureau_asks"
    __table_args__ = (UniqueConstraint("ask_id", "bureau_id"),)

    id: Mapped[Id]
    ask_id: Mapped[int] = mapped_column(ForeignKey("round_asks.id"))
    bureau_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), index=True)
    wanted_on: Mapped[Day]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    asked_at: Mapped[Moment]
    reminded_on: Mapped[Day | None]


class BureauAnswer(Base):
    """What a bureau advises its agency; the last one stands, and those before it stay.

    It is the agency's own until the agency has answered.
    """

    __tablename__ = "bureau_answers"
    __table_args__ = (one_of("kind", Concurrence),)

    id: Mapped[Id]
    bureau_ask_id: Mapped[int] = mapped_column(ForeignKey("bureau_asks.id"), index=True)
    kind: Mapped[Word]
    passage: Mapped[Prose]
    words: Mapped[Prose]
    proposed: Mapped[Prose]
    said_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    said_at: Mapped[Moment]
