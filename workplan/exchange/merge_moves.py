"""What a newer file moves, in the one line that is said first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from workplan.exchange.merging import Merge
from workplan.exchange.planfile import FileTask, PlanFile
from workplan.scheduling.explain import day_words
from workplan.scheduling.schedule import schedule


def first_words(present: PlanFile, newer: PlanFile, found: Merge) -> str:
    """Return how the plan's start and days change and how far its tasks move; "" for no move.

    Raises:
        InvalidInput: when the plan as merged loops, or waits for a task that is gone.
    """
    said = []
    if found.start is not None:
        said.append(f"plan start {_span(*found.start)}")
    if found.is_calendar_new:
        said.append("the plan's working days change")
    if found.calendars_new:
        said.append(_calendars(present, found.calendars_new))
    if not found.is_empty and (moves := _moves(present, merged(present, newer, found))):
        low, high = min(moves), max(moves)
        many = "1 task moves" if len(moves) == 1 else f"{len(moves)} tasks move"
        said.append(f"{many} {_days(low, high)}")
    text = "; ".join(said)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _calendars(present: PlanFile, names: tuple[str, ...]) -> str:
    """Return which calendars beside the plan's change or are new."""
    if len(names) > 1:
        return f"{len(names)} other calendars change or are new"
    return f"the calendar “{names[0]}” {'changes' if names[0] in present.calendars else 'is new'}"


def _span(before: date, after: date) -> str:
    """Return “1 Mar → 15 Mar 2027”; both years where they differ."""
    first = f"{before.day} {before:%b}" if before.year == after.year else day_words(before)
    return f"{first} → {day_words(after)}"


def _days(low: int, high: int) -> str:
    if low < 0 < high:
        return f"{-low} working days earlier to {high} later"
    way = "later" if high > 0 else "earlier"
    near, far = sorted((abs(low), abs(high)))
    unit = "working day" if far == 1 else "working days"
    return f"{far} {unit} {way}" if near == far else f"{near} to {far} {unit} {way}"


def merged(present: PlanFile, newer: PlanFile, found: Merge) -> PlanFile:
    """Return the plan as it will be, for computing its dates."""
    tasks = {task.uid: task for task in present.tasks}
    for uid in (*found.in_the_way, *(task.uid for task in found.removed)):
        tasks.pop(uid, None)
    for change in found.changed:
        tasks[change.uid] = replace(tasks[change.uid], **{change.field: change.after})
        if change.field in ("due_after", "due_rule"):
            newest = next(task for task in newer.tasks if task.uid == change.uid)
            tasks[change.uid].deadline_on = newest.deadline_on
            tasks[change.uid].due_after = newest.due_after
    tasks |= {task.uid: task for task in (*found.efforts_added, *found.added)}
    parents = {task.parent for task in tasks.values()}
    # A line of effort that stands empty is no milestone.
    kept = [task for task in tasks.values() if task.uid in parents or not _is_empty(task, found)]
    known = {task.uid for task in kept}
    plan = newer if found.is_calendar_new else present
    links = {link for link in present.links if {*link[:2]} <= known} - {*found.links_removed}
    return PlanFile(
        present.title,
        found.start[1] if found.start else present.start_on,
        present.status_on,
        plan.weekmask,
        plan.holidays,
        plan.worked,
        kept,
        sorted(links | {*found.links_added}),
        is_federal=plan.is_federal,
        hours=plan.hours,
        calendars={**present.calendars, **newer.calendars},
    )


def _is_empty(task: FileTask, found: Merge) -> bool:
    is_new = any(task.uid == one.uid for one in found.added)
    return not is_new and task.parent is None and not task.duration_days and task.start_on is None


def _moves(present: PlanFile, then: PlanFile) -> list[int]:
    """Return by how many working days the tasks that stay move, of those that do."""
    before = schedule(merged(present, present, Merge()).network(present.status_on))
    after = schedule(then.network(present.status_on))
    calendar = then.calendar
    found = []
    for i, leaf in enumerate(after.graph.leaves):
        if leaf.uid not in before.position:
            continue
        old, new = before.dates(before.position[leaf.uid]), after.dates(i)
        if old[:2] != new[:2]:
            days = calendar.working_days_between(old.finish_on, new.finish_on)
            start = calendar.working_days_between(old.start_on, new.start_on)
            found.append(days or start)
    return found
