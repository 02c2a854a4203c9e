"""Where words stand in the tables, and their removal there.

Every column in which people's texts can stand is looked through, so a new table needs no line
here; what is left out is named, with the reason. Short columns hold codes and names by which the
system finds things: those are changed on their own pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    String,
    Table,
    Text,
    UniqueConstraint,
    cast,
    func,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.orm import Session

from models import Base
from workplan.folding import fold
from workplan.services.lifecycle.purging import rows_of
from workplan.services.record.entry_hash import REMOVED
from workplan.services.spills import passages, striking
from workplan.services.spills.passages import Passage

LEFT_OUT = {
    "account_links": "what a mail server answered on a link, in its words",
    "agencies": "their names are on their own page, and are no spill",
    "backups": "what the house did, in words of ours",
    "house_settings": "what an administrator wrote for everybody, and can change",
    "journal": "its entries have a way of their own",
    "user_sessions": "the names of browsers",
    "users": "whose names are changed on their own page",
}
OF_MACHINES = frozenset({"message_id", "path", "source", "hours", "node", "place"})
"""Long columns that only programs read."""
PROSE = 200
"""How many characters a column holds at least in which people write; a shorter one holds codes."""


class Place(NamedTuple):
    """A row in which the words stand, and what its columns hold without them."""

    table: Table
    key: tuple[Any, ...]
    held: dict[str, Any]


def tables() -> list[Table]:
    """Return the tables that are looked through."""
    return [
        table
        for table in Base.metadata.sorted_tables
        if table.name not in LEFT_OUT and columns_of(table)
    ]


def columns_of(table: Table) -> list[Column[Any]]:
    """Return the columns of a table in which people's texts can stand."""
    return [column for column in table.columns if _is_prose(column)]


def _is_prose(column: Column[Any]) -> bool:
    kind = column.type
    if column.name in OF_MACHINES:
        return False
    if isinstance(kind, JSON | Text):
        return True
    return isinstance(kind, String) and (kind.length or 0) >= PROSE


def find(session: Session, words: str) -> Iterator[Place]:
    """Yield every row in which words stand."""
    passage = passages.passage_of(words)
    for table in tables():
        columns, key = columns_of(table), list(table.primary_key)
        wanted = select(*key, *columns).where(or_(*(may_hold(each, words) for each in columns)))
        for row in session.execute(wanted):
            of_row, values = tuple(row[: len(key)]), row[len(key) :]
            held = {
                column.name: left
                for column, value in zip(columns, values, strict=True)
                if (left := _without(column, value, passage, of_row)) != value
            }
            if held:
                yield Place(table, of_row, held)


def every_text(session: Session) -> Iterator[str]:
    """Yield every text of the tables that are looked through, as a restored one is read."""
    for table in tables():
        for row in session.execute(select(*columns_of(table))):
            for value in row:
                yield from passages.texts_in(value)


def strike(session: Session, place: Place) -> None:
    """Let the words leave a row; whoever has it open meets a newer version."""
    values = dict(place.held)
    if "version" in place.table.c:
        values["version"] = place.table.c.version + 1
    key = tuple_(*place.table.primary_key)
    session.execute(update(place.table).where(key.in_([place.key])).values(values))


def in_plan(session: Session, places: list[Place], plan_id: int) -> list[Place]:
    """Return those of some places that are in a plan."""
    own = dict(rows_of(plan_id))
    found = []
    for place in places:
        key = tuple_(*place.table.primary_key)
        if place.table.name == "plans":
            is_own = place.key == (plan_id,)
        else:
            condition = own.get(place.table)
            is_own = condition is not None and (
                session.execute(select(1).where(key.in_([place.key]), condition)).first()
                is not None
            )
        if is_own:
            found.append(place)
    return found


def may_hold(column: Any, words: str) -> ColumnElement[bool]:
    """Return the condition that a column can hold words: their plainest part, or any odd sign.

    A sign that is not plain may stand anywhere, and be one that nobody sees.
    """
    text = cast(column, Text)
    plain = func.lower(text).contains(passages.plainest_of(words))
    if isinstance(column.type, JSON):
        return or_(plain, text.contains("\\u", autoescape=True))
    return or_(plain, func.length(text) != func.octet_length(text), text.contains("…"))


def _without(column: Column[Any], value: Any, passage: Passage, key: tuple[Any, ...]) -> Any:
    if column.info.get("derived"):
        found = passage.struck(value).replace(REMOVED, fold(REMOVED)) if value else value
    else:
        found = striking.struck(value, passage)
    if not isinstance(found, str) or found == value:
        return found
    if _is_unique(column):
        # Two rows of one name had different words, and keep different ones.
        found = f"{found} ({'-'.join(map(str, key))})"
    length = getattr(column.type, "length", None)
    return found[:length] if length else found


def _is_unique(column: Column[Any]) -> bool:
    return any(
        isinstance(one, UniqueConstraint) and column.name in one.columns
        for one in column.table.constraints
    )
