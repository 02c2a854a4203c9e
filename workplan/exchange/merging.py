"""What a newer file of the same plan changes, task by task, matched by uid."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from workplan.exchange.planfile import FileLink, FileTask, PlanFile

COMPARED = (
    "name",
    "code",
    "parent",
    "duration_days",
    "constraint",
    "constraint_on",
    "deadline_on",
    "note",
    "owners",
)
PROGRESS = ("percent", "actual_start_on", "actual_finish_on", "forecast_on")


class FieldChange(NamedTuple):
    """A field of a task that the newer file has otherwise."""

    uid: int
    name: str
    field: str
    before: Any
    after: Any


@dataclass
class Merge:
    """What a merge would do.

    Args:
        kept: fields that the file has otherwise, and that stay because a report was made here.
    """

    added: list[FileTask] = field(default_factory=list)
    removed: list[FileTask] = field(default_factory=list)
    changed: list[FieldChange] = field(default_factory=list)
    kept: list[FieldChange] = field(default_factory=list)
    links_added: list[FileLink] = field(default_factory=list)
    links_removed: list[FileLink] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Tell whether the file says what the plan says."""
        return not (
            self.added or self.removed or self.changed or self.links_added or self.links_removed
        )


def merge(present: PlanFile, newer: PlanFile, reported: set[int]) -> Merge:
    """Return how a newer file differs from the plan as it stands.

    Args:
        reported: the uids of tasks on which somebody reported here; their progress stays.
    """
    old = {task.uid: task for task in present.tasks}
    new = {task.uid: task for task in newer.tasks}
    summaries = {task.parent for task in newer.tasks}
    result = Merge(
        added=[task for uid, task in new.items() if uid not in old],
        removed=[task for uid, task in old.items() if uid not in new],
        links_added=sorted(set(newer.links) - set(present.links)),
        links_removed=sorted(set(present.links) - set(newer.links)),
    )
    for uid, task in new.items():
        if uid not in old:
            continue
        fields: tuple[str, ...] = COMPARED if uid in summaries else COMPARED + PROGRESS
        if task.due_after is not None:
            # The rule is what the file says; the date that it gives today is no news.
            fields = tuple("due_after" if name == "deadline_on" else name for name in fields)
        for name in fields:
            before, after = getattr(old[uid], name), getattr(task, name)
            if before == after or (name == "duration_days" and uid in summaries):
                continue
            change = FieldChange(uid, task.name, name, before, after)
            is_kept = name in PROGRESS and uid in reported
            (result.kept if is_kept else result.changed).append(change)
    return result
