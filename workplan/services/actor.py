"""Who acts, and through which door; passed in, never looked up below the views."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """A person, or the scheduler (no id)."""

    id: int | None
    name: str
    door: str
    is_admin: bool = False


SCHEDULER = Actor(None, "Scheduler", "scheduler")
