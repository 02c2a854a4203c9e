"""The plain declarative base: constraint names, and each kind of column named once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Annotated, Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    DateTime,
    Dialect,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, mapped_column

from workplan.calendars.spans import Span, often_of, often_said, span_of

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """An aware moment in UTC; refuses a naive one, and gives an aware one back on SQLite too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC, as the database keeps it."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone; pass an aware moment")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002  # the signature is SQLAlchemy's
    ) -> datetime | None:
        """Return the moment aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class SpanText(TypeDecorator[Span]):
    """A span of calendar time, kept as text: “6 months”."""

    impl = String(20)
    cache_ok = True
    written: Callable[[Span], str] = staticmethod(str)
    read: Callable[[str], Span] = staticmethod(span_of)

    def process_bind_param(
        self,
        value: Span | None,
        dialect: Dialect,  # noqa: ARG002  # the signature is SQLAlchemy's
    ) -> str | None:
        """Return the text of a span."""
        return None if value is None else self.written(value)

    def process_result_value(
        self,
        value: str | None,
        dialect: Dialect,  # noqa: ARG002  # the signature is SQLAlchemy's
    ) -> Span | None:
        """Return the span."""
        return None if value is None else self.read(value)


class OftenText(SpanText):
    """How long it is from one time to the next; the usual ones by a word: “monthly”."""

    cache_ok = True
    written = staticmethod(often_said)
    read = staticmethod(often_of)


Id = Annotated[int, mapped_column(Integer, primary_key=True)]
Code = Annotated[str, mapped_column(String(40))]
Name = Annotated[str, mapped_column(String(200))]
Prose = Annotated[str, mapped_column(Text)]
Word = Annotated[str, mapped_column(String(20))]
Day = Annotated[date, mapped_column(Date)]
Lapse = Annotated[Span, mapped_column(SpanText)]
Often = Annotated[Span, mapped_column(OftenText)]
Moment = Annotated[datetime, mapped_column(Instant)]
Facts = Annotated[dict[str, Any], mapped_column(JSON)]
Digest = Annotated[str, mapped_column(String(64))]
Email = Annotated[str, mapped_column(String(254))]


class Base(DeclarativeBase):
    """Base of every table; free of Flask, so that models can be used and checked alone."""

    metadata = MetaData(naming_convention=NAMING)


def one_of(column: str, words: Iterable[str], name: str | None = None) -> CheckConstraint:
    """Return the named check that a column holds one of the field's words."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=name or f"{column}_known")
