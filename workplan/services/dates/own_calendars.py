"""Which tasks of a stored plan run on another calendar than the plan's."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from workplan.calendars.axis import Axis
from workplan.calendars.own import Calendars, axes_of
from workplan.services.dates.plan_calendars import hours_of


@dataclass
class OwnCalendars:
    """The names of calendars by task, and the calendars of the plan.

    One that the plan does not have is no calendar: its task runs on the plan's own.
    """

    names: dict[int, str] = field(default_factory=dict)
    calendars: Calendars = field(default_factory=dict)

    def without(self, task_ids: Collection[int]) -> OwnCalendars:
        """Return it without some tasks, which are read anew."""
        return replace(self, names={i: n for i, n in self.names.items() if i not in task_ids})

    def among(self, calendars: Calendars) -> OwnCalendars:
        """Return it by the calendars that the plan has now."""
        return replace(self, calendars=calendars)

    def has_parts(self, hours: str | None) -> bool:
        """Tell whether one that is used has other hours than the plan, so that minutes count."""
        used = {*self.names.values()} & self.calendars.keys()
        return any(self.calendars[name].hours != hours_of(hours) for name in used)

    def axes(self, unit: int) -> dict[int, Axis]:
        """Return what each of the tasks is counted on.

        Args:
            unit: how much a day of the plan counts: one, or its minutes.
        """
        known = axes_of(self.calendars, self.names.values(), in_minutes=unit != 1)
        return {task: known[name] for task, name in self.names.items() if name in known}
