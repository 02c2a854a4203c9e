"""What of a Project file's dates its links do not give: made into constraints, and named.

Project keeps a date by hand, by resource levelling, by a link to another file, or by a constraint
on a summary. A plan here keeps all of them as constraints on the tasks.
"""

from __future__ import annotations

from workplan.errors import InvalidInput
from workplan.exchange.planfile import FileTask, PlanFile
from workplan.exchange.project.summaries import is_before, keep_summaries
from workplan.exchange.project.task_elements import TaskReader
from workplan.scheduling.explain import day_words
from workplan.scheduling.schedule import schedule

ROUNDS = 50
"""How often work by hand may push other work by hand before the rest keeps the soft form."""


def settle(plan: PlanFile, reader: TaskReader, held: list[int]) -> None:
    """Give tasks the constraints that keep their dates.

    Args:
        held: the tasks that a link to another file may hold back.
    """
    by_uid = {task.uid: task for task in plan.tasks}
    parents = {task.parent for task in plan.tasks}
    for uid in dict.fromkeys(held):
        summary = by_uid[uid]
        if uid in parents and summary.start_on is not None:
            reader.on_summaries.append((summary, "SNET", summary.start_on))
    _hand_down(plan, reader, {*held})
    for task in reader.levelled:
        said = f"Resource levelling holds it back; it may not start before {_start(task)}."
        _hold(task, "LevelingDelay", said, reader)
    for uid in dict.fromkeys(held):
        task = by_uid[uid]
        if uid in parents:
            continue
        said = f"It waits for work in another file; it may not start before {_start(task)}."
        _hold(task, "ExternalTask", said, reader)
    keep_summaries(plan, reader.summaries_by_hand)
    _keep_by_hand(plan, reader)


def _start(task: FileTask) -> str:
    return day_words(task.start_on) if task.start_on else "before"


def _hold(task: FileTask, field: str, said: str, reader: TaskReader) -> None:
    has_begun = task.actual_start_on is not None or task.percent > 0
    if task.start_on is None or has_begun or task.constraint not in ("ASAP", "SNET"):
        return
    if task.constraint_on is None or is_before(task.constraint_on, task.start_on):
        task.constraint, task.constraint_on = "SNET", task.start_on
        reader.say("changed", task.uid, field, said)


def _hand_down(plan: PlanFile, reader: TaskReader, held: set[int]) -> None:
    """Give what a summary must wait for to each task below it.

    Args:
        held: the tasks that wait for work in another file.
    """
    below: dict[int | None, list[FileTask]] = {}
    for task in plan.tasks:
        below.setdefault(task.parent, []).append(task)
    for summary, code, on in reader.on_summaries:
        if code != "SNET":
            said = f"The constraint {code} {day_words(on)} stands on a summary and is left out."
            reader.say("dropped", summary.uid, "ConstraintType", said)
            continue
        said = f"It may not start before {day_words(on)}; that now holds for each task in it."
        if summary.uid in held:
            said = f"It waits for work in another file. {said}"
        field = "ExternalTask" if summary.uid in held else "ConstraintType"
        reader.say("changed", summary.uid, field, said)
        waiting = [*below.get(summary.uid, ())]
        for task in waiting:
            waiting += below.get(task.uid, ())
            if task.uid in below or task.constraint not in ("ASAP", "SNET"):
                continue
            if task.constraint_on is None or is_before(task.constraint_on, on):
                task.constraint, task.constraint_on = "SNET", on


def _keep_by_hand(plan: PlanFile, reader: TaskReader) -> None:
    """Keep the start of tasks that are scheduled by hand: softly where their links allow it.

    Project lets links decide how late such work may be, but not when it starts.
    """
    open_tasks = [
        t
        for t in reader.manual
        if t.actual_start_on is None and not t.percent and t.start_on is not None
    ]
    for task in open_tasks:
        task.constraint, task.constraint_on = "SNET", task.start_on
    for _ in range(ROUNDS):
        late = _pushed(plan, open_tasks)
        for task in late:
            task.constraint = "MSO"
        if not late:
            break
    for task in open_tasks:
        how = "may not start before" if task.constraint == "SNET" else "must start on"
        said = f"It is scheduled by hand, so it {how} {_start(task)}."
        reader.say("changed", task.uid, "Manual", said)


def _pushed(plan: PlanFile, by_hand: list[FileTask]) -> list[FileTask]:
    """Return the tasks that links push past their own start, those first in line only."""
    try:
        computed = schedule(plan.network())
    except InvalidInput:
        return []  # The import says what is wrong with such a plan, for every kind of file.
    late = {
        task.uid: task
        for task in by_hand
        if task.constraint == "SNET"
        and task.start_on is not None
        and computed.early.start[at := computed.position[task.uid]]
        > computed.graph.axes[at].start_boundary(task.start_on)
    }
    return [
        task
        for uid, task in late.items()
        if computed.driver(computed.position[uid]).predecessor not in late
    ]
