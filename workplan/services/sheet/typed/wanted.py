"""What was decided about a row, before it is known which number a new task gets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from workplan.services.sheet.present import Row
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks.task_fields import TaskFields


@dataclass
class Wanted:
    """A task as it is to be.

    Args:
        task_id: None for a new one.
        present: as it stands, if it is in the plan already.
        fields: what is decided; the task above it and the one that its suspense counts from stand
            beside it, since either may be new.
        parent: the row of the task above it.
        anchor: the row of the task from whose end its suspense counts.
        waits: the rows that it waits for; None when that stays as it is. The number of the
            predecessor is filled in once it is known.
        keeps_days: whether its own days go to a first subtask.
    """

    key: str
    task_id: int | None
    present: Row | None
    fields: TaskFields
    parent: str | None = None
    anchor: str | None = None
    waits: dict[str, DependencyFields] | None = None
    is_removed: bool = False
    keeps_days: bool = False

    def settled(self, ids: Mapping[str, int]) -> TaskFields:
        """Return what is decided, with the numbers of the rows that it names."""
        suspense = self.fields.suspense
        if self.anchor is not None:
            suspense = replace(suspense, after_task_id=ids[self.anchor])
        parent_id = None if self.parent is None else ids[self.parent]
        return replace(self.fields, parent_id=parent_id, suspense=suspense)
