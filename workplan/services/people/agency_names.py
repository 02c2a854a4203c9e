"""The names that agencies have and had: what a file or an old address calls one still means it."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import Agency, JournalEntry, SavedView
from workplan.folding import fold

NAMED = ("code", "label", "name")
LONGEST_QUERY = 4_000
MOST_NAMES = 40
"""How many other names an agency may have."""


def successors(session: Session) -> dict[int, int]:
    """Return which agency took in each agency that was merged into another."""
    rows = session.execute(
        select(Agency.id, Agency.merged_into_id).where(Agency.merged_into_id.is_not(None))
    )
    return {row.id: row.merged_into_id for row in rows}


def former_codes(session: Session) -> dict[str, int]:
    """Return which agency had each code before it got another."""
    return {name: agency for field, name, agency in _former(session) if field == "code"}


def meant_by(session: Session, code: str) -> int | None:
    """Return the agency that a code means: one that has it or had it, or that took that one in."""
    found = session.scalar(select(Agency.id).where(Agency.code.in_({code, code.upper()})))
    if found is None:
        found = former_codes(session).get(code.upper())
    return None if found is None else successors(session).get(found, found)


def by_name(session: Session) -> dict[str, int]:
    """Return the agencies by each name that means one, in small letters: code, label and name.

    Former names, and those by which directives mean an agency, count where no agency has them now,
    and agencies in use before retired ones. What was merged means the one that took it in.
    """
    found = {name.lower(): agency for _, name, agency in _former(session)}
    rows = session.execute(
        select(
            Agency.id,
            Agency.code,
            Agency.label,
            Agency.name,
            Agency.also_called,
            Agency.merged_into_id,
        ).order_by(Agency.retired_at.is_(None), Agency.id)
    ).all()
    into = {row.id: row.merged_into_id for row in rows if row.merged_into_id is not None}
    for row in rows:
        found |= {name.lower(): row.id for name in row.also_called.splitlines()}
    for row in rows:
        found |= {name.lower(): row.id for name in (row.name, row.label, row.code)}
    return {name: into.get(agency, agency) for name, agency in found.items()}


def rename_in_views(session: Session, was: tuple[str, str], now: tuple[str, str]) -> None:
    """Let filters that people keep name an agency as it is called now.

    Args:
        was: its code and label until now; a filter names it by either.
        now: its code and label, or those of the agency that took it in.
    """
    if was == now:
        return
    typed = [urlencode({"": name}).removeprefix("=") for name in was]
    rows = session.scalars(
        select(SavedView).where(or_(*(SavedView.query.contains(text) for text in typed)))
    )
    for view in rows:
        renamed = _renamed(view.query, was, now)
        if len(renamed) <= LONGEST_QUERY:
            view.query = renamed


def _renamed(query: str, was: tuple[str, str], now: tuple[str, str]) -> str:
    """Return a filter as its address says it, with another name for an agency.

    A condition stands as its field `f`, its comparison `o` and its value `v`, one after the other.
    """
    pairs, field = [], ""
    meant = {fold(name): new for name, new in zip(was, now, strict=True)}
    for key, value in parse_qsl(query, keep_blank_values=True):
        field = value if key == "f" else field
        names_it = key == "v" and field in ("lead", "support")
        if key == "agency" and value == was[0]:
            pairs.append((key, now[0]))
        elif names_it and fold(value.strip()) in meant:
            pairs.append((key, meant[fold(value.strip())]))
        else:
            pairs.append((key, value))
    return urlencode(pairs)


def _former(session: Session) -> list[tuple[str, str, int]]:
    """Return each name that an agency had, the oldest first: which of its names, and whose."""
    rows = session.execute(
        select(JournalEntry.subject_id, JournalEntry.before)
        .where(JournalEntry.subject_type == "agency", JournalEntry.verb == "agency.changed")
        .order_by(JournalEntry.seq)
    )
    return [
        (field, row.before[field], row.subject_id)
        for row in rows
        for field in NAMED
        if row.before and field in row.before and row.subject_id is not None
    ]


def taken_names(session: Session, besides: int | None = None) -> set[str]:
    """Return every name, code and label that means an agency, in small letters.

    Args:
        besides: an agency whose own names are left out.
    """
    rows = session.execute(
        select(Agency.code, Agency.label, Agency.name, Agency.also_called).where(
            Agency.id.is_distinct_from(besides)
        )
    )
    names = {
        name.casefold()
        for code, label, full, others in rows
        for name in (code, label, full, *others.splitlines())
    }
    former = former_codes(session).items()
    return names | {code.casefold() for code, number in former if number != besides}


def take_over(old: Agency, new: Agency) -> dict[str, list[str]]:
    """Let the other names of an agency mean another; the caller stores both.

    Returns:
        what an entry keeps: the names that went, and those for which there was no room.
    """
    moved = old.also_called.splitlines()
    names = [*dict.fromkeys((*new.also_called.splitlines(), *moved))]
    kept, lost = names[:MOST_NAMES], names[MOST_NAMES:]
    old.also_called, new.also_called = "", "\n".join(kept)
    said = {"names_moved": [name for name in moved if name in kept], "names_lost": lost}
    return {key: found for key, found in said.items() if found}
