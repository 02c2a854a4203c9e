"""The policy document that directs the work, and what it wants achieved."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Code, Day, Id, Name, Prose, Word, one_of
from workplan.vocabulary import DirectiveStatus


class Directive(Base):
    """A memorandum or order; its signature starts the clocks of the suspenses."""

    __tablename__ = "directives"
    __table_args__ = (
        one_of("status", DirectiveStatus),
        CheckConstraint(
            "(status = 'superseded') = (superseded_on IS NOT NULL)", name="superseded_has_date"
        ),
        UniqueConstraint("citation"),
    )

    id: Mapped[Id]
    citation: Mapped[Name]
    title: Mapped[Name]
    signed_on: Mapped[Day]
    status: Mapped[Word]
    superseded_on: Mapped[Day | None]
    superseded_by: Mapped[Name | None]


class Objective(Base):
    """What the directive wants achieved."""

    __tablename__ = "objectives"
    __table_args__ = (UniqueConstraint("directive_id", "code"),)

    id: Mapped[Id]
    directive_id: Mapped[int] = mapped_column(ForeignKey("directives.id"), index=True)
    code: Mapped[Code]
    statement: Mapped[Prose]


class TaskObjective(Base):
    """That a task serves an objective."""

    __tablename__ = "task_objectives"

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), primary_key=True)
    objective_id: Mapped[int] = mapped_column(
        ForeignKey("objectives.id"), primary_key=True, index=True
    )
