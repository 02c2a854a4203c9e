"""That a plan was approved: which version of it, by whom, and whether that was taken back."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Moment, Prose

STANDS = text("ended_at IS NULL")


class PlanApproval(Base):
    """The approval of a frozen version of a plan by its approving official.

    It froze `baseline_id`. Without a clearance `without_because` says why. It is taken back with
    the stage, at `ended_at`, and stays on record.
    """

    __tablename__ = "plan_approvals"
    __table_args__ = (
        CheckConstraint("ended_at >= approved_at", name="ended_after_approved"),
        Index(
            "uq_plan_approvals_standing",
            "plan_id",
            unique=True,
            sqlite_where=STANDS,
            postgresql_where=STANDS,
        ),
    )

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_versions.id"), index=True)
    baseline_id: Mapped[int] = mapped_column(ForeignKey("baselines.id"), index=True)
    approved_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    approved_at: Mapped[Moment]
    without_because: Mapped[Prose] = mapped_column(default="")
    ended_at: Mapped[Moment | None]
