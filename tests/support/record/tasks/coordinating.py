"""Rounds of coordination: their days, and how versions are sent and answered."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Notice, Round, RoundAnswer, RoundAsk, RoundComment, RoundVersion
from support.ground.moments import washington
from workplan.extensions import db
from workplan.services.coordination.rounds import versions
from workplan.services.coordination.rounds.answers import Answer, Comment, answer
from workplan.services.coordination.rounds.versions import Sent
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office

# A Thursday, and the Friday of the week after.
SENT_AT, ANSWERED_AT = washington(2026, 10, 1, 9), washington(2026, 10, 2, 9)
WANTED, AFTER_IT = date(2026, 10, 9), washington(2026, 10, 13, 9)
TEXT = "Posts report **monthly** on every case."
REMARK = Comment("monthly", "Quarterly is enough.", "quarterly")


def sends(
    office: Office,
    task: int,
    *agencies: str,
    who: str = "lead",
    now: datetime = SENT_AT,
    wanted: date | None = WANTED,
    after: int = 0,
    words: str = TEXT,
) -> RoundVersion:
    """Send a version to some agencies, DSCA unless told."""
    asked = {office.agencies[code]: wanted for code in agencies or ("DSCA",)}
    sent = Sent(words, asked, after)
    return versions.send(Change(office.people[who], now), task, sent, is_attached=False)


def ask_of(office: Office, agency: str = "DSCA") -> int:
    """Return the last question to an agency."""
    db.session.rollback()
    wanted = select(RoundAsk.id).where(RoundAsk.agency_id == office.agencies[agency])
    return db.session.scalars(wanted.order_by(RoundAsk.id.desc())).first() or 0


def answers(
    office: Office,
    kind: str,
    *comments: Comment,
    who: str = "other_lead",
    now: datetime = ANSWERED_AT,
    agency: str = "DSCA",
) -> None:
    """Answer for an agency."""
    answer(Change(office.people[who], now), ask_of(office, agency), Answer(kind, comments))


def the_round() -> Round:
    """Return the last round as it is stored now."""
    db.session.rollback()
    return db.session.scalars(select(Round).order_by(Round.id.desc()).limit(1)).one()


def kinds_answered() -> list[str]:
    """Return what was answered, in its order."""
    db.session.rollback()
    return list(db.session.scalars(select(RoundAnswer.kind).order_by(RoundAnswer.id)))


def comments() -> list[RoundComment]:
    """Return every comment, in its order."""
    db.session.rollback()
    return list(db.session.scalars(select(RoundComment).order_by(RoundComment.id)))


def told() -> list[tuple[str, int]]:
    """Return which notices were written, in their order: the kind, and to whom."""
    db.session.rollback()
    rows = db.session.execute(select(Notice.kind, Notice.user_id).order_by(Notice.id))
    return [(row.kind, row.user_id) for row in rows]


def by(office: Office, who: str = "lead", now: datetime = ANSWERED_AT) -> Change:
    return Change(office.people[who], now)
