"""What followed a mail: whether the person to whom it went has reported since, and when first."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import StatusReport
from workplan.services.reminding.mail_lists import Mail

SENT = "sent"


class Followed(NamedTuple):
    """The first report that the person of a mail made on one of its tasks after it went out."""

    code: str
    task_id: int
    at: datetime


def followed(session: Session, mails: Sequence[Mail]) -> Mapping[int, list[Followed]]:
    """Return what followed each mail that was sent, by its place among them; one select.

    A report follows each mail about its task that went out before it, so that two mails may have
    the same report behind them.
    """
    lines = [line for mail in mails for line in mail.lines if line.state == SENT]
    wanted = (
        select(StatusReport.task_id, StatusReport.user_id, StatusReport.reported_at)
        .where(
            StatusReport.task_id.in_({line.task_id for line in lines}),
            StatusReport.user_id.in_({line.user_id for line in lines}),
        )
        .order_by(StatusReport.reported_at)
    )
    made: dict[tuple[int, int], list[datetime]] = defaultdict(list)
    for task_id, user_id, reported_at in session.execute(wanted):
        made[task_id, user_id].append(reported_at)
    return {at: _after(mail, made) for at, mail in enumerate(mails)}


def _after(mail: Mail, made: Mapping[tuple[int, int], list[datetime]]) -> list[Followed]:
    found: dict[int, Followed] = {}
    for line in mail.lines:
        reports = made.get((line.task_id, line.user_id), [])
        first = bisect_right(reports, line.at)
        if line.state == SENT and first < len(reports):
            found.setdefault(line.task_id, Followed(line.code, line.task_id, reports[first]))
    return [*found.values()]
