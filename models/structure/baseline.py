"""Named frozen copies of a plan."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Code, Day, Id, Moment, Name


class Baseline(Base):
    """A frozen copy; approving a plan freezes the first.

    `retired_at` is set when that approval is taken back: nothing is compared with it any more.
    """

    __tablename__ = "baselines"
    __table_args__ = (UniqueConstraint("plan_id", "name"),)

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    name: Mapped[Name]
    frozen_at: Mapped[Moment]
    frozen_on: Mapped[Day]
    frozen_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    retired_at: Mapped[Moment | None]


class BaselineTask(Base):
    """A task as it stood; it stays when the task is removed.

    One with subtasks then is a summary, whose work is counted in them.
    """

    __tablename__ = "baseline_tasks"
    __table_args__ = (CheckConstraint("finish_on >= start_on", name="finish_not_before_start"),)

    baseline_id: Mapped[int] = mapped_column(ForeignKey("baselines.id"), primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), primary_key=True, index=True)
    code: Mapped[Code]
    name: Mapped[Name]
    duration_days: Mapped[int]
    start_on: Mapped[Day]
    finish_on: Mapped[Day]
    due_on: Mapped[Day | None]
    is_summary: Mapped[bool] = mapped_column(default=False, server_default=false())
