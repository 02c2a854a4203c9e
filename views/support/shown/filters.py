"""The filter of a task list: it lives in the address, and is built from conditions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from flask import request
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from views.support.sent import asked
from workplan.services.finding.condition_fields import FIELDS, OPERATORS
from workplan.services.finding.conditions import MAX_VALUE, MOST, Condition, said
from workplan.services.finding.task_lists import ListedAgency, ListedEffort, TaskFilter
from workplan.vocabulary import Status, TaskState

SINGLE = ("text", "agency", "initiative", "status", "late", "sort", "match")
ROWS = ("f", "o", "v")
"""The parts of a condition, each as often as there are conditions."""


def task_filter() -> TaskFilter:
    """Return the filter that this request's address says."""
    return _read(request.args)


def kept(typed: str) -> str:
    """Return what a typed address says of the filter and no more, to be kept as a view."""
    given = MultiDict(parse_qsl(typed, keep_blank_values=True))
    pairs = [(name, given[name]) for name in SINGLE if given.get(name)]
    for row in _read(given).conditions:
        pairs += zip(ROWS, row, strict=True)
    return urlencode(pairs)


def _read(given: MultiDict[str, Any]) -> TaskFilter:
    texts = (given.getlist(name) for name in ROWS)
    rows = [Condition(f, o, v.strip()[:MAX_VALUE]) for f, o, v in zip(*texts, strict=False) if f]
    return TaskFilter(
        agency=given.get("agency", ""),
        initiative=given.get("initiative", ""),
        status=given.get("status", ""),
        is_late=given.get("late") == "1",
        text=given.get("text", "").strip()[:100],
        sort=given.get("sort", "plan"),
        page=asked.page(given.get("page", "")),
        conditions=tuple(rows[: MOST + 1]),
        is_any=given.get("match") == "any",
    )


class Chip(NamedTuple):
    """A part of a filter in words, and the address of the page without it."""

    words: str
    without: str


def chips(
    wanted: TaskFilter, agencies: Sequence[ListedAgency], efforts: Sequence[ListedEffort]
) -> list[Chip]:
    """Return each part of this request's filter, with the address that takes it away."""
    given = [(k, v) for k, v in request.args.items(multi=True) if k != "page"]
    parts = [
        Chip(words, address([pair for pair in given if pair[0] != name]))
        for name, words in _parts(wanted, agencies, efforts)
    ]
    plain = [pair for pair in given if pair[0] not in ROWS]
    for left_out in wanted.conditions:
        others = [c for c in wanted.conditions if c is not left_out]
        rows = [pair for c in others for pair in zip(ROWS, c, strict=True)]
        words = said([left_out], is_any=False)
        parts.append(Chip(words, address([*plain, *rows])))
    return parts


def in_words(
    wanted: TaskFilter, agencies: Sequence[ListedAgency], efforts: Sequence[ListedEffort]
) -> str:
    """Return what a filter asks for, as a heading or a printed page says it."""
    parts = [words for name, words in _parts(wanted, agencies, efforts) if name != "late"]
    together = said(wanted.conditions, is_any=wanted.is_any)
    return "; ".join(filter(None, [*parts, together]))


def address(pairs: list[tuple[str, str]], path: str = "") -> str:
    """Return the address of this page, or of another one, with a query."""
    path = path or request.path
    return f"{path}?{urlencode(pairs)}" if pairs else path


def _parts(
    wanted: TaskFilter, agencies: Sequence[ListedAgency], efforts: Sequence[ListedEffort]
) -> list[tuple[str, str]]:
    """Return the name and the words of each simple part of a filter."""
    labels = {row.code: row.label for row in agencies}
    titles = {row.code: row.title for row in efforts}
    statuses = TaskState.by_code() | Status.by_code()
    parts = [
        ("text", wanted.text and f"text “{wanted.text}”"),
        ("agency", wanted.agency and f"agency {labels.get(wanted.agency, 'without tasks here')}"),
        (
            "initiative",
            wanted.initiative
            and f"line of effort {titles.get(wanted.initiative, 'that is none here')}",
        ),
        ("status", wanted.status and f"status {statuses.get(wanted.status, 'that is none')}"),
        ("late", "late only" if wanted.is_late else ""),
    ]
    return [(name, words) for name, words in parts if words]


@lru_cache(maxsize=256)
def options(of: str, chosen: str) -> Markup:
    """Return the options of a list in the builder, fields or comparisons, with one chosen.

    They are many and always the same, so each list is put together once.
    """
    labels = {code: field.label for code, field in FIELDS.items()}
    listed = {"": "–", **labels} if of == "fields" else OPERATORS
    one = Markup('<option value="{}"{}>{}</option>')
    return Markup().join(
        one.format(code, Markup(" selected") if code == chosen else "", label)
        for code, label in listed.items()
    )
