"""The kept plan: as it was computed last in this process, for the next change of it.

Reading a large plan and making dates of numbers is most of what a change costs. What was read is
used again only at the very entry of the journal that it was read or stored at, so that it cannot
be out of date; and nothing is kept that would take much memory.
"""

from __future__ import annotations

from typing import NamedTuple

from workplan.services.dates.outcomes import Outcome
from workplan.services.dates.stored_network import Loaded

MOST_TASKS = 20_000
"""A larger plan is not kept; one of this size takes about 28 MB with what was computed of it."""


class Kept(NamedTuple):
    """A plan as it was at an entry of the journal, by number and hash.

    Args:
        outcome: what was computed of it, or of a change of it that was tried; None for nothing yet.
    """

    plan_id: int
    head: tuple[int, str]
    loaded: Loaded
    outcome: Outcome | None = None


_kept: list[Kept] = []
"""One plan at most, whoever changed it."""


def keep(plan: Kept) -> None:
    """Keep a plan in the place of the last one, unless it is too large."""
    _kept[:] = [plan] if len(plan.loaded.activities) <= MOST_TASKS else []


def kept_at(plan_id: int, head: tuple[int, str] | None) -> Kept | None:
    """Return a plan as it was kept at an entry of the journal; None when it was not."""
    return next((p for p in _kept[:] if (p.plan_id, p.head) == (plan_id, head)), None)
