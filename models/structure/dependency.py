"""Predecessor and successor."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, one_of
from workplan.vocabulary import LinkType

MAX_LAG_DAYS = 20_000


class Dependency(Base):
    """That a task waits for another; the lag is in working days, or calendar days if elapsed.

    `lag_parts` are what it has beside its days, with their sign, in parts of one.
    """

    __tablename__ = "dependencies"
    __table_args__ = (
        one_of("type", LinkType),
        CheckConstraint("predecessor_id != successor_id", name="not_on_itself"),
        CheckConstraint(
            f"lag_days BETWEEN -{MAX_LAG_DAYS} AND {MAX_LAG_DAYS}", name="lag_in_range"
        ),
        UniqueConstraint("predecessor_id", "successor_id"),
    )

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    predecessor_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    successor_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    type: Mapped[str] = mapped_column(String(2))
    lag_days: Mapped[int] = mapped_column(default=0)
    is_elapsed: Mapped[bool] = mapped_column(default=False)
    lag_parts: Mapped[int] = mapped_column(default=0, server_default="0")
