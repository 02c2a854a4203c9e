"""Which summaries of a file only group, and so become lines of effort."""

from __future__ import annotations

from dataclasses import replace

from workplan.exchange.planfile import FileTask, PlanFile


def efforts_of(plan: PlanFile) -> list[FileTask]:
    """Return the top summaries that say no more than their name and code."""
    codes: set[str] = set()
    found = []
    for task in _grouping(plan):
        if not task.baselines and task.code not in codes:
            codes.add(task.code)
            found.append(task)
    return found


def still_efforts(plan: PlanFile) -> set[int]:
    """Return the uids of the summaries that can stay the lines of effort that they were made."""
    return {task.uid for task in _grouping(plan)}


def recognised(present: PlanFile, newer: PlanFile, efforts: frozenset[int]) -> PlanFile:
    """Return a newer file whose summaries carry the uids of the lines of effort that they name.

    A file from before lines of effort had uids of their own gives them such as came next then.

    Args:
        efforts: the uids of the plan's lines of effort.
    """
    uids = {task.uid for task in newer.tasks}
    named = {(t.code, t.name): t.uid for t in present.tasks if t.uid in efforts - uids}
    mapped = {
        task.uid: named[task.code, task.name]
        for task in _grouping(newer)
        if task.uid not in efforts and (task.code, task.name) in named
    }
    tasks = [
        replace(
            task,
            uid=mapped.get(task.uid, task.uid),
            parent=mapped.get(task.parent or 0, task.parent),
        )
        for task in newer.tasks
    ]
    return replace(newer, tasks=tasks) if mapped else newer


def _grouping(plan: PlanFile) -> list[FileTask]:
    parents = {task.parent for task in plan.tasks}
    linked = {uid for link in plan.links for uid in link[:2]}
    linked |= {task.due_after[0] for task in plan.tasks if task.due_after is not None}
    return [
        task
        for task in plan.tasks
        if task.parent is None
        and task.uid in parents
        and task.uid not in linked
        and task.deadline_on is None
        and task.due_after is None
        and task.due_rule is None
        and not task.supports
        and not task.note
    ]


def top_of(tasks: dict[int, FileTask], uid: int) -> int:
    """Return the uid of the summary at the top of a task; its own when nothing is above it."""
    seen = {uid}
    while (above := tasks[uid].parent) is not None and above not in seen:
        seen.add(above)
        uid = above
    return uid


def depth_of(tasks: dict[int, FileTask], uid: int) -> int:
    """Return how many summaries stand above a task."""
    depth, above = 0, tasks[uid].parent
    while above is not None and above in tasks and depth < len(tasks):
        depth, above = depth + 1, tasks[above].parent
    return depth
