"""Which summaries of a file only group, and so become lines of effort."""

from __future__ import annotations

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
