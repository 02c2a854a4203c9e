"""A coordinator asks about everything that nobody has reported on lately, in one go.

Whoever is asked gets one mail, which lists their tasks; what was asked about today is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Agency, Task, TaskAgency, UpdateRequest
from workplan.clock import civil_date
from workplan.errors import InvalidInput
from workplan.reminders.recipients import recipients
from workplan.services.coordination import notices, update_requests
from workplan.services.coordination.notices import News, Told
from workplan.services.people import plan_members, rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.record.read_models import read
from workplan.services.tasks import states
from workplan.services.tasks.states import PlanDay

ANSWER_DAYS = 3
"""By how many working days from today an answer is asked for, unless another day is chosen."""
NOBODY = "Nobody is left to ask: each agency has reported lately, or was asked today."


class SilentTask(NamedTuple):
    """A task under way without a report lately, with one of its lead agencies.

    Args:
        asked_at: when its agencies were last asked about it.
    """

    id: int
    assignee_id: int | None
    agency_id: int
    label: str
    asked_at: datetime | None


class Asking(NamedTuple):
    """Whom asking about everything asks, and what it leaves out since it was asked today.

    Args:
        wanted: a row for each lead agency of a task.
        left_out: the same, of what was asked about today.
        by: the day by which an answer is asked for, unless another one is chosen.
    """

    wanted: Sequence[SilentTask]
    left_out: Sequence[SilentTask]
    by: date

    @property
    def agencies(self) -> list[str]:
        """The agencies that are asked, by their labels."""
        return [*dict.fromkeys(row.label for row in self.wanted)]

    @property
    def task_ids(self) -> list[int]:
        """The tasks that they are asked about."""
        return [*dict.fromkeys(row.id for row in self.wanted)]

    @property
    def tasks_left_out(self) -> int:
        """How many tasks were asked about today already."""
        return len({row.id for row in self.left_out})


def whom_to_ask(session: Session, day: PlanDay, time_zone: str, now: datetime) -> Asking:
    """Return whom asking about everything would ask now; one select."""
    last = (
        select(func.max(UpdateRequest.asked_at))
        .where(UpdateRequest.task_id == Task.id)
        .correlate(Task)
        .scalar_subquery()
        .label("asked_at")
    )
    found = read(
        SilentTask,
        session.execute(
            select(Task.id, Task.assignee_id, TaskAgency.agency_id, Agency.label, last)
            .join(TaskAgency, TaskAgency.task_id == Task.id)
            .join(Agency, Agency.id == TaskAgency.agency_id)
            .where(
                Task.plan_id == day.plan_id,
                TaskAgency.role == "lead",
                states.is_silent(day, now),
            )
            .order_by(Agency.label, Task.position)
        ),
    )
    today = {
        row.id for row in found if row.asked_at and civil_date(row.asked_at, time_zone) == day.today
    }
    return Asking(
        [row for row in found if row.id not in today],
        [row for row in found if row.id in today],
        day.calendar.shift(day.today, ANSWER_DAYS),
    )


def ask_all(change: Change, slug: str, wanted_on: date, note: str) -> Asking:
    """Ask the lead agencies of all silent tasks for an update by a day, as one group.

    Raises:
        InvalidInput: for a day that has passed, a note that is too long, or nobody to ask.
    """
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_structure(session, standing)
        day = states.day_of(session, plan, change.now)
        update_requests.check(wanted_on, day.today, note)
        asking = whom_to_ask(session, day, plan.time_zone, change.now)
        if not asking.wanted:
            raise InvalidInput("wanted_on", NOBODY)
        requests = update_requests.open_anew(change, asking.task_ids, wanted_on, note)
        _record(change, day, asking, wanted_on, note)
        notices.tell_all(change, plan.id, _told(session, plan.id, asking, requests, note))
        return asking


def _record(change: Change, day: PlanDay, asking: Asking, wanted_on: date, note: str) -> None:
    by = {"wanted_on": wanted_on.isoformat()}
    counts = {"tasks": len(asking.task_ids), "agencies": len(asking.agencies)}
    group = journal.Entry(
        "tasks.update_asked", ("plan", day.plan_id), after=by | counts, reason=note
    )
    seq = journal.record(change, day.today, day.plan_id, [group])
    parts = [
        journal.Entry("task.update_asked", ("task", task_id), after=by, cause_seq=seq)
        for task_id in asking.task_ids
    ]
    journal.record(change, day.today, day.plan_id, parts)


def _told(
    session: Session, plan_id: int, asking: Asking, requests: dict[int, int], note: str
) -> list[Told]:
    """Return who is told of which task: the leads of its agencies, and who has it in hand."""
    members, above = plan_members.members_of(session, plan_id), plan_members.parents(session)
    told = []
    for task_id, request_id in requests.items():
        rows = [row for row in asking.wanted if row.id == task_id]
        agencies = [row.agency_id for row in rows]
        people = recipients("lead", agencies, rows[0].assignee_id, members, above)
        told.append(Told(task_id, News("request", note.strip(), request_id=request_id), people))
    return told
