"""Which mails a person wants, and when: read, change, and honour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import Session

from models import Absence, MailPreference
from models.reminding.outgoing import Outgoing
from workplan.errors import InvalidInput, StaleVersion
from workplan.reminders.reach import EARLIEST_HOUR, LATEST_HOUR, Wishes
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.vocabulary import MailWay

DEFAULTS = Wishes()


def wishes_of(session: Session, user_ids: Iterable[int]) -> dict[int, Wishes]:
    """Return what each of some people chose; who chose nothing is left out."""
    rows = session.scalars(select(MailPreference).where(MailPreference.user_id.in_(user_ids)))
    return {row.user_id: _wishes(row) for row in rows}


def own(session: Session, actor: Actor) -> tuple[Wishes, int]:
    """Return what a person chose, and the version of that; 0 for the defaults."""
    row = session.get(MailPreference, actor.id)
    return (_wishes(row), row.version) if row else (DEFAULTS, 0)


def change(change: Change, today: date, version: int, wishes: Wishes) -> None:
    """Keep what a person wants from now on.

    Raises:
        InvalidInput: for a way or an hour that is not offered, and a pause that has passed.
        StaleVersion: when they saved in another window since; nothing is changed.
    """
    for field in ("mentions", "answers", "requests", "hands", "weekly"):
        way = wishes._asdict()[field]
        if way not in MailWay.codes() or (field == "weekly" and way == MailWay.AT_ONCE):
            raise InvalidInput(field, f"“{way}” is no way to be told. Choose from the list.")
    if not EARLIEST_HOUR <= wishes.send_hour <= LATEST_HOUR:
        raise InvalidInput(
            "send_hour",
            f"Mail goes out from {EARLIEST_HOUR}:00 to {LATEST_HOUR}:00. Choose from the list.",
        )
    with change.transaction() as session:
        row = session.get(MailPreference, change.actor.id)
        current = row.version if row else 0
        if current != version:
            raise StaleVersion(version, current)
        before = _wishes(row) if row else DEFAULTS
        until = wishes.paused_until
        if until is not None and until <= today and until != before.paused_until:
            raise InvalidInput(
                "paused_until", "Mail can begin again tomorrow at the earliest. Give a later day."
            )
        if wishes == before:
            return
        if row is None:
            row = MailPreference(user_id=change.actor.id, version=0, **wishes._asdict())
            session.add(row)
        for field, value in wishes._asdict().items():
            setattr(row, field, value)
        row.version += 1
        entry = journal.Entry(
            "user.mail_chosen", ("user", change.actor.id), _plain(before), _plain(wishes)
        )
        journal.note(change, None, entry)


def reachable(ledger: type[Outgoing], todays: Mapping[int, date]) -> ColumnElement[bool]:
    """Return the condition that a row's person takes mail today: no pause, no absence.

    Args:
        todays: each plan's date; rows of other plans are not reached.
    """
    plans: dict[date, list[int]] = {}
    for plan_id, today in todays.items():
        plans.setdefault(today, []).append(plan_id)
    return or_(
        false(),
        *(
            and_(ledger.plan_id.in_(ids), ledger.user_id.not_in(_silent(today)))
            for today, ids in plans.items()
        ),
    )


def _silent(today: date) -> Any:
    paused = select(MailPreference.user_id).where(MailPreference.paused_until > today)
    away = select(Absence.user_id).where(
        Absence.ended_at.is_(None), Absence.from_on <= today, Absence.until_on >= today
    )
    return paused.union(away)


def _wishes(row: MailPreference) -> Wishes:
    return Wishes(
        row.mentions,
        row.answers,
        row.requests,
        row.hands,
        row.wants_early,
        row.send_hour,
        row.paused_until,
        row.weekly,
    )


def _plain(wishes: Wishes) -> dict[str, Any]:
    until = wishes.paused_until
    return {**wishes._asdict(), "paused_until": until.isoformat() if until else None}
