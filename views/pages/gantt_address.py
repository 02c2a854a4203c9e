"""The address of a Gantt chart: what it says, and those that say something else beside it."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import request

from views.support.sent import asked
from views.support.shown import filters
from workplan.services.pages.gantt.views import GanttView

OWN = ("scale", "fold", "baseline", "columns", "task")
"""What the address of a chart says besides which tasks it shows."""


def view() -> GanttView:
    """Return the chart that this request's address asks for."""
    given = request.args
    return GanttView(
        scale=given.get("scale", ""),
        page=asked.page(given["page"]) if "page" in given else 0,
        folded=folded(),
        baseline=given.get("baseline", ""),
        task_id=asked.number("task"),
        wanted=filters.task_filter(),
    )


def folded() -> frozenset[str]:
    """Return the keys of the rows that are folded."""
    return frozenset(filter(None, request.args.get("fold", "").split(",")))


def kept() -> list[tuple[str, str]]:
    """Return what this request's address says, but for the page: pairs of a name and a value."""
    names = (*filters.SINGLE, *filters.ROWS, *OWN)
    return [(k, v) for k, v in request.args.items(multi=True) if k in names and v]


def kept_besides_filter() -> list[tuple[str, str]]:
    """Return what the form of the filter has to carry along, which carries the columns itself."""
    return [(k, v) for k, v in kept() if k in OWN and k != "columns"]


def beside(**changes: object) -> str:
    """Return the same address with some changes, as a query; None takes a part out."""
    pairs = [(k, v) for k, v in kept() if k not in changes]
    pairs += [(k, str(v)) for k, v in changes.items() if v is not None and v != ""]
    return f"?{urlencode(pairs, safe=',')}" if pairs else "?"


def also(field: str, comparison: str, value: str) -> str:
    """Return the address with one more condition."""
    pairs = [*kept(), *zip(filters.ROWS, (field, comparison, value), strict=True)]
    return f"?{urlencode(pairs, safe=',')}"


def refolded(key: str) -> str:
    """Return the address with one row folded, or unfolded if it is folded."""
    now = folded()
    return beside(fold=",".join(sorted(now ^ {key})) or None)
