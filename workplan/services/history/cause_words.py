"""What moved a date, in the words of pages: a report, a decision, or a change of the plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from workplan.scheduling.explain import day_words
from workplan.services.history.entry_fields import in_full
from workplan.services.history.field_words import label
from workplan.vocabulary import Ending

OF_PLANS = {
    "plan.imported": "The plan was imported",
    "plan.merged": "A newer file was merged",
    "plan.changed": "The plan's start or working days changed",
    "plan.calendar_changed": "The plan's working days changed",
    "plan.directive_moved": "The directive got another day of signature",
    "tasks.changed_together": "Several tasks were changed together",
    "sheet.saved": "Several changes were saved together",
    "group.undone": "A group of changes was taken back",
    "change_request.accepted": "A change request was accepted",
}
OF_TASKS = {
    "task.added": "was added",
    "task.removed": "was removed",
    "task.restored": "was brought back",
    "task.confirmed": "was confirmed as it stood",
    "task.progress_taken": "has the progress that a file says",
    "task.ended": "was ended without being done",
    "task.brought_back": "was brought back into the open work",
    "task.accepted": "was accepted as done",
    "task.returned": "was claimed complete, and returned",
    "task.acceptance_reversed": "counts as done no longer",
    "task.claim_withdrawn": "is claimed complete no longer",
    "task.extension_answered": "got an answer on a later suspense",
    "task.extension_reopened": "had the answer on a later suspense taken back",
    "dependency.added": "got a predecessor",
    "dependency.removed": "lost a predecessor",
    "dependency.changed": "waits otherwise for a predecessor",
}


def cause_words(cause: Any, names: Mapping[int, str]) -> tuple[str, str]:
    """Return what a change was, in words, and who made it.

    Args:
        cause: its entry, with the task that it is about as `subject_id`; None for the founding.
        names: tasks by their ids.
    """
    if cause is None:
        return "The plan was set up", ""
    if cause.verb in OF_PLANS:
        return OF_PLANS[cause.verb], cause.actor_name
    name = names.get(cause.subject_id or 0, "")
    after, before = cause.after or {}, cause.before or {}
    if cause.verb == "task.reported":
        said = f"{name}: reported {after.get('percent', 0)} %"
        if after.get("forecast_on") and after.get("forecast_on") != before.get("forecast_on"):
            said += f", forecast {_day(after['forecast_on'])}"
        if after.get("actual_finish_on"):
            verb = "claimed" if after.get("ending") == Ending.CLAIMED else "finished"
            said += f", {verb} {_day(after['actual_finish_on'])}"
        return said, cause.actor_name
    if cause.verb == "task.changed":
        before, after = in_full(before), in_full(after)
        parts = ", ".join(_changed(key, before.get(key), after[key]) for key in after)
        return f"{name}: {parts}", cause.actor_name
    return f"{name or 'The plan'} {OF_TASKS.get(cause.verb, 'was changed')}", cause.actor_name


def _changed(key: str, before: Any, after: Any) -> str:
    """Return a change of a field in words; of what is long or has parts, only that it changed."""
    field = label(key)
    if key.endswith("_on"):
        before, after = (_day(value) if value else "none" for value in (before, after))
    elif key.endswith("_id") or (not isinstance(before, int | float) and key != "constraint_code"):
        return f"{field} changed"
    return f"{field} {before} → {after}"


def _day(kept: str) -> str:
    return day_words(date.fromisoformat(kept))
