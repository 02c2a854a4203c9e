"""Who acts, and through which door; passed in, never looked up below the views."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """A person, or the scheduler (no id).

    Args:
        stands_in_for: the ids of the absent people in whose place they may act today.
        by_request: the roles that may work at the structure because it is a change request: what
            they do is only asked for, or was asked for and is accepted.
    """

    id: int | None
    name: str
    door: str
    is_admin: bool = False
    stands_in_for: frozenset[int] = frozenset()
    by_request: tuple[str, ...] = ()


SCHEDULER = Actor(None, "Scheduler", "scheduler")
UNKNOWN = Actor(None, "Somebody", "web")
"""Whoever has not shown yet who they are: by a password, or by a link."""
MAILBOX = Actor(None, "Mailbox", "mail")
"""Whoever reads the mail that comes in, until it is known whose a mail is."""
LOADER = Actor(None, "Sample loader", "sample")
"""Who brings the sample plans; each change in them is by one of their people."""
