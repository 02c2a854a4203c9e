"""A change that is tried and taken back, and how a plan is read for it, or to be changed.

A plan that is kept needs little reading: the entries that the change itself has made since then
say which tasks to read anew.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from workplan.services.dates.kept_plans import Kept, keep, kept_at
from workplan.services.dates.limits import Beyond
from workplan.services.dates.outcomes import Outcome
from workplan.services.dates.stored_network import Loaded, load
from workplan.services.record import journal
from workplan.services.record.change import Change

WHOLE = ("task.removed", "task.restored")
"""Changes that touch more tasks than they name."""


@dataclass(eq=False)
class Trial(Change):
    """A change that is only tried; whoever tries it takes its transaction back.

    Args:
        reading: the plan before the change.
        finish_on: the end of the plan, once it was computed with the change.
        is_computed: whether it was; what changes nothing computes nothing.
        beyond: how it goes beyond the limit of its plan, if it does.
    """

    reading: Kept | None = None
    finish_on: date | None = None
    is_computed: bool = False
    beyond: Beyond | None = None

    @property
    def is_trial(self) -> bool:
        """Tell that it is only tried."""
        return True

    def read(self, plan_id: int) -> Loaded:
        """Read the plan before it is changed, or use what was read of it last."""
        head = journal.head(self.session)
        found = kept_at(plan_id, head) or Kept(plan_id, head, load(self.session, plan_id))
        keep(found)
        self.reading = found
        return found.loaded


def loaded_for(change: Change, plan_id: int) -> tuple[Loaded, Outcome | None]:
    """Return the plan with what a change has written so far, and how it came out before."""
    session, opening = change.session, change.opening
    assert opening is not None, "the session is that of its transaction"
    kept = change.reading if isinstance(change, Trial) else kept_at(plan_id, opening.began)
    if kept is None:
        return load(session, plan_id), None
    named = set[int]()
    for verb, kind, number in opening.entries:
        if kind != "task" or number is None or verb in WHOLE:
            return load(session, plan_id), kept.outcome
        named.add(number)
    return load(session, plan_id, kept.loaded, named), kept.outcome


def remember(change: Change, plan_id: int, loaded: Loaded, outcome: Outcome) -> None:
    """Keep what was computed, for the next change of the plan; of a saved one, as it is stored."""
    if isinstance(change, Trial):
        change.finish_on, change.is_computed = outcome.computed.finish_on, True
        if change.reading is not None:
            keep(change.reading._replace(outcome=outcome))
    elif change.head is not None:
        # Should the transaction fail, no other will ever be at this entry.
        keep(Kept(plan_id, change.head, replace(loaded, stored=outcome.after), outcome))
