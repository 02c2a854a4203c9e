"""By how much a change may move an approved plan before its approving official decides on it.

The limit is the plan's own, `change_days` in working days; with none there is nothing to ask for.
Only decisions on the structure are held to it: what agencies report, and days that pass, move dates
by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import JournalEntry, Plan, Suspense, Task, User
from models.tasks.suspense import orderer_of
from workplan.calendars.working import WorkingCalendar
from workplan.errors import BeyondLimit
from workplan.scheduling.explain import day_words
from workplan.services.dates.plan_calendars import calendar_of_plan
from workplan.services.dates.stored_network import Stored
from workplan.services.record.change import Change
from workplan.vocabulary import OrderedBy, Stage

if TYPE_CHECKING:
    from workplan.services.dates.rescheduling import Move

HELD = (Stage.APPROVED, Stage.IMPLEMENTING)
"""The stages in which a plan is as its official approved it."""
OF_STRUCTURE = frozenset({
    *("task.added", "task.changed", "task.removed", "task.restored"),
    *("dependency.added", "dependency.changed", "dependency.removed"),
    *("plan.changed", "plan.calendar_changed", "plan.merged"),
})  # fmt: skip
"""What is decided, and not reported; whoever reschedules asks only about these."""
MOST_NAMED = 3


class Beyond(NamedTuple):
    """That a change goes beyond the limit of its plan: in which words, and who decides on it.

    Args:
        is_asked_for: whether a change request can bring it about; one of the whole plan cannot.
    """

    said: str
    official: str
    is_asked_for: bool = True


def beyond(
    change: Change,
    plan_id: int,
    cause_seq: int | None,
    stored: Mapping[int, Stored],
    finish_on: date | None,
    moves: Iterable[Move],
) -> Beyond | None:
    """Return how a change goes beyond the limit of its plan; None where it does not.

    Args:
        cause_seq: the first entry of the journal that is part of it.
        stored: the dates of each task before the change; `finish_on` is the plan's end after it.
    """
    session = change.session
    made = change.made_since(cause_seq)
    plan = session.get_one(Plan, plan_id)
    if not plan.change_days or plan.stage not in HELD:
        return None
    calendar, most = calendar_of_plan(plan), plan.change_days
    ended = max((one.finish_on for one in stored.values() if one.finish_on), default=None)
    said = _end_said(calendar, ended, finish_on, most)
    removed = {number or 0 for verb, _, number in made if verb == "task.removed"}
    far = {m.task_id: found for m in moves if (found := _far(calendar, m, most))}
    directed = _directed(session, cause_seq or 0, {*far, *removed})
    tasks = dict(session.execute(select(Task.id, Task.code).where(Task.id.in_(directed))).all())
    lines = [
        f"{code} is taken out, whose suspense is directed"
        if task_id in removed
        else f"{code} {far[task_id]}"
        for task_id, code in sorted(tasks.items(), key=lambda pair: pair[1])
    ]
    lines += _no_more_ordered(session, cause_seq or 0, directed)
    said += lines[:MOST_NAMED]
    if len(lines) > MOST_NAMED:
        said.append(f"so do {len(lines) - MOST_NAMED} more tasks with directed suspenses")
    if not said:
        return None
    official = session.scalar(select(User.name).where(User.id == (plan.approver_id or 0))) or ""
    is_asked_for = not any(verb.startswith("plan.") for verb, _, _ in made)
    return Beyond("; ".join(said), official, is_asked_for)


def hold(found: Beyond, most: int) -> BeyondLimit:
    """Return the refusal of a change that goes beyond the limit, with whom to ask."""
    way = (
        f"{found.official} decides on that. Ask for it with “Ask for this change”, or change less."
        if found.official and found.is_asked_for
        else f"{found.official} decides on that, and no request brings it about. Change less, or "
        "Use another limit, which they set."
        if found.official
        else "No approving official is named to decide on that. Name one on the page of clearance."
    )
    days = "working day" if most == 1 else "working days"
    return BeyondLimit(f"This goes beyond the {most} {days} of this plan: {found.said}. {way}")


def _end_said(
    calendar: WorkingCalendar, before: date | None, after: date | None, most: int
) -> list[str]:
    if before is None or after is None:
        return []
    days = calendar.working_days_between(before, after)
    if abs(days) <= most:
        return []
    return [f"the plan would end {day_words(after)}, {_days(days)}"]


def _far(calendar: WorkingCalendar, move: Move, most: int) -> str:
    """Return how far a task or its suspense moves, in words; "" when not beyond so many days."""
    for what, before, after in (
        ("would end", move.before.finish_on, move.after.finish_on),
        ("would be due", move.before.due_on, move.after.due_on),
    ):
        if before is None or after is None or before == after:
            continue
        days = calendar.working_days_between(before, after)
        if abs(days) > most:
            return f"{what} {day_words(after)}, {_days(days)}"
    if move.before.due_on is not None and move.after.due_on is None:
        return "would have no suspense any more"
    return ""


def _days(count: int) -> str:
    days = "working day" if abs(count) == 1 else "working days"
    return f"{abs(count):,} {days} {'later' if count > 0 else 'earlier'}"


def _directed(session: Session, seq: int, ids: set[int]) -> set[int]:
    """Return which of some tasks have a suspense that is directed, or had one before the change."""
    if not ids:
        return set()
    found = {
        row.task_id
        for row in session.scalars(select(Suspense).where(Suspense.task_id.in_(ids)))
        if row.orderer == OrderedBy.DIRECTIVE
    }
    entries = select(JournalEntry.subject_id, JournalEntry.before).where(
        JournalEntry.seq >= seq,
        JournalEntry.verb == "task.changed",
        JournalEntry.subject_id.in_(ids),
    )
    for task_id, before in session.execute(entries):
        rule: Mapping[str, str] = (before or {}).get("suspense") or {}
        if orderer_of(rule.get("rule"), rule.get("ordered_by")) == OrderedBy.DIRECTIVE:
            found.add(task_id or 0)
    return found


def _no_more_ordered(session: Session, seq: int, told: set[int]) -> list[str]:
    """Return, in words, the suspenses that a change takes from the hands of the directive.

    Args:
        told: the tasks of which it is said already that they move too far.
    """
    lost: set[int] = set()
    entries = select(
        JournalEntry.verb, JournalEntry.subject_id, JournalEntry.before, JournalEntry.after
    ).where(JournalEntry.seq >= seq, JournalEntry.verb.in_(("task.changed", "task.removed")))
    for verb, task_id, before, after in session.execute(entries):
        if verb == "task.removed":
            counting = (before or {}).get("suspenses_counted_from_it", ())
            lost |= {one["task_id"] for one in counting}
            continue
        was, now = ((kept or {}).get("suspense") or {} for kept in (before, after))
        orderers = [orderer_of(rule.get("rule"), rule.get("ordered_by")) for rule in (was, now)]
        if now and orderers[0] == OrderedBy.DIRECTIVE != orderers[1]:
            lost.add(task_id or 0)
    codes = select(Task.code).where(Task.id.in_(lost - told), Task.removed_at.is_(None))
    return [
        f"the directive would not order the suspense of {code} any more"
        for code in session.scalars(codes.order_by(Task.position))
    ]


def change_days_of(session: Session, plan_id: int) -> int:
    """Return by how many working days a plan may be moved without its official; 0 for any."""
    return session.get_one(Plan, plan_id).change_days
