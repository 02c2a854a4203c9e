"""Many people from a table: looked at line by line, then invited.

A line that cannot be taken is left out and says why; nobody who is here already is changed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Agency, User
from workplan.errors import InvalidInput
from workplan.exchange.tables.text_file import delimiter_of
from workplan.plain_text import one_line
from workplan.services.accounts import accounts, invitations
from workplan.services.accounts.invitations import NewPerson
from workplan.services.people import rights
from workplan.services.record.change import Change

HEADINGS = ("Email", "Name", "Agency", "Time zone")
NEEDED = ("email", "name")
MOST = 1_000
LONGEST_CELL = 300
EXAMPLE = ("jane.doe@state.gov", "Jane Doe", "STATE", "America/New_York")


class Line(NamedTuple):
    """A line of the table, as it was read.

    Args:
        number: of the line in the file, with the headings as the first.
        problem: why it is left out; empty when it is taken.
    """

    number: int
    email: str
    name: str
    agency: str
    time_zone: str
    problem: str = ""

    def person(self) -> NewPerson:
        """Return who is invited by it."""
        return NewPerson(self.email, self.name, self.agency or None, self.time_zone or None)


class Looked(NamedTuple):
    """What a table holds."""

    lines: list[Line]

    @property
    def taken(self) -> list[Line]:
        """The lines of those who are invited."""
        return [line for line in self.lines if not line.problem]

    @property
    def left_out(self) -> list[Line]:
        """The lines that cannot be taken."""
        return [line for line in self.lines if line.problem]


def look(session: Session, text: str) -> Looked:
    """Return what a table would bring, each line with what is wrong with it; two selects.

    Args:
        text: with commas, semicolons or tabs between its cells, and headings on its first line.

    Raises:
        InvalidInput: for what is no such table.
    """
    raw = list(_lines(text))
    if not raw:
        raise InvalidInput("file", "The table has headings and no line below them. Add a line.")
    known = {email.lower() for email in session.scalars(select(User.email))}
    codes = _codes(session)
    seen: dict[str, int] = {}
    return Looked([_checked(line, known, codes, seen) for line in raw])


def bring_in(change: Change, text: str) -> list[int]:
    """Make the accounts of a table, all or none, and return their ids; nothing is sent yet.

    Raises:
        NotFound: for anybody but an administrator.
        InvalidInput: for a table with no line that can be taken.
    """
    with change.transaction() as session:
        rights.require_administrator(change.actor)
        found = look(session, text)
        if not found.taken:
            raise InvalidInput("file", "No line of the table can be taken. Correct it first.")
        return invitations.prepare(change, [line.person() for line in found.taken])


def _lines(text: str) -> Iterator[Line]:
    text = text.strip("\r\n \ufeff")
    try:
        rows = list(csv.reader(StringIO(text), delimiter=delimiter_of(text)))
    except csv.Error as error:
        why = f"The table cannot be read: {error}. Check its quotes."
        raise InvalidInput("file", why) from error
    names = [heading.strip().lower() for heading in rows[0]] if rows else []
    if missing := [need for need in NEEDED if need not in names]:
        raise InvalidInput(
            "file",
            f"The table has no column {' and no column '.join(missing)}. Use the template: its "
            f"headings are {', '.join(HEADINGS)}.",
        )
    filled = [(number, row) for number, row in enumerate(rows[1:], 2) if any(map(str.strip, row))]
    if len(filled) > MOST:
        raise InvalidInput(
            "file", f"The table has {len(filled):,} lines, and {MOST:,} fit. Use several files."
        )
    for number, row in filled:
        cells = dict(zip(names, (one_line(cell, LONGEST_CELL) for cell in row), strict=False))
        yield Line(
            number,
            cells["email"].lower() if "email" in cells else "",
            cells.get("name", ""),
            cells.get("agency", ""),
            cells.get("time zone", ""),
        )


def _codes(session: Session) -> dict[str, str]:
    """Return the codes of agencies by what a table may call them: code, label or name."""
    rows = session.execute(select(Agency.code, Agency.label, Agency.name).order_by(Agency.id))
    found: dict[str, str] = {}
    for row in rows:
        for called in (row.code, row.label, row.name):
            found.setdefault(called.lower(), row.code)
    return found


def _checked(line: Line, known: set[str], codes: dict[str, str], seen: dict[str, int]) -> Line:
    try:
        accounts.plain_email(line.email)
        accounts.checked_name(line.name)
        accounts.checked_zone(line.time_zone)
    except InvalidInput as error:
        return line._replace(problem=error.message)
    if line.email in known:
        return line._replace(problem="Is here already, and stays as they are.")
    if line.email in seen:
        return line._replace(problem=f"Stands on line {seen[line.email]} as well.")
    code = codes.get(line.agency.lower(), "")
    if line.agency and not code:
        return line._replace(
            problem=f"There is no agency “{line.agency}”. Add it first, or leave the cell empty."
        )
    seen[line.email] = line.number
    return line._replace(agency=code)
