"""What a planner should look at: each finding has a stable id and says how to mend it."""

from __future__ import annotations

from workplan.scheduling.diagnosis.date_findings import (
    constraint_conflicts,
    missed_suspenses,
    negative_floats,
    past_unstarted,
)
from workplan.scheduling.diagnosis.finding import Finding
from workplan.scheduling.diagnosis.logic_findings import (
    dangling_finishes,
    dangling_starts,
    out_of_sequence,
    redundant,
)
from workplan.scheduling.schedule import Schedule

__all__ = ["Finding", "findings"]


def findings(schedule: Schedule) -> list[Finding]:
    """Return every finding of a schedule, ordered by id and task.

    A loop and an empty calendar leave nothing to schedule: they are raised, as LoopFound and
    CalendarEmpty, whose `finding_id` is the id.
    """
    found = {
        *constraint_conflicts(schedule),
        *out_of_sequence(schedule),
        *dangling_starts(schedule),
        *dangling_finishes(schedule),
        *missed_suspenses(schedule),
        *negative_floats(schedule),
        *past_unstarted(schedule),
        *redundant(schedule),
    }
    return sorted(found)
