"""The text of a plan: its sections, their sources, what is said of them, and frozen versions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Digest, Id, Moment, Name, Prose, Word, one_of
from workplan.vocabulary import SourceKind


class PlanSection(Base):
    """A section of the text of a plan; `body` is Markdown. One that is retired stands in no text.

    `number` is its own in the plan for good, wherever the section stands.
    """

    __tablename__ = "plan_sections"
    __table_args__ = (
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("version > 0", name="version_positive"),
        CheckConstraint("heading <> ''", name="has_heading"),
        UniqueConstraint("plan_id", "number"),
        Index("ix_plan_sections_plan_id_position", "plan_id", "position"),
    )

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    number: Mapped[int]
    position: Mapped[int]
    heading: Mapped[Name]
    body: Mapped[Prose] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    retired_at: Mapped[Moment | None]


class SectionSource(Base):
    """Where words of a section come from; without `passage` the source is of the whole section.

    `words` are those of the source: a sentence of the directive, or what says where to look. That
    of a comment of a stakeholder is the comment itself.
    """

    __tablename__ = "section_sources"
    __table_args__ = (
        one_of("kind", SourceKind),
        CheckConstraint("(kind = 'comment') = (comment_id IS NOT NULL)", name="comment_is_named"),
        CheckConstraint("kind = 'comment' OR words <> ''", name="says_something"),
    )

    id: Mapped[Id]
    section_id: Mapped[int] = mapped_column(ForeignKey("plan_sections.id"), index=True)
    kind: Mapped[Word]
    passage: Mapped[Prose] = mapped_column(default="")
    words: Mapped[Prose] = mapped_column(default="")
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"), index=True)
    retired_at: Mapped[Moment | None]


class SectionRemark(Base):
    """What somebody of the plan said of a section, or of a passage of it.

    `thread_id` is the remark that it answers; a thread is resolved by its first. Nothing is edited
    or deleted.
    """

    __tablename__ = "section_remarks"
    __table_args__ = (
        CheckConstraint("thread_id <> id", name="not_its_own_answer"),
        CheckConstraint(
            "(resolved_at IS NULL) = (resolved_by_id IS NULL)", name="resolved_by_somebody"
        ),
        CheckConstraint(
            "resolved_at IS NULL OR thread_id IS NULL", name="only_threads_are_resolved"
        ),
    )

    id: Mapped[Id]
    section_id: Mapped[int] = mapped_column(ForeignKey("plan_sections.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    thread_id: Mapped[int | None] = mapped_column(ForeignKey("section_remarks.id"), index=True)
    passage: Mapped[Prose] = mapped_column(default="")
    body: Mapped[Prose]
    said_at: Mapped[Moment]
    resolved_at: Mapped[Moment | None]
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class PlanVersion(Base):
    """A frozen version of a plan: its text with sources, and its tasks with their dates.

    It is never changed. `digest` is the SHA-256 of `content` as JSON with sorted keys, and stands
    in the journal too.
    """

    __tablename__ = "plan_versions"
    __table_args__ = (
        CheckConstraint("number > 0", name="number_positive"),
        UniqueConstraint("plan_id", "number"),
    )

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    number: Mapped[int]
    name: Mapped[Name]
    kept_at: Mapped[Moment]
    kept_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    content: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    digest: Mapped[Digest]
