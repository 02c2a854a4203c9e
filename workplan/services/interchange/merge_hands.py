"""Who does the work of tasks that a newer file changes, and what was offered of them."""

from __future__ import annotations

from collections.abc import Sequence

from models import Plan
from workplan.exchange.merging import Here
from workplan.services.coordination import hands, offers
from workplan.services.record.change import Change
from workplan.services.record.journal import Entry
from workplan.services.tasks.task_sets import TaskChange

NO_LEAD_ANY_MORE = "The newer file says who leads the task"
"""Why an offer is withdrawn whose agencies lead otherwise since."""


def settled(
    change: Change, plan: Plan, changes: Sequence[TaskChange]
) -> tuple[list[TaskChange], list[Entry]]:
    """Let go of whoever acts for no lead agency any more, withdraw what is offered by none, say so.

    As many statements for many tasks as for one.

    Returns:
        The changes as they are to be written, and the entries of offers that were withdrawn.
    """
    session = change.session
    kept = hands.settled_all(session, plan, [change.after for change in changes])
    found = [change._replace(after=after) for change, after in zip(changes, kept, strict=True)]
    hands.tell_of(change, plan.id, [change[:3] for change in found])
    led = {c.task_id: c.after.leads for c in found if c.before.leads != c.after.leads}
    rows = offers.stale(session, led)
    return found, offers.withdrawn(change, rows, NO_LEAD_ANY_MORE)


def leads_of_what_is_back(
    before: tuple[int, ...], of_file: tuple[int, ...], here: Here
) -> tuple[int, ...]:
    """Return who leads a task that comes back: those of the file, unless one has to accept."""
    is_asked = here.leads_accept and before and not set(of_file) <= set(before)
    return before if is_asked else of_file
