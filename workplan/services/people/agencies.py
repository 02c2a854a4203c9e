"""Agencies, as pages name them and people choose them."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Agency


class AgencyCode(NamedTuple):
    """An agency by its code, and how tables show it."""

    code: str
    label: str


def labels(session: Session) -> dict[int, str]:
    """Return how tables show each agency, by its id, in the order in which they were made."""
    rows = session.execute(select(Agency.id, Agency.label).order_by(Agency.id))
    return {row.id: row.label for row in rows}


def codes(session: Session) -> list[AgencyCode]:
    """Return every agency by its code, in the order of the alphabet."""
    rows = session.execute(select(Agency.code, Agency.label).order_by(Agency.label))
    return [AgencyCode(row.code, row.label) for row in rows]
