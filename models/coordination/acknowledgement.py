"""That an agency has a task: who said so for it, and who its action officer is."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Moment


class Acknowledgement(Base):
    """That a lead agency acknowledged a task, once for each time that it was given to it.

    `given_at` is that of its row among the agencies of the task. Somebody says so and names the
    officer, or the agency's first report since then stands for it.
    """

    __tablename__ = "acknowledgements"
    __table_args__ = (
        CheckConstraint("said_at >= given_at", name="not_before_given"),
        CheckConstraint(
            "(officer_id IS NULL) = (report_id IS NOT NULL)", name="names_an_officer_or_a_report"
        ),
        UniqueConstraint("task_id", "agency_id", "given_at"),
    )

    id: Mapped[Id]
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), index=True)
    given_at: Mapped[Moment]
    said_at: Mapped[Moment]
    said_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("status_reports.id"))
