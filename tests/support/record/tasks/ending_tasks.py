"""Tasks that are claimed, ended, removed and moved at random, for tests of the burndown."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from models import JournalEntry
from support.ground.moments import washington
from support.ground.office import SLUG
from workplan.errors import WorkplanError
from workplan.extensions import db
from workplan.services.changes.undoing.undo import undo
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reporting.endings import acceptance, claims, ways_out
from workplan.services.reporting.endings.ways_out import Ended
from workplan.services.structure import lines_of_effort
from workplan.services.structure.lines_of_effort import EffortFields

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from support.ground.office import Office

START = washington(2026, 9, 7)
KINDS = (
    *("report", "complete", "complete", "accept", "send_back", "withdraw", "reverse", "end"),
    *("bring_back", "remove", "restore", "undo", "undo", "move", "re_estimate", "below"),
)


def on(days: int) -> datetime:
    return START + timedelta(days=days)


def two_efforts(office: Office) -> tuple[int, int]:
    """Return two lines of effort of a plan whose every claim is checked."""
    with writing():
        office.plan().verifies = "everything"
    first, second = (
        lines_of_effort.add(Change(office.coordinator, START), SLUG, EffortFields(code, "Line"))
        for code in ("X", "Y")
    )
    return first, second


def add(office: Office, code: str, days: int, effort: int | None = None) -> int:
    """Add a task of an agency whose claims the coordinator checks."""
    return office.add(code, days, now=START, leads=("DSCA",), initiative_id=effort)


def complete(office: Office, task_id: int, now: datetime) -> None:
    office.report(task_id, now, office.coordinator, status="complete", percent=100)


def end(office: Office, task_id: int, now: datetime) -> None:
    version = office.task(task_id).version
    ways_out.end(Change(office.coordinator, now), task_id, version, Ended("not_done", "No money"))


def last_entry(task_id: int, *verbs: str) -> int:
    wanted = select(JournalEntry.seq).where(
        JournalEntry.subject_type == "task",
        JournalEntry.subject_id == task_id,
        JournalEntry.verb.in_(verbs),
    )
    return db.session.scalars(wanted.order_by(JournalEntry.seq.desc()).limit(1)).one()


class Player:
    """Does something to a task, at random; what is refused changes nothing."""

    def __init__(self, office: Office, efforts: tuple[int, int], chance: Random) -> None:
        self.office, self.efforts, self.chance = office, efforts, chance
        self.tasks = [
            add(office, f"T{number}", chance.randint(1, 20), effort)
            for number, effort in enumerate((*efforts, *efforts))
        ]

    def play(self, now: datetime) -> str:
        """Do one thing that is not refused, and return its name and its task."""
        change = Change(self.office.coordinator, now)
        for kind in self.chance.sample(KINDS, len(KINDS)):
            for task in self.chance.sample(self.tasks, len(self.tasks)):
                try:
                    getattr(self, f"_{kind}")(change, task)
                except (WorkplanError, NoResultFound):
                    db.session.rollback()
                else:
                    return kind
        raise AssertionError("everything is refused")

    def _report(self, change: Change, task: int) -> None:
        percent = self.chance.randint(0, 99)
        self.office.report(task, change.now, self.office.coordinator, percent=percent)

    def _complete(self, change: Change, task: int) -> None:
        complete(self.office, task, change.now)

    def _claim(self, task: int) -> int:
        db.session.rollback()
        claim = claims.open_claim(db.session(), task)
        return claim.id if claim else 0

    def _accept(self, change: Change, task: int) -> None:
        acceptance.accept(change, self._claim(task))

    def _send_back(self, change: Change, task: int) -> None:
        acceptance.send_back(change, self._claim(task), "Not signed")

    def _withdraw(self, change: Change, task: int) -> None:
        acceptance.withdraw(change, self._claim(task))

    def _reverse(self, change: Change, task: int) -> None:
        acceptance.reverse(change, task, "Not so")

    def _end(self, change: Change, task: int) -> None:
        end(self.office, task, change.now)

    def _bring_back(self, change: Change, task: int) -> None:
        ways_out.bring_back(change, task, self.office.task(task).version, "Money")

    def _remove(self, change: Change, task: int) -> None:
        self.office.remove(task, change.now)

    def _restore(self, change: Change, task: int) -> None:
        undo(change, last_entry(task, "task.removed"))

    def _undo(self, change: Change, task: int) -> None:
        undo(change, last_entry(task, "task.reported", "task.changed", "task.added"), is_sure=True)

    def _move(self, change: Change, task: int) -> None:
        self.office.change(task, change.now, initiative_id=self.chance.choice(self.efforts))

    def _re_estimate(self, change: Change, task: int) -> None:
        self.office.change(task, change.now, duration_days=self.chance.randint(1, 40))

    def _below(self, change: Change, task: int) -> None:
        other = self.chance.choice([None, *self.tasks])
        self.office.change(task, change.now, parent_id=other)
