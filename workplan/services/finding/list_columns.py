"""The columns of the task list, each declared once: heading, cell, sort, and its part in CSV."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import ColumnElement, case

from models import Task
from workplan.services.coordination.confidence.recovery_plans import rating
from workplan.services.tasks.owners import Owners
from workplan.services.tasks.rollups import Rollup
from workplan.services.tasks.states import PlanDay, TaskState, late_first
from workplan.vocabulary import Confidence, OrderedBy, Status, extension_words, state_words

if TYPE_CHECKING:
    from workplan.services.finding.listed_tasks import ListedTask


class Listed(NamedTuple):
    """A task of the list, with all that its cells say.

    Args:
        rollup: what its subtasks add up to, if it has some; only a page knows it.
        left: that the person it is handed to has left, in words.
    """

    task: ListedTask
    owners: Owners
    rollup: Rollup | None
    left: str
    state: TaskState


def _computed(listed: Listed) -> str:
    """Return what the engine says of a suspense; nothing of a task without one."""
    return state_words(*listed.state) if listed.task.due_on else ""


def _by_assessment() -> ColumnElement[int]:
    """Return the order of what the coordinator assesses: the least sure first, then the rest."""
    worst = (Confidence.RED, Confidence.AT_RISK, Confidence.ON_TRACK)
    places = {code.value: place for place, code in enumerate(worst)}
    return case(places, value=rating(), else_=len(places))


Order = Callable[[PlanDay], tuple[Any, ...]]


class Column(NamedTuple):
    """A column of the list.

    Args:
        cell: the macro in `templates/tasks/list/_cells.html` that draws it, and its name in an
            address.
        sort: the word in the address that sorts by it, and the order that it means.
        style: the class of its cells.
        csv: the headings of its columns in CSV, with what stands in them.
        is_usual: whether a page shows it until somebody chooses their columns; seven are at most.
    """

    heading: str
    cell: str
    csv: tuple[tuple[str, Callable[[Listed], Any]], ...]
    sort: tuple[str, Order] | None = None
    style: str = ""
    is_usual: bool = True


COLUMNS = (
    Column(
        "Task",
        "task",
        (("Code", lambda t: t.task.code), ("Name", lambda t: t.task.name)),
        ("plan", lambda _: ()),
    ),
    Column(
        "Line of effort",
        "effort",
        (("Line of effort", lambda t: t.task.effort),),
        is_usual=False,
    ),
    Column(
        "Lead",
        "lead",
        (("Lead", lambda t: t.owners.led_by), ("Nobody does it, since", lambda t: t.left)),
    ),
    Column(
        "Supports",
        "supports",
        (("Supports", lambda t: t.owners.supported_by),),
        is_usual=False,
    ),
    Column(
        "Status",
        "status",
        (
            ("State", lambda t: state_words(*t.state).capitalize()),
            ("Status, reported", lambda t: Status.said(t.task.status)),
        ),
        ("late", lambda day: late_first({day.plan_id: day})),
    ),
    Column(
        "Done",
        "done",
        (
            ("% done", lambda t: t.task.done_percent),
            ("% reported", lambda t: t.task.percent),
        ),
        style="num",
    ),
    Column(
        "Start",
        "start",
        (("Start, computed", lambda t: t.task.start_on),),
        style="when",
        is_usual=False,
    ),
    Column(
        "Finish",
        "finish",
        (
            ("Finish, computed", lambda t: t.task.finish_on),
            ("Finish, forecast", lambda t: t.task.forecast_on),
        ),
        ("finish", lambda _: (Task.finish_on,)),
        "when",
    ),
    Column(
        "Suspense",
        "suspense",
        (
            ("Suspense", lambda t: t.task.due_on),
            ("Suspense ordered by", lambda t: OrderedBy.said(t.task.orderer)),
            ("Extended", lambda t: extension_words(t.task.extended)),
        ),
        ("due", lambda _: (Task.due_on.is_(None), Task.due_on)),
        "when",
    ),
    Column(
        "In hand",
        "in_hand",
        (
            ("Late by working days", lambda t: t.state.days if t.state.is_late else 0),
            ("In hand", lambda t: t.task.total_float_days if t.task.is_open else None),
            ("Critical", lambda t: "yes" if t.task.is_critical else ""),
        ),
        ("float", lambda _: (Task.total_float_days.is_(None), Task.total_float_days)),
        "num",
    ),
    Column(
        "Calendar",
        "calendar",
        (("Calendar of its work", lambda t: t.task.work_calendar),),
        is_usual=False,
    ),
    Column(
        "Confidence",
        "confidence",
        (
            ("Confidence, reported", lambda t: Status.said(t.task.status)),
            ("Confidence, computed", lambda t: _computed(t)),
            ("Confidence, assessed", lambda t: Confidence.said(t.task.assessed or "")),
        ),
        ("confidence", lambda day: (_by_assessment(), *late_first({day.plan_id: day}))),
        is_usual=False,
    ),
)
"""In the order of the page; CSV has all of them in the same order."""

SORTS: dict[str, Order] = {"name": lambda _: (Task.folded_name,)} | dict(
    column.sort for column in COLUMNS if column.sort
)
CSV_HEADINGS = tuple(heading for column in COLUMNS for heading, _ in column.csv)


def csv_row(listed: Listed) -> tuple[Any, ...]:
    """Return what CSV has for a task, under `CSV_HEADINGS`."""
    return tuple(value(listed) for column in COLUMNS for _, value in column.csv)
