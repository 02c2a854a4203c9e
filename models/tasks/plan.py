"""Plans, the lines of effort in them, which agencies take part, and who holds which role."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column, validates

from models.base import Base, Code, Day, Id, Moment, Name, Prose, Word, one_of
from workplan.policy import ACKNOWLEDGE_DAYS, COMMENT_DAYS
from workplan.vocabulary import Role, Stage, Verified


class Plan(Base):
    """The work plan that carries out a directive; `directive_id` is empty until one is named.

    `start_minute` says at which minute of its first day it begins, where that is not as the day
    opens, and `hours` when its days open, pause and close, where these are not office hours.
    `status_on` is the date before which no remaining work may lie; the scheduler rolls it, and
    a closed plan keeps its last. `days_off` are its own days off, besides the federal holidays
    where `is_federal`, and `days_worked` those worked against either; `day_notes` say why, by
    date. Without `days_off` the plan follows the federal calendar as it is. `work_calendars` are
    others, by name, on which some of its tasks run. `removed_at` is set
    when its import is undone, and when a draft is deleted; of a draft that was deleted long ago
    only this row is left, at `purged_at`, since the journal refers to it. A template is never
    anything but a draft: its days do not pass and nobody is reminded of it. `verifies` says which
    tasks are claimed complete, and count as done once somebody else accepts. `archived_at` says
    that a closed plan has left the lists, or that a template is retired. After
    `acknowledge_days` working days the coordinator is told of what no agency acknowledged.
    With `takes_comments` whoever is not of the plan may write to its address, is answered within
    `comment_days` working days, and with `shows_comments` the public can read what became of it.
    Who wrote one is kept for `sender_months` months after the answer; 0 keeps it.
    With `offers_form` they may do so by a form that everybody can open.
    With `has_bare_mails` its mails say how many tasks wait, and nothing of what the plan says.
    `approver_id` is the official who approves it, where one is named. While it is implemented, a
    change that moves its end or a directed suspense by more than `change_days` working days is
    theirs to decide; 0 leaves all to the coordinator.
    `superseding_id` is the directive that took the place of a closed plan, where one did.
    `version` rises with every change of the plan.
    """

    __tablename__ = "plans"
    __table_args__ = (
        one_of("stage", Stage),
        one_of("verifies", Verified),
        UniqueConstraint("slug"),
        CheckConstraint("version > 0", name="version_positive"),
        CheckConstraint("acknowledge_days BETWEEN 1 AND 60", name="acknowledge_days_in_range"),
        CheckConstraint("comment_days BETWEEN 1 AND 250", name="comment_days_in_range"),
        CheckConstraint("change_days BETWEEN 0 AND 250", name="change_days_in_range"),
        CheckConstraint("sender_months BETWEEN 0 AND 600", name="sender_months_in_range"),
    )

    id: Mapped[Id]
    directive_id: Mapped[int | None] = mapped_column(ForeignKey("directives.id"), index=True)
    slug: Mapped[str] = mapped_column(String(60))
    title: Mapped[Name]
    note: Mapped[Prose] = mapped_column(default="")
    mail_tag: Mapped[Code]
    stage: Mapped[Word]
    time_zone: Mapped[str] = mapped_column(String(60))
    marking: Mapped[Name | None]
    start_on: Mapped[Day]
    status_on: Mapped[Day | None]
    start_minute: Mapped[int | None]
    hours: Mapped[str | None] = mapped_column(Text)
    weekmask: Mapped[str] = mapped_column(String(7), default="1111100", server_default="1111100")
    days_off: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    days_worked: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    is_federal: Mapped[bool] = mapped_column(default=False, server_default=false())
    day_notes: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    work_calendars: Mapped[dict[str, dict[str, Any]] | None] = mapped_column(
        JSON(none_as_null=True)
    )
    verifies: Mapped[Word] = mapped_column(default="directed", server_default="nothing")
    version: Mapped[int] = mapped_column(default=1)
    removed_at: Mapped[Moment | None]
    is_template: Mapped[bool] = mapped_column(default=False, server_default=false())
    archived_at: Mapped[Moment | None]
    has_bare_mails: Mapped[bool] = mapped_column(default=False, server_default=false())
    acknowledge_days: Mapped[int] = mapped_column(
        default=ACKNOWLEDGE_DAYS, server_default=str(ACKNOWLEDGE_DAYS)
    )
    takes_comments: Mapped[bool] = mapped_column(default=False, server_default=false())
    shows_comments: Mapped[bool] = mapped_column(default=False, server_default=false())
    offers_form: Mapped[bool] = mapped_column(default=False, server_default=false())
    comment_days: Mapped[int] = mapped_column(
        default=COMMENT_DAYS, server_default=str(COMMENT_DAYS)
    )
    sender_months: Mapped[int] = mapped_column(default=0, server_default="0")
    purged_at: Mapped[Moment | None]
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    change_days: Mapped[int] = mapped_column(default=0, server_default="0")
    superseding_id: Mapped[int | None] = mapped_column(ForeignKey("directives.id"), index=True)

    @validates("start_on")
    def _whole_day(self, _: str, day: date) -> date:
        """Let a start that is set anew be as its day opens."""
        if self.start_on != day and self.start_minute is not None:
            self.start_minute = None
        return day


class FormerShortName(Base):
    """A short name that a plan had in the address bar; it still leads to the plan."""

    __tablename__ = "former_short_names"
    __table_args__ = (UniqueConstraint("slug"),)

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    slug: Mapped[str] = mapped_column(String(60))
    left_at: Mapped[Moment]


class Initiative(Base):
    """A line of effort: groups tasks under a lead agency.

    `uid` is that of the summary task that stands for it in files; no task of the plan has it.
    One that is retired has no task, and comes back when it is restored.
    """

    __tablename__ = "initiatives"
    __table_args__ = (
        CheckConstraint("version > 0", name="version_positive"),
        UniqueConstraint("plan_id", "code"),
        UniqueConstraint("plan_id", "uid"),
    )

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.id"), index=True)
    code: Mapped[Code]
    title: Mapped[Name]
    position: Mapped[int]
    uid: Mapped[int]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    retired_at: Mapped[Moment | None]


class PlanAgency(Base):
    """That an agency takes part in a plan, since the day on which something first named it there.

    It stays when its last task goes to another agency, until a coordinator drops it.
    """

    __tablename__ = "plan_agencies"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), primary_key=True, index=True)
    since_on: Mapped[Day]


class Membership(Base):
    """That a person holds a role in a plan, and for which agency.

    A supervisor of an agency is written to when one of its tasks stays overdue.
    """

    __tablename__ = "memberships"
    __table_args__ = (
        one_of("role", Role),
        CheckConstraint(
            "role NOT IN ('lead', 'contributor') OR agency_id IS NOT NULL",
            name="agency_role_has_agency",
        ),
        CheckConstraint("version > 0", name="version_positive"),
        UniqueConstraint("plan_id", "user_id"),
        Index("ix_memberships_user_id_plan_id", "user_id", "plan_id"),
    )

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    role: Mapped[Word]
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.id"), index=True)
    is_supervisor: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
