"""Small networks on a week without holidays, counted in working days from Monday, 1 June 2026."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from workplan.calendars.working import MONDAY_TO_FRIDAY, calendar_of
from workplan.scheduling.network import Activity, Link, Network
from workplan.scheduling.order import arrange
from workplan.scheduling.passes.backward import backward_pass
from workplan.scheduling.passes.forward import forward_pass

if TYPE_CHECKING:
    from workplan.scheduling.order import Graph
    from workplan.scheduling.passes.backward import Late
    from workplan.scheduling.passes.forward import Early

MONDAY = date(2026, 6, 1)
CALENDAR = calendar_of(MONDAY_TO_FRIDAY, ())
FIRST = CALENDAR.start_boundary(MONDAY)
"""Where the first Monday begins: the 0 of what stands in these tests."""


def june(day: int) -> date:
    """Return a day of June 2026, which begins on a Monday."""
    return date(2026, 6, day)


def network(*parts: Activity | Link, status_on: date | None = None) -> Network:
    """Return the network of some activities and links."""
    activities = [part for part in parts if isinstance(part, Activity)]
    links = [part for part in parts if isinstance(part, Link)]
    return Network(activities, links, CALENDAR, MONDAY, status_on)


def placed(plan: Network) -> tuple[Graph, Early]:
    """Return a network in its order, with its early dates."""
    graph = arrange(plan)
    return graph, forward_pass(plan, graph)


def early_days(plan: Network) -> list[tuple[int, int]]:
    """Return from which boundary to which each leaf is placed, the first Monday being 0."""
    _, early = placed(plan)
    return [(s - FIRST, f - FIRST) for s, f in zip(early.start, early.finish, strict=True)]


def late(plan: Network, due: dict[int, date] | None = None) -> Late:
    """Return the late dates of a network; `due` has suspenses by position."""
    graph, early = placed(plan)
    due_on = [(due or {}).get(i) for i in range(len(graph.leaves))]
    return backward_pass(plan, graph, early, due_on)


def late_days(plan: Network, due: dict[int, date] | None = None) -> list[tuple[float, float]]:
    """Return the late dates as boundaries from the first Monday on."""
    found = late(plan, due)
    return [(s - FIRST, f - FIRST) for s, f in zip(found.start, found.finish, strict=True)]
