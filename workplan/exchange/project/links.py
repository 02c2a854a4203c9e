"""The dependencies of a Project XML file, with their lags."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from workplan.calendars.hours import DAY, towards_zero
from workplan.errors import InvalidInput
from workplan.exchange.planfile import FileLink, PlanFile, Remark
from workplan.exchange.project.values import is_on, rounded, text_of, whole
from workplan.scheduling.apart import on_plan
from workplan.scheduling.network import LinkType
from workplan.scheduling.schedule import schedule

TYPES: tuple[LinkType, ...] = ("FF", "FS", "SF", "SS")
ESTIMATED = 32
ELAPSED = frozenset({4, 6, 8, 10, 12, 20})
PERCENT = frozenset({19, 20})
TENTHS = 10


def read_links(plan: PlanFile, elements: list[Element], left_out: dict[int, str]) -> list[int]:
    """Add the links of task elements to a plan; say which are left out or changed.

    Args:
        left_out: why a task of the file is not in the plan, by uid.

    Returns:
        The tasks that wait for work in another file.
    """
    held: list[int] = []
    of_summaries: list[tuple[FileLink, Element]] = []
    per_day = plan.hours.per_day
    lengths = {task.uid: task.work(per_day) for task in plan.tasks}
    parents = {task.parent for task in plan.tasks}
    seen: set[tuple[int, int]] = set()
    for element in elements:
        successor = whole(element, "UID")
        for raw in element.iterfind("PredecessorLink"):
            predecessor = whole(raw, "PredecessorUID")
            is_outside = is_on(raw, "CrossProject")
            if is_outside or predecessor not in lengths:
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
            lag = _lag(plan, raw, successor, lengths[predecessor])
            plan.links.append(FileLink(predecessor, successor, kind, *lag))
    # How long a summary takes is known once all other links are.
    for link, raw in of_summaries:
        length = _length(plan, link.predecessor)
        lag = _lag(plan, raw, link.successor, length)
        plan.links.append(FileLink(*link[:3], *lag))
    return held


def _is_percent(raw: Element) -> bool:
    lag_format = whole(raw, "LagFormat", 7)
    return (lag_format - ESTIMATED if lag_format > ESTIMATED else lag_format) in PERCENT


def _length(plan: PlanFile, uid: int) -> int:
    """Return how many minutes of work a summary takes, from its first task to its last."""
    try:
        computed = schedule(plan.network())
    except InvalidInput:
        return 0  # The import says what is wrong with such a plan, for every kind of file.
    below, early, axes = computed.graph.summaries[uid], computed.early, computed.graph.axes
    plain = computed.network.calendar
    last = max(on_plan(plain, axes[i], early.finish[i], finish=True) for i in below)
    first = min(on_plan(plain, axes[i], early.start[i], finish=False) for i in below)
    return (last - first) * plan.hours.per_day // plain.per_day


def _type(raw: Element) -> LinkType:
    number = whole(raw, "Type", 1)
    if not 0 <= number < len(TYPES):
        raise InvalidInput("PredecessorLink", f"{number} is no type of link. Use 0 to 3.")
    return TYPES[number]


def _lag(plan: PlanFile, raw: Element, successor: int, length: int) -> tuple[int, bool, int]:
    """Return a lag: its days, whether they are of the calendar, and the minutes beside them.

    Args:
        length: of the predecessor, in minutes of work.
    """
    value = float(text_of(raw, "LinkLag") or 0)
    lag_format = whole(raw, "LagFormat", 7)
    if lag_format > ESTIMATED:
        lag_format -= ESTIMATED
    is_elapsed = lag_format in ELAPSED and value != 0
    a_day = DAY if is_elapsed else plan.hours.per_day
    part = length / plan.hours.per_day * a_day * value / 100
    minutes = rounded(part if lag_format in PERCENT else value / TENTHS)
    if lag_format in PERCENT:
        said = f"A lag of {value:g} % of the predecessor becomes {minutes / a_day:.4g} days."
        plan.remarks.append(Remark("changed", successor, "LinkLag", said))
    days, beside = towards_zero(minutes, a_day)
    return days, is_elapsed, beside
