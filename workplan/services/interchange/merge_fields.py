"""Which fields of ours a merge writes, and the words for those of a file."""

from __future__ import annotations

OURS = {
    "name": ("name",),
    "code": ("code",),
    "parent": ("parent_id", "initiative_id"),
    "duration_days": ("duration_days",),
    "constraint": ("constraint_code",),
    "short_parts": ("short_parts",),
    "work_calendar": ("work_calendar",),
    "constraint_on": ("constraint_on", "constraint_minute"),
    "deadline_on": ("suspense",),
    "due_after": ("suspense",),
    "due_rule": ("suspense",),
    "note": ("description",),
    "owners": ("leads",),
    "supports": ("supports",),
}
"""The fields of ours that stand for one of a file's task."""
OF_LINK = ("predecessor_id", "type", "lag_days", "is_elapsed", "lag_parts")
FIELD_WORDS = {
    "duration_days": "Duration in days",
    "short_parts": "Parts of a day that it is shorter",
    "work_calendar": "Calendar of its work",
    "constraint_on": "Constraint date",
    "deadline_on": "Suspense",
    "due_after": "Suspense after another task",
    "due_rule": "Suspense",
    "supports": "Supporting agencies",
    "parent": "Part of",
    "owners": "Lead agencies",
    "actual_start_on": "Actual start",
    "actual_finish_on": "Actual finish",
    "forecast_on": "Forecast finish",
}
"""Fields of a file's task whose name is not the word that people read."""
