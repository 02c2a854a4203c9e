"""The dependencies of a Project XML file, their lags in whole days."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from workplan.errors import InvalidInput
from workplan.exchange.planfile import FileLink, PlanFile, Remark
from workplan.scheduling.network import LinkType

TYPES: tuple[LinkType, ...] = ("FF", "FS", "SF", "SS")
ESTIMATED = 32
ELAPSED = frozenset({4, 6, 8, 10, 12, 20})
PERCENT = frozenset({19, 20})
TENTHS = 10


def read_links(plan: PlanFile, elements: list[Element], minutes_a_day: int) -> None:
    """Add the links of task elements to a plan; say which are left out or changed."""
    durations = {task.uid: task.duration_days for task in plan.tasks}
    seen: set[tuple[int, int]] = set()
    for element in elements:
        successor = int(element.findtext("UID") or 0)
        for raw in element.iterfind("PredecessorLink"):
            predecessor = int(raw.findtext("PredecessorUID") or 0)
            if raw.findtext("CrossProject") in ("1", "true") or predecessor not in durations:
                said = f"The link from task {predecessor} leads out of the plan."
                plan.remarks.append(Remark("dropped", successor, "PredecessorLink", said))
                continue
            if (predecessor, successor) in seen:
                said = f"A second link from task {predecessor} is left out."
                plan.remarks.append(Remark("dropped", successor, "PredecessorLink", said))
                continue
            seen.add((predecessor, successor))
            kind = _type(raw)
            days, is_elapsed = _lag(plan, raw, successor, durations[predecessor], minutes_a_day)
            plan.links.append(FileLink(predecessor, successor, kind, days, is_elapsed))


def _type(raw: Element) -> LinkType:
    number = int(raw.findtext("Type") or 1)
    if not 0 <= number < len(TYPES):
        raise InvalidInput("PredecessorLink", f"{number} is no type of link. Use 0 to 3.")
    return TYPES[number]


def _lag(
    plan: PlanFile, raw: Element, successor: int, duration: int, minutes_a_day: int
) -> tuple[int, bool]:
    """Return a lag in days, and whether they are calendar days."""
    value = float(raw.findtext("LinkLag") or 0)
    lag_format = int(raw.findtext("LagFormat") or 7)
    if lag_format > ESTIMATED:
        lag_format -= ESTIMATED
    is_elapsed = lag_format in ELAPSED and value != 0
    if lag_format in PERCENT:
        days = duration * value / 100
        said = f"A lag of {value:g} % of the predecessor becomes {round(days)} days."
        plan.remarks.append(Remark("changed", successor, "LinkLag", said))
        return round(days), is_elapsed
    days = value / TENTHS / (1440 if is_elapsed else minutes_a_day)
    if days != round(days):
        said = f"A lag of {days:.2f} days is rounded to {round(days)}."
        plan.remarks.append(Remark("rounded", successor, "LinkLag", said))
    return round(days), is_elapsed
