"""An agency's dated statement on a task; never edited, only followed by the next."""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, false
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Day, Id, Moment, Prose, Word, one_of
from models.folded import folded_from
from workplan.vocabulary import Status


class StatusReport(Base):
    """What the agency said, who said it, and whether on its behalf or in an absent person's place.

    `contradictions` are the ids of what did not fit and was kept, with a reason; a confirmation
    says that nothing changed; `is_by_link` marks a report that came through a link in a mail;
    `corrects_id` is the earlier report on the task that it corrects. One that `is_void` is no word
    of an agency any more: it was taken back, or it is what taking back has left.
    """

    __tablename__ = "status_reports"
    __table_args__ = (
        one_of("status", Status),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent_0_to_100"),
        CheckConstraint("actual_finish_on >= actual_start_on", name="finish_not_before_start"),
        Index("ix_status_reports_task_id_reported_at", "task_id", "reported_at"),
    )

    id: Mapped[Id]
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    is_on_behalf: Mapped[bool] = mapped_column(default=False)
    in_place_of_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reported_at: Mapped[Moment]
    reported_on: Mapped[Day]
    status: Mapped[Word]
    percent: Mapped[int]
    actual_start_on: Mapped[Day | None]
    actual_finish_on: Mapped[Day | None]
    forecast_on: Mapped[Day | None]
    occurrence_on: Mapped[Day | None]
    done: Mapped[Prose] = mapped_column(default="")
    next_steps: Mapped[Prose] = mapped_column(default="")
    help_needed: Mapped[Prose] = mapped_column(default="")
    contradictions: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    kept_because: Mapped[Prose] = mapped_column(default="", server_default="")
    is_confirmation: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_by_link: Mapped[bool] = mapped_column(default=False, server_default=false())
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("status_reports.id"))
    is_void: Mapped[bool] = mapped_column(default=False, server_default=false())
    folded: Mapped[str] = folded_from("done", "next_steps", "help_needed")
