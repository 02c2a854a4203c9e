"""Tasks and milestones, with the dates that the engine last computed for them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, validates

from models.base import Base, Code, Day, Id, Moment, Name, Prose, Word, one_of
from models.folded import folded_from
from workplan.folding import fold
from workplan.vocabulary import AgencyRole, Constraint, Ending, Source, Status

MAX_DURATION_DAYS = 20_000


class Task(Base):
    """Work owned by a lead agency; of zero duration, a milestone.

    Where a plan has parts of days, a task takes `short_parts` of one fewer than its days, which
    are rounded up, and the minutes beside a date say when in that day; a day reported anew has
    none. `work_calendar` names the one of the plan's other calendars that its work runs on, if any.

    The second block is what the agency last reported. The third is computed by the engine and
    stored so that lists can filter on it; services write it, whenever a plan is rescheduled.
    `is_open` and `done_percent` are what its subtasks add up to, and without any what was reported.
    `ending` says of one that is not open that it is claimed and not yet accepted, or how it was
    ended without being done, on `ended_on`; without it the task is done.
    The last block is what searching reads. `removed_at` is set instead of deleting. `dates_source`
    says whether the dates stand in the public record, were made up for a sample, or belong to the
    plan itself.
    """

    __tablename__ = "tasks"
    __table_args__ = (
        one_of("constraint_code", Constraint),
        one_of("status", Status),
        one_of("dates_source", Source),
        one_of("ending", Ending),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent_0_to_100"),
        CheckConstraint(
            f"duration_days BETWEEN 0 AND {MAX_DURATION_DAYS}", name="duration_in_range"
        ),
        CheckConstraint("actual_finish_on >= actual_start_on", name="finish_not_before_start"),
        CheckConstraint(
            "(status = 'complete') = (actual_finish_on IS NOT NULL)", name="complete_has_finish"
        ),
        CheckConstraint(
            "(constraint_on IS NULL) = (constraint_code IN ('ASAP', 'ALAP'))",
            name="constraint_has_its_date",
        ),
        CheckConstraint(
            "ended_on IS NULL OR (ending IS NOT NULL AND ending <> 'claimed')",
            name="ended_has_its_way",
        ),
        CheckConstraint("parent_id != id", name="not_its_own_parent"),
        CheckConstraint("version > 0", name="version_positive"),
        CheckConstraint("finish_on >= start_on", name="computed_finish_not_before_start"),
        UniqueConstraint("plan_id", "uid"),
        Index("ix_tasks_plan_id_position", "plan_id", "position"),
        Index("ix_tasks_plan_id_due_on", "plan_id", "due_on"),
    )

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    initiative_id: Mapped[int | None] = mapped_column(ForeignKey("initiatives.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"), index=True)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    uid: Mapped[int]
    position: Mapped[int]
    code: Mapped[Code]
    name: Mapped[Name]
    description: Mapped[Prose] = mapped_column(default="")
    duration_days: Mapped[int]
    short_parts: Mapped[int] = mapped_column(default=0, server_default="0")
    constraint_code: Mapped[str] = mapped_column(String(4), default="ASAP")
    constraint_on: Mapped[Day | None]
    constraint_minute: Mapped[int | None]
    work_calendar: Mapped[str] = mapped_column(String(80), default="", server_default="")
    dates_source: Mapped[Word] = mapped_column(default="plan")
    source_note: Mapped[Prose] = mapped_column(default="")
    sentence: Mapped[Prose] = mapped_column(default="", server_default="")
    priority: Mapped[int] = mapped_column(default=500, server_default="500")
    version: Mapped[int] = mapped_column(default=1)
    removed_at: Mapped[Moment | None]

    status: Mapped[Word] = mapped_column(default="not_started")
    percent: Mapped[int] = mapped_column(default=0)
    actual_start_on: Mapped[Day | None]
    actual_start_minute: Mapped[int | None]
    actual_finish_on: Mapped[Day | None]
    actual_finish_minute: Mapped[int | None]
    forecast_on: Mapped[Day | None]
    reported_at: Mapped[Moment | None]
    ended_on: Mapped[Day | None]

    start_on: Mapped[Day | None]
    finish_on: Mapped[Day | None]
    late_finish_on: Mapped[Day | None]
    total_float_days: Mapped[int | None]
    free_float_days: Mapped[int | None]
    is_critical: Mapped[bool] = mapped_column(default=False)
    driver: Mapped[str | None] = mapped_column(String(60))
    due_on: Mapped[Day | None]
    due_set_on: Mapped[Day | None]
    late_days: Mapped[int] = mapped_column(default=0)
    is_open: Mapped[bool] = mapped_column(default=True, server_default=true())
    done_percent: Mapped[int] = mapped_column(default=0, server_default="0")
    ending: Mapped[Word | None]

    folded_code: Mapped[str] = folded_from("code")
    folded_name: Mapped[str] = folded_from("name")
    folded_description: Mapped[str] = folded_from("description")

    @validates("actual_start_on", "actual_finish_on")
    def _whole_day(self, column: str, day: date | None) -> date | None:
        """Let a day that is reported anew be a whole one."""
        minute = column.removesuffix("_on") + "_minute"
        if getattr(self, column) != day and getattr(self, minute) is not None:
            setattr(self, minute, None)
        return day

    def fold_texts(self) -> None:
        """Bring what searching reads up to the texts, after they were changed."""
        self.folded_code, self.folded_name = fold(self.code), fold(self.name)
        self.folded_description = fold(self.description)


class TaskAgency(Base):
    """That an agency leads a task (several may, jointly) or supports it in a role.

    `given_at` is when the task was given to who leads it: the later of the approval of the plan
    and of becoming the lead. It is empty before that, and for what was given before it was kept.
    """

    __tablename__ = "task_agencies"
    __table_args__ = (one_of("role", AgencyRole),)

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), primary_key=True, index=True)
    role: Mapped[Word]
    given_at: Mapped[Moment | None]
