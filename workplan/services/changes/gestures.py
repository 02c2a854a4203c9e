"""What a pull at a bar of the chart may mean, and the change of the task that it then is.

Moving a bar does not say whether the work may not begin before, takes longer, is due on another
day, or waits for something; so the meanings are offered, and a person chooses.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Plan, Task
from workplan.calendars.hours import PARTS, days_said
from workplan.calendars.working import WorkingCalendar
from workplan.errors import InvalidInput
from workplan.scheduling.explain import day_words
from workplan.services.dates.date_reasons import SHOWN_AT_END
from workplan.services.dates.plan_calendars import calendar_of_plan
from workplan.services.dates.rescheduling import Move
from workplan.services.record.change import Change
from workplan.services.structure.task import concurrent_edits, dependencies
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks.suspenses import SuspenseRule
from workplan.services.tasks.task_fields import TaskFields, fields_of
from workplan.vocabulary import OF_SUBTASKS

MOST_DAYS = 2_600
"""By how many working days one pull moves something at most: ten years."""


class Meaning(StrEnum):
    """What a gesture may change."""

    START = "start"
    DURATION = "duration"
    SUSPENSE = "suspense"
    LINK = "link"


OFFERED = {
    Meaning.START: "It may not start before a day",
    Meaning.DURATION: "It takes more or fewer working days",
    Meaning.SUSPENSE: "Its suspense is another day",
    Meaning.LINK: "It waits for another task",
}


@dataclass(frozen=True)
class Gesture:
    """A pull at the bar of a task.

    Args:
        days: by how many working days, later or longer if positive.
        on: instead of days, the day on which it would start, end or be due.
        after: the code of the task that it would wait for.
    """

    means: Meaning
    days: int | None = None
    on: date | None = None
    after: str = ""


@dataclass(frozen=True)
class Understood:
    """What a gesture changes: the fields of its task, or what it waits for; and that in words.

    Args:
        settled: the same gesture by the day or the number that it came to; saved later, it means
            what was shown, though other dates have moved.
    """

    said: str
    settled: Gesture
    fields: TaskFields | None = None
    link: DependencyFields | None = None


def offered(task: Task) -> list[Meaning]:
    """Return what a gesture at a task may mean: not the dates of what is done or adds up others."""
    if not task.is_open or task.start_on is None:
        return []
    if task.driver == OF_SUBTASKS:
        return [Meaning.SUSPENSE]
    found = [Meaning.START] if task.actual_start_on is None else []
    if task.duration_days:
        found.append(Meaning.DURATION)
    return [*found, Meaning.SUSPENSE, Meaning.LINK]


def understood(session: Session, task: Task, gesture: Gesture) -> Understood:
    """Return the change that a gesture is.

    Raises:
        InvalidInput: when the task cannot be changed so, or the gesture does not say by how much.
    """
    if gesture.means not in offered(task):
        raise InvalidInput("means", f"{task.code} cannot be changed so. Choose another meaning.")
    if gesture.means == Meaning.LINK:
        return _linked(session, task, gesture.after.strip())
    plan = session.get_one(Plan, task.plan_id)
    fields, calendar = fields_of(session, task), calendar_of_plan(plan)
    if gesture.days is not None and abs(gesture.days) > MOST_DAYS:
        raise InvalidInput(
            "days", f"{gesture.days:,} working days are too many. Give {MOST_DAYS:,} at most."
        )
    assert task.start_on is not None
    assert task.finish_on is not None
    if gesture.means == Meaning.DURATION:
        return _lasting(task, fields, _shift(gesture, calendar, task.finish_on))
    if gesture.means == Meaning.START:
        is_late = not task.duration_days and (task.driver or "").startswith(SHOWN_AT_END)
        if is_late and gesture.on is not None:
            return Understood(
                f"{task.code} is not reached before {gesture.on:%a} {day_words(gesture.on)}",
                Gesture(gesture.means, on=gesture.on),
                replace(
                    fields, constraint_code="FNET", constraint_on=gesture.on, constraint_minute=None
                ),
            )
        # A milestone that shows at the end of a day is as late as the start of the next.
        on = _target(gesture, calendar, task.start_on, by=1 if is_late else 0)
        return Understood(
            f"{task.code} may not start before {on:%a} {day_words(on)}",
            Gesture(gesture.means, on=on),
            replace(fields, constraint_code="SNET", constraint_on=on, constraint_minute=None),
        )
    on = _target(gesture, calendar, task.due_on or task.finish_on)
    was = f" instead of {day_words(task.due_on)}" if task.due_on else ""
    rule = SuspenseRule("fixed", fixed_on=on, note=fields.suspense.note)
    return Understood(
        f"The suspense of {task.code} is {on:%a} {day_words(on)}{was}, a fixed date",
        Gesture(gesture.means, on=on),
        replace(fields, suspense=rule),
    )


def _lasting(task: Task, fields: TaskFields, days: int) -> Understood:
    """Return that a task takes some days more, or fewer with a minus."""
    duration, short = fields.duration_days + days, fields.short_parts / PARTS
    if duration < 1:
        raise InvalidInput(
            "days",
            f"{task.code} takes {days_said(fields.duration_days - short)} working days. It can "
            f"take {fields.duration_days - 1} fewer at most.",
        )
    unit = "working day" if duration == 1 and not short else "working days"
    was, now = (days_said(whole - short) for whole in (fields.duration_days, duration))
    return Understood(
        f"{task.code} takes {now} {unit} instead of {was}",
        Gesture(Meaning.DURATION, days),
        replace(fields, duration_days=duration),
    )


def save(change: Change, task: Task, version: int, found: Understood, reason: str) -> list[Move]:
    """Make the change that a gesture is, as the form of the task would, and return what moved.

    Raises:
        StaleVersion: when somebody changed the same field since that version.
    """
    if found.link is not None:
        return dependencies.add(change, task.id, found.link, reason)
    assert found.fields is not None
    moves, _ = concurrent_edits.change(change, task.id, version, found.fields, reason)
    return moves


def _linked(session: Session, task: Task, code: str) -> Understood:
    if not code:
        raise InvalidInput("after", "Give the code of the task that it waits for.")
    before = session.scalar(
        select(Task).where(
            Task.plan_id == task.plan_id, Task.code == code, Task.removed_at.is_(None)
        )
    )
    if before is None:
        raise InvalidInput("after", f"No task of this plan is called “{code}”. Give its code.")
    return Understood(
        f"{task.code} starts when {before.code} ends",
        Gesture(Meaning.LINK, after=before.code),
        link=DependencyFields(before.id),
    )


def _shift(gesture: Gesture, calendar: WorkingCalendar, base: date) -> int:
    """Return by how many working days a gesture moves a day."""
    if gesture.on is not None:
        return calendar.working_days_between(base, gesture.on)
    if gesture.days is None:
        raise InvalidInput("days", "Say by how many working days, or give a day.")
    return gesture.days


def _target(gesture: Gesture, calendar: WorkingCalendar, base: date, by: int = 0) -> date:
    """Return the day to which a gesture moves one; `by` working days further."""
    if gesture.on is not None:
        return gesture.on
    days = _shift(gesture, calendar, base)
    # From a day off one counts from the working day before it, as reminders do.
    return calendar.day_until(calendar.finish_boundary(base) + days + by)
