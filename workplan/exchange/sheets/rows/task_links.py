"""The dependencies of a sheet; one that leads nowhere or in a circle is said and left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workplan.calendars.hours import DAY, OFFICE_HOURS, in_minutes, towards_zero
from workplan.errors import InvalidInput
from workplan.exchange.planfile import FileLink, FileTask, PlanFile, check_size
from workplan.exchange.sheets.columns.fields import Field
from workplan.exchange.sheets.rows.findings import Findings
from workplan.exchange.sheets.rows.numbering import Numbers, ref_of
from workplan.exchange.sheets.rows.table import Table, TaskRow
from workplan.exchange.sheets.values.links import ReadLink, links_in
from workplan.scheduling.order import LoopFound, arrange

MOST_LOOPS = 25
PREDECESSORS = "Predecessors"


def links_of(
    table: Table,
    rows: Sequence[TaskRow],
    numbers: Numbers,
    tasks: Sequence[FileTask],
    findings: Findings,
) -> list[FileLink]:
    """Return the links that the cells of a column name.

    Args:
        tasks: of the rows, for durations and for what lies in what.
    """
    if not table.columns[Field.PREDECESSORS]:
        return []
    by_uid = {task.uid: task for task in tasks}
    links: dict[tuple[int, int], FileLink] = {}
    for row, uid in zip(rows, numbers.uids, strict=True):
        place = table.place(row.row, Field.PREDECESSORS)
        for found in links_in(
            table.text(row.row, Field.PREDECESSORS), lambda ref: ref_of(ref) in numbers.refs
        ):
            if isinstance(found, str):
                said = "names no task of this sheet, so it is left out"
                findings.cell(place, uid, PREDECESSORS, found, said)
                continue
            before = by_uid[numbers.refs[ref_of(found.ref)]]
            if said := _wrong(before.uid, uid, by_uid):
                findings.cell(place, uid, PREDECESSORS, found.ref, said)
                continue
            link = links[before.uid, uid] = _link(found, before, uid, OFFICE_HOURS.per_day)
            if found.lag_days and not (link.lag_days or link.lag_parts) and not found.is_percent:
                said = f"the lag after “{found.ref}” is less than a minute, so there is none"
                findings.decided(place, uid, PREDECESSORS, said)
            check_size(len(tasks), len(links))
    return list(links.values())


def _wrong(before: int, uid: int, by_uid: dict[int, FileTask]) -> str:
    """Return why a task cannot wait for another; "" when it can."""
    if before == uid:
        return "is the task itself, so it is left out"
    for inner, outer in ((uid, before), (before, uid)):
        parent = by_uid[inner].parent
        while parent is not None:
            if parent == outer:
                return "lies in the task, or around it, so it is left out"
            parent = by_uid[parent].parent
    return ""


def _link(found: ReadLink, before: FileTask, uid: int, per_day: int) -> FileLink:
    a_day = DAY if found.is_elapsed else per_day
    minutes = in_minutes(found.lag_days, a_day)
    if found.is_percent:
        taken = before.work(per_day)
        minutes = round(taken * found.lag_days / 100)
    days, beside = towards_zero(minutes, a_day)
    return FileLink(before.uid, uid, found.type, days, found.is_elapsed, beside)


def gather_driven(
    plan: PlanFile, table: Table, rows: Mapping[int, TaskRow], findings: Findings
) -> None:
    """Gather the cells of starts that predecessors decide instead.

    Args:
        rows: of each task, by uid.
    """
    driven = {link.successor for link in plan.links}
    for task in plan.tasks:
        has_begun = task.actual_start_on or task.percent or task.is_done
        if task.uid in driven and not has_begun and table.text(rows[task.uid].row, Field.START):
            findings.driven.append(table.place(rows[task.uid].row, Field.START))


def cut_loops(plan: PlanFile, places: dict[int, tuple[int, int]], findings: Findings) -> None:
    """Take out the last link of each circle of links, and say so.

    Args:
        places: of each task, its cell of predecessors.

    Raises:
        InvalidInput: when there are more circles than anybody would mend afterwards.
    """
    order = {(link.predecessor, link.successor): n for n, link in enumerate(plan.links)}
    for _ in range(MOST_LOOPS):
        try:
            arrange(plan.network())
        except LoopFound as loop:
            last = max(loop.loop.links, key=lambda pair: order[pair])
            plan.links = [link for link in plan.links if (link[0], link[1]) != last]
            said = "waits for its own task in a circle, so it is left out"
            name = next(task.name for task in plan.tasks if task.uid == last[0])
            findings.cell(places[last[1]], last[1], PREDECESSORS, name, said)
        else:
            return
    raise InvalidInput(
        "predecessors",
        f"More than {MOST_LOOPS} predecessors wait for their own tasks in circles. Is this the "
        "column of predecessors? Choose another, or leave it out.",
    )
