"""The sections of my work: their names in addresses, and their words."""

from __future__ import annotations

from workplan.policy import SOON_DAYS, STALE_DAYS

WORK_IDS = ("asked", "overdue", "will-miss", "due-soon", "stale", "waiting", "new", "rest")
"""The sections of my work as addresses name them, in the order of their words."""
WORK_SECTIONS = (
    "Asked for an update",
    "Overdue",
    "Will miss its suspense",
    f"Due in {SOON_DAYS} working days",
    f"Without news for {STALE_DAYS} days",
    "Waiting on others",
    "New to you",
    "Everything else that you owe",
)
"""The sections of my work, in its order."""
