"""No two tasks get one code by a merge: the file's is numbered where a task here has it."""

from __future__ import annotations

from dataclasses import replace

from workplan.exchange.merging import FieldChange, Here, Merge
from workplan.exchange.planfile import FileTask, PlanFile

LONGEST_CODE = 40
ROOM = 6
"""How many characters a number and its hyphen may take."""


def numbered(present: PlanFile, newer: PlanFile, found: Merge, here: Here) -> dict[int, str]:
    """Return the codes of the file's tasks that other tasks have, each made free, by uid.

    A code that a task has here already stays, although another may have it too.

    Args:
        found: what the file would change with its codes as they are.
    """
    old = {task.uid: task for task in present.tasks}
    in_file = {task.uid for task in newer.tasks}
    gone = {task.uid for task in found.removed}
    stays = [t for t in present.tasks if t.uid not in in_file or t.uid in found.in_the_way]
    taken = {t.code for t in stays if t.uid not in here.efforts and t.uid not in gone}
    others = []
    for task in _tasks_of(newer, found, here):
        is_new = task.uid not in old or task.uid in found.in_the_way
        if not is_new and ("code" in newer.unsaid or old[task.uid].code == task.code):
            taken.add(old[task.uid].code)
        else:
            others.append((task, "" if is_new else old[task.uid].code))
    free = {}
    for task, before in others:
        code = task.code
        if code in taken:
            code = free[task.uid] = _free(code, before, taken)
        taken.add(code)
    return free


def with_codes(newer: PlanFile, codes: dict[int, str]) -> PlanFile:
    """Return a file with other codes of some tasks, by uid."""
    tasks = [replace(t, code=codes[t.uid]) if t.uid in codes else t for t in newer.tasks]
    return replace(newer, tasks=tasks)


def said(newer: PlanFile, codes: dict[int, str]) -> list[FieldChange]:
    """Return what to say of the codes of a file that were numbered."""
    return [
        FieldChange(task.uid, task.name, "code", codes[task.uid], task.code)
        for task in newer.tasks
        if task.uid in codes
    ]


def _tasks_of(newer: PlanFile, found: Merge, here: Here) -> list[FileTask]:
    """Return the tasks of a file that are no lines of effort here."""
    added = {task.uid for task in found.added}
    efforts = {task.uid for task in found.efforts_added} | (here.efforts - added)
    return [task for task in newer.tasks if task.uid not in efforts]


def _free(code: str, before: str, taken: set[str]) -> str:
    """Return a code with a number that no task has: the one that the task has had, if it can."""
    stem = code[: LONGEST_CODE - ROOM]
    start, _, number = before.rpartition("-")
    if start == stem and number.isdigit() and before not in taken:
        return before
    number_now = 2
    while f"{stem}-{number_now}" in taken:
        number_now += 1
    return f"{stem}-{number_now}"
