"""Named frozen copies of a plan."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Code, Day, Id, Moment, Name, Prose


class Baseline(Base):
    """A frozen copy; approving a plan freezes the first.

    One of a plan at most is charted: what its charts compare with. It is marked here and not on
    the plan, so that no plan can compare with a copy of another. A retired one stays, and is
    offered nowhere. `version` rises when it is renamed, chosen, retired or restored.
    """

    __tablename__ = "baselines"
    __table_args__ = (
        UniqueConstraint("plan_id", "name"),
        Index(
            "uq_baselines_charted",
            "plan_id",
            unique=True,
            sqlite_where=text("is_charted"),
            postgresql_where=text("is_charted"),
        ),
    )

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    name: Mapped[Name]
    frozen_at: Mapped[Moment]
    frozen_on: Mapped[Day]
    frozen_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reason: Mapped[Prose] = mapped_column(default="", server_default="")
    approved_by: Mapped[Name] = mapped_column(default="", server_default="")
    is_charted: Mapped[bool] = mapped_column(default=False, server_default=false())
    retired_at: Mapped[Moment | None]
    version: Mapped[int] = mapped_column(default=1, server_default="1")


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
