"""A coordinator ends a task that will not be done here, and brings it back (TASKING.md).

Such a task is never deleted and never counts as done: it leaves what is left on the day of the
decision, and stands in a band of its own in every figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Directive, Plan, Task, WayOut
from workplan.clock import civil_date
from workplan.errors import InvalidInput, StaleVersion
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News
from workplan.services.dates.rescheduling import Move, reschedule
from workplan.services.people import plan_members, rights
from workplan.services.record import burn_counts, journal
from workplan.services.record.change import Change
from workplan.services.reporting.endings import claims
from workplan.services.reporting.progress import kept_of, telling
from workplan.vocabulary import OF_SUBTASKS, WAYS_OUT, Ending, NoticeKind

MAX_REASON = 2_000


@dataclass(frozen=True)
class Ended:
    """How a task is ended, why, and what takes its place.

    Args:
        kind: not done, superseded or merged.
        into_task_id: the task of the same plan that supersedes it, or that it is merged into.
        by_directive_id: the directive that supersedes it.
    """

    kind: str
    reason: str
    into_task_id: int | None = None
    by_directive_id: int | None = None

    def checked(self) -> Ended:
        """Return itself, or raise InvalidInput with the field and the way out."""
        if self.kind not in WAYS_OUT:
            raise InvalidInput("kind", "Choose one of the three ways: each is counted apart.")
        if not self.reason.strip():
            raise InvalidInput("reason", "Why is it ended? The reason stays with the task.")
        if len(self.reason) > MAX_REASON:
            raise InvalidInput(
                "reason",
                f"The text has {len(self.reason):,} characters, and {MAX_REASON:,} fit. "
                "Shorten it.",
            )
        if self.kind == Ending.MERGED and self.into_task_id is None:
            raise InvalidInput("into", "Into which task is it merged? Choose one of this plan.")
        heirs = [self.into_task_id, self.by_directive_id]
        if self.kind == Ending.SUPERSEDED and heirs.count(None) != 1:
            raise InvalidInput(
                "into", "What supersedes it? Choose a task of this plan, or a directive."
            )
        if self.kind == Ending.NOT_DONE and heirs != [None, None]:
            raise InvalidInput(
                "into", "A task that is not done has none in its place. Choose another way."
            )
        return self


def end(change: Change, task_id: int, version: int, ended: Ended) -> list[Move]:
    """End a task as of today, and return what moved: what waited for it waits no longer.

    A claim of it that is open is withdrawn.

    Raises:
        NotAllowed, PlanIsFrozen: as the rights say.
        StaleVersion: when somebody saved the task since.
        InvalidInput: for a task that is not open, or has subtasks, and for an heir that is none.
    """
    ended = ended.checked()
    with change.transaction() as session:
        task, today = _to_change(session, change, task_id, version)
        _require_endable(task)
        _check_heir(session, task, ended)
        before, counted = kept_of(session, task), burn_counts.counted(session, task.id)
        if task.ending == Ending.CLAIMED:
            claim = claims.open_claim(session, task.id)
            claims.give_way(change, task, today)
            if claim is not None:
                claims.put_back(task, claim)
        left = burn_counts.remaining_days(task.duration_days, task.percent)
        task.ending, task.ended_on = ended.kind, today
        task.version += 1
        session.add(
            WayOut(
                plan_id=task.plan_id,
                task_id=task.id,
                kind=ended.kind,
                into_task_id=ended.into_task_id,
                by_directive_id=ended.by_directive_id,
                decided_by_id=change.actor.id,
                decided_at=change.now,
                decided_on=today,
                reason=ended.reason.strip(),
                left_days=left,
            )
        )
        session.flush()
        after = kept_of(session, task)
        heirs = {"into_task_id": ended.into_task_id, "by_directive_id": ended.by_directive_id}
        after |= {key: value for key, value in heirs.items() if value is not None}
        burn = burn_counts.difference(counted, burn_counts.counted(session, task.id))
        entry = journal.Entry(
            "task.ended", ("task", task.id), before, after, ended.reason.strip(), burn=burn
        )
        return _settled(change, task, today, entry)


def bring_back(change: Change, task_id: int, version: int, reason: str) -> list[Move]:
    """Bring a task that was ended back into the open work, and return what moved.

    Raises:
        NotAllowed, PlanIsFrozen: as the rights say.
        StaleVersion: when somebody saved the task since.
        InvalidInput: for one that was not ended, and without a reason.
    """
    with change.transaction() as session:
        task, today = _to_change(session, change, task_id, version)
        way = way_of(session, task.id)
        if task.ending not in WAYS_OUT or way is None:
            raise InvalidInput("reason", f"“{task.name}” was not ended, or it is back already.")
        if not reason.strip():
            raise InvalidInput("reason", "Why does it come back? The reason stays with the task.")
        before, counted = kept_of(session, task), burn_counts.counted(session, task.id)
        task.ending, task.ended_on = None, None
        way.back_on, way.back_at, way.back_by_id = today, change.now, change.actor.id
        way.back_because = reason.strip()
        task.version += 1
        session.flush()
        burn = burn_counts.difference(counted, burn_counts.counted(session, task.id))
        after = telling(before, kept_of(session, task))
        entry = journal.Entry(
            "task.brought_back", ("task", task.id), before, after, reason.strip(), burn=burn
        )
        return _settled(change, task, today, entry)


def way_of(session: Session, task_id: int) -> WayOut | None:
    """Return by which way out a task is ended now."""
    return session.scalar(select(WayOut).where(WayOut.task_id == task_id, WayOut.back_on.is_(None)))


def _to_change(session: Session, change: Change, task_id: int, version: int) -> tuple[Task, date]:
    task, standing = rights.task_for(session, change.actor, task_id)
    rights.require_structure(session, standing)
    if task.version != version:
        raise StaleVersion(version, task.version)
    return task, civil_date(change.now, session.get_one(Plan, task.plan_id).time_zone)


def _require_endable(task: Task) -> None:
    if task.removed_at is not None:
        raise InvalidInput("kind", f"“{task.name}” was removed from its plan. Choose another.")
    if task.driver == OF_SUBTASKS:
        raise InvalidInput("kind", f"“{task.name}” has subtasks. End those that are not done.")
    if task.ending in WAYS_OUT:
        raise InvalidInput("kind", f"“{task.name}” was ended already. Read the task again.")
    if task.actual_finish_on is not None and task.ending is None:
        raise InvalidInput("kind", f"“{task.name}” is done. What is done is not ended otherwise.")


def _check_heir(session: Session, task: Task, ended: Ended) -> None:
    if ended.into_task_id is not None:
        heir = session.get(Task, ended.into_task_id)
        in_plan = heir is not None and heir.plan_id == task.plan_id and heir.removed_at is None
        if heir is None or not in_plan or heir.id == task.id or heir.ending in WAYS_OUT:
            raise InvalidInput(
                "into", "Choose another task of this plan, one that is not ended itself."
            )
    if ended.by_directive_id is not None and session.get(Directive, ended.by_directive_id) is None:
        raise InvalidInput("into", "There is no such directive. Choose one of the list.")


def _settled(change: Change, task: Task, today: date, entry: journal.Entry) -> list[Move]:
    session = change.session
    session.get_one(Plan, task.plan_id).version += 1
    seq = journal.record(change, today, task.plan_id, [entry])
    news = News(NoticeKind.ENDED, entry.reason)
    notices.tell(change, task, news, plan_members.leads_of(session, task))
    return reschedule(change, today, task.plan_id, seq)
