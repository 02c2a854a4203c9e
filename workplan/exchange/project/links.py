"""The dependencies of a Project XML file, their lags in whole days."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from workplan.errors import InvalidInput
from workplan.exchange.planfile import FileLink, PlanFile, Remark
from workplan.exchange.project.values import is_on, rounded, text_of, whole
from workplan.scheduling.network import LinkType
from workplan.scheduling.schedule import schedule

TYPES: tuple[LinkType, ...] = ("FF", "FS", "SF", "SS")
ESTIMATED = 32
ELAPSED = frozenset({4, 6, 8, 10, 12, 20})
PERCENT = frozenset({19, 20})
TENTHS = 10


def read_links(
    plan: PlanFile, elements: list[Element], minutes_a_day: int, left_out: dict[int, str]
) -> list[int]:
    """Add the links of task elements to a plan; say which are left out or changed.

    Args:
        left_out: why a task of the file is not in the plan, by uid.

    Returns:
        The tasks that wait for work in another file.
    """
    held: list[int] = []
    of_summaries: list[tuple[FileLink, Element]] = []
    durations = {task.uid: task.duration_days for task in plan.tasks}
    parents = {task.parent for task in plan.tasks}
    seen: set[tuple[int, int]] = set()
    for element in elements:
        successor = whole(element, "UID")
        for raw in element.iterfind("PredecessorLink"):
            predecessor = whole(raw, "PredecessorUID")
            is_outside = is_on(raw, "CrossProject")
            if is_outside or predecessor not in durations:
                why = left_out.get(predecessor, "is not in the file")
                said = f"The link from task {predecessor} is left out: that task {why}."
                if is_outside:
                    said = "A link from a task of another file is left out."
                if is_outside or why == "lives in another file":
                    held.append(successor)
                plan.remarks.append(Remark("dropped", successor, "PredecessorLink", said))
                continue
            if (predecessor, successor) in seen:
                said = f"A second link from task {predecessor} is left out."
                plan.remarks.append(Remark("dropped", successor, "PredecessorLink", said))
                continue
            seen.add((predecessor, successor))
            kind = _type(raw)
            if predecessor in parents and _is_percent(raw):
                of_summaries.append((FileLink(predecessor, successor, kind), raw))
                continue
            days, is_elapsed = _lag(plan, raw, successor, durations[predecessor], minutes_a_day)
            plan.links.append(FileLink(predecessor, successor, kind, days, is_elapsed))
    # How long a summary takes is known once all other links are.
    for link, raw in of_summaries:
        length = _length(plan, link.predecessor)
        days, is_elapsed = _lag(plan, raw, link.successor, length, minutes_a_day)
        plan.links.append(link._replace(lag_days=days, is_elapsed=is_elapsed))
    return held


def _is_percent(raw: Element) -> bool:
    lag_format = whole(raw, "LagFormat", 7)
    return (lag_format - ESTIMATED if lag_format > ESTIMATED else lag_format) in PERCENT


def _length(plan: PlanFile, uid: int) -> int:
    """Return how many working days a summary takes, from its first task to its last."""
    try:
        start_on, finish_on = schedule(plan.network()).summary(uid)[:2]
    except InvalidInput:
        return 0  # The import says what is wrong with such a plan, for every kind of file.
    return plan.calendar.finish_boundary(finish_on) - plan.calendar.start_boundary(start_on)


def _type(raw: Element) -> LinkType:
    number = whole(raw, "Type", 1)
    if not 0 <= number < len(TYPES):
        raise InvalidInput("PredecessorLink", f"{number} is no type of link. Use 0 to 3.")
    return TYPES[number]


def _lag(
    plan: PlanFile, raw: Element, successor: int, duration: int, minutes_a_day: int
) -> tuple[int, bool]:
    """Return a lag in days, and whether they are calendar days."""
    value = float(text_of(raw, "LinkLag") or 0)
    lag_format = whole(raw, "LagFormat", 7)
    if lag_format > ESTIMATED:
        lag_format -= ESTIMATED
    is_elapsed = lag_format in ELAPSED and value != 0
    if lag_format in PERCENT:
        days = duration * value / 100
        said = f"A lag of {value:g} % of the predecessor becomes {rounded(days)} days."
        plan.remarks.append(Remark("changed", successor, "LinkLag", said))
        return rounded(days), is_elapsed
    days = value / TENTHS / (1440 if is_elapsed else minutes_a_day)
    if days != round(days):
        said = f"A lag of {days:.2f} days is rounded to {rounded(days)}."
        plan.remarks.append(Remark("rounded", successor, "LinkLag", said))
    return rounded(days), is_elapsed
