"""Senders of comments that are to leave, and whether anything names them still."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from models import Base
from support.consultation.letters_in import by, version
from support.ground.office import SLUG
from workplan.extensions import db
from workplan.services.consultation import answers, points
from workplan.services.consultation.points import Settled
from workplan.services.consultation.senders import leaving

if TYPE_CHECKING:
    from support.ground.office import Office

WHO = ("whitaker", "maker@example.org")
"""What nothing may hold any more."""


def settle(office: Office, number: int) -> None:
    """Settle and answer a comment."""
    settled = Settled("declined", "Not now.")
    points.settle(by(office), SLUG, number, version(number), 1, settled)
    answers.send(by(office), SLUG, number, version(number))


def let_go(office: Office, typed: str = "arms-0001", because: str = "They asked.") -> int:
    """Let the sender of the first comment leave."""
    return leaving.let_go(by(office), SLUG, 1, version(1), typed, because)


def everything() -> str:
    """Every text of the database, in small letters."""
    db.session.rollback()
    found = []
    for table in Base.metadata.sorted_tables:
        rows = db.session.execute(text(f"SELECT * FROM {table.name}"))  # noqa: S608  # ours
        found += [str(value).lower() for row in rows for value in row if isinstance(value, str)]
    return "\n".join(found)
