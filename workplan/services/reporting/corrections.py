"""A report says which earlier one it corrects; both stay, each beside the other."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import StatusReport, User
from workplan.errors import InvalidInput
from workplan.scheduling.explain import day_words
from workplan.services.record.read_models import read
from workplan.vocabulary import Status

MOST = 20
"""How many earlier reports can be chosen from."""


class Earlier(NamedTuple):
    """A report that a later one may correct."""

    id: int
    reported_on: date
    name: str
    status: str
    percent: int

    @property
    def words(self) -> str:
        """It in one line, as it is chosen from a list."""
        said = f"{Status.said(self.status).lower()}, {self.percent} %"
        return f"{day_words(self.reported_on)}, {self.name}: {said}"


def earlier(session: Session, task_id: int) -> list[Earlier]:
    """Return the last reports on a task, the newest first; confirmations say nothing to correct."""
    wanted = (
        select(
            StatusReport.id,
            StatusReport.reported_on,
            User.name,
            StatusReport.status,
            StatusReport.percent,
        )
        .join(User, User.id == StatusReport.user_id)
        .where(StatusReport.task_id == task_id, StatusReport.is_confirmation.is_(False))
        .order_by(StatusReport.id.desc())
        .limit(MOST)
    )
    return read(Earlier, session.execute(wanted))


def kept(session: Session, task_id: int, report_id: int) -> dict[str, str]:
    """Return what the journal keeps of the report that one on a task corrects: its day.

    Raises:
        InvalidInput: for what is no report on this task, and for a confirmation.
    """
    found = session.scalar(
        select(StatusReport.reported_on).where(
            StatusReport.id == report_id,
            StatusReport.task_id == task_id,
            StatusReport.is_confirmation.is_(False),
        )
    )
    if found is None:
        raise InvalidInput("corrects_id", "That is no report on this task. Choose from the list.")
    return {"corrects_on": found.isoformat()}
