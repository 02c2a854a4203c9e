"""The policy document that directs the work, and what it wants achieved."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Code, Day, Id, Moment, Name, Prose, Word, one_of
from workplan.vocabulary import Became, DirectiveStatus


class Directive(Base):
    """A memorandum or order; its signature starts the clocks of the suspenses.

    What superseded it is named in words, and by `superseded_by_id` where it stands in this list.
    One that is retired is no longer chosen, and stays readable; a double that was merged is
    retired, and names the directive that took it in. `version` rises with every change of it.
    """

    __tablename__ = "directives"
    __table_args__ = (
        one_of("status", DirectiveStatus),
        CheckConstraint(
            "(status = 'superseded') = (superseded_on IS NOT NULL)", name="superseded_has_date"
        ),
        CheckConstraint("superseded_by_id != id", name="not_superseded_by_itself"),
        CheckConstraint("merged_into_id != id", name="not_merged_into_itself"),
        CheckConstraint(
            "merged_into_id IS NULL OR retired_at IS NOT NULL", name="merged_is_retired"
        ),
        CheckConstraint("version > 0", name="version_positive"),
        UniqueConstraint("citation"),
    )

    id: Mapped[Id]
    citation: Mapped[Name]
    title: Mapped[Name]
    signed_on: Mapped[Day]
    status: Mapped[Word]
    superseded_on: Mapped[Day | None]
    superseded_by: Mapped[Name | None]
    superseded_by_id: Mapped[int | None] = mapped_column(ForeignKey("directives.id"), index=True)
    retired_at: Mapped[Moment | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("directives.id"), index=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class Objective(Base):
    """What the directive wants achieved; one that is retired is served by no task any more.

    `became` says of one whose directive was superseded that it was carried over, as the objective
    `became_id` of the later directive, or dropped; nothing while nobody said.
    """

    __tablename__ = "objectives"
    __table_args__ = (
        one_of("became", Became),
        CheckConstraint("version > 0", name="version_positive"),
        CheckConstraint("became_id != id", name="not_its_own_heir"),
        CheckConstraint(
            "(became_id IS NOT NULL) = (became IS NOT NULL AND became = 'carried')",
            name="carried_has_heir",
        ),
        UniqueConstraint("directive_id", "code"),
    )

    id: Mapped[Id]
    directive_id: Mapped[int] = mapped_column(ForeignKey("directives.id"), index=True)
    code: Mapped[Code]
    statement: Mapped[Prose]
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    retired_at: Mapped[Moment | None]
    became: Mapped[Word | None]
    became_id: Mapped[int | None] = mapped_column(ForeignKey("objectives.id"), index=True)


class TaskObjective(Base):
    """That a task serves an objective."""

    __tablename__ = "task_objectives"

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), primary_key=True)
    objective_id: Mapped[int] = mapped_column(
        ForeignKey("objectives.id"), primary_key=True, index=True
    )
