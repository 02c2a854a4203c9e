"""The tasks that somebody opened last, kept in their own signed cookie: reading writes no row."""

from __future__ import annotations

from flask import session

RECENT = "recent"
MOST = 8


def opened(task_id: int) -> None:
    """Remember a task as the one opened last."""
    before = [other for other in session.get(RECENT, []) if other != task_id]
    session[RECENT] = [task_id, *before][:MOST]


def task_ids() -> list[int]:
    """Return the tasks opened last, the last first."""
    return [*session.get(RECENT, [])]
