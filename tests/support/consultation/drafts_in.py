"""Drafts of answers that agencies are asked for, and what is told of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import AnswerDraft, Notice
from support.consultation.letters_in import by, version
from support.ground.office import SLUG
from support.programs.outbox import EIGHT
from workplan.clock import civil_date
from workplan.extensions import db
from workplan.services.consultation.drafts import asking
from workplan.services.consultation.drafts.asking import Asked

if TYPE_CHECKING:
    from datetime import date

    from support.ground.office import Office

TODAY = civil_date(EIGHT, "America/New_York")
SOON = TODAY + timedelta(days=4)


def ask(office: Office, code: str = "DSCA", day: date = SOON, said: str = "What holds?") -> None:
    """Ask an agency for the draft of the first point of the first comment."""
    wanted = Asked(office.agencies[code], day, said)
    asking.ask(by(office), SLUG, 1, version(1), 1, wanted)


def draft() -> AnswerDraft | None:
    """Return the draft as the database has it."""
    db.session.rollback()
    return db.session.scalar(select(AnswerDraft))


def told(kind: str) -> list[tuple[int, str, str]]:
    """Return who is told what of a kind, and how that mail stands."""
    db.session.rollback()
    wanted = select(Notice).where(Notice.kind == kind).order_by(Notice.id)
    return [(row.user_id, row.said, row.state) for row in db.session.scalars(wanted)]
