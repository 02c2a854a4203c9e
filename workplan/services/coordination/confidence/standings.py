"""What the page of a task shows of how sure it is: what stands, what stood, and the steps."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Assessment, RecoveryStep, Task, User
from workplan.services.record.read_models import read
from workplan.vocabulary import Confidence


class Said(NamedTuple):
    """What the coordinator said of a task, and until when it stood."""

    rating: str
    reason: str
    at: datetime
    by: str
    red_since: datetime | None
    wanted_on: date | None
    ended_at: datetime | None


class Step(NamedTuple):
    """A step of a recovery plan."""

    id: int
    statement: str
    wanted_on: date
    written_at: datetime
    done_on: date | None
    removed_at: datetime | None

    def is_overdue(self, today: date) -> bool:
        """Tell whether its day has passed, and it is not done."""
        return self.done_on is None and self.wanted_on < today


class Sureness(NamedTuple):
    """How sure a task is.

    Args:
        now: the assessment that stands, if one does.
        before: those that stood before, the last first.
        steps: of the recovery plan, by their day; without a red assessment those left to do.
        given_up: those that were given up, and can be taken up again.
        is_open: whether the task is open work; of any other no plan is owed.
    """

    now: Said | None
    before: list[Said]
    steps: list[Step]
    given_up: list[Step]
    is_open: bool

    @property
    def owed_on(self) -> date | None:
        """The day by which a recovery plan is owed; None when none is, or it is written."""
        if not self.is_open or self.now is None or self.now.red_since is None:
            return None
        written = [step for step in self.steps if step.written_at >= self.now.red_since]
        return None if written else self.now.wanted_on

    @property
    def is_red(self) -> bool:
        """Tell whether a recovery plan can be written."""
        return self.now is not None and self.now.rating == Confidence.RED


def sureness_of(session: Session, task: Task) -> Sureness:
    """Return how sure a task is; one select, and one of steps where it was ever assessed red."""
    wanted = (
        select(
            Assessment.rating,
            Assessment.reason,
            Assessment.assessed_at.label("at"),
            User.name.label("by"),
            Assessment.red_since,
            Assessment.wanted_on,
            Assessment.ended_at,
        )
        .join(User, User.id == Assessment.assessed_by_id)
        .where(Assessment.task_id == task.id)
        .order_by(Assessment.id.desc())
    )
    rows = read(Said, session.execute(wanted))
    now = next((row for row in rows if row.ended_at is None), None)
    steps = _steps(session, task.id) if any(row.wanted_on for row in rows) else []
    held = [step for step in steps if step.removed_at is None]
    given_up = [step for step in steps if step.removed_at is not None]
    if now is None or now.wanted_on is None:
        held = [step for step in held if step.done_on is None]
    before = [row for row in rows if row is not now]
    return Sureness(now, before, held, given_up, task.is_open)


def _steps(session: Session, task_id: int) -> list[Step]:
    wanted = (
        select(
            RecoveryStep.id,
            RecoveryStep.statement,
            RecoveryStep.wanted_on,
            RecoveryStep.written_at,
            RecoveryStep.done_on,
            RecoveryStep.removed_at,
        )
        .where(RecoveryStep.task_id == task_id)
        .order_by(RecoveryStep.wanted_on, RecoveryStep.id)
    )
    return read(Step, session.execute(wanted))
