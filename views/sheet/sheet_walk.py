"""Walking through the pages of a sheet: what was typed on the others is carried along, unsaved."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from flask import request

from views.sheet.sheet_forms import spots
from views.support.sent.asked import whole
from workplan.services.sheet.cells import COLUMNS, Cells, Spot, Typed, TypedRow

FIRST_HELD = 2_000_001
"""From here on new rows of other pages are numbered, so that no two pages have the same."""
Segments = dict[int, Typed]
"""What was typed on each page, by the row at which the page begins."""


def held() -> Segments:
    """Return what was typed on other pages, as the form carries it; what is no such is nothing."""
    try:
        sent = json.loads(request.form.get("held", "") or "[]")
        return {_number(one["begin"]): _segment(one) for one in sent}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}


def begin() -> int:
    """Return the row at which the page begins that was sent."""
    return whole(request.form.get("begin", "")) or 0


def together(segments: Segments) -> Typed:
    """Return what was typed on all pages as one sheet, in the order of the plan."""
    rows: dict[str, TypedRow] = {}
    shown: dict[str, Spot] = {}
    wanted: dict[str, Spot] = {}
    for _, typed in sorted(segments.items()):
        rows |= typed.by_key
        for kept, order in ((shown, typed.shown), (wanted, typed.wanted)):
            for spot in order:
                kept.setdefault(spot.key, spot)
    return Typed(tuple(rows.values()), tuple(shown.values()), tuple(wanted.values()))


def put_away(segments: Segments, at: int) -> Segments:
    """Return the segments with the page that is left as it is carried: only what was touched.

    Its new rows get numbers that no other page has.
    """
    typed = segments[at]
    touched = [row for row in typed.rows if _is_touched(row)]
    order = _without_blanks(typed, {row.key for row in touched})
    if not touched and order == typed.shown:
        return {begin_: one for begin_, one in segments.items() if begin_ != at}
    others = (one for begin_, one in segments.items() if begin_ != at)
    names = _renamed(touched, others)
    rows = tuple(replace(row, key=names.get(row.key, row.key)) for row in touched)
    wanted = tuple(spot._replace(key=names.get(spot.key, spot.key)) for spot in order)
    return {**segments, at: Typed(rows, typed.shown, wanted)}


def on_the_way(segments: Segments, at: int, to: int) -> int:
    """Return where to go from a page: to the next one on the way that holds something typed.

    Pages begin where the one before ended, so two of them could otherwise have a row in common.
    """
    low, high = sorted((at, to))
    between = [begin_ for begin_ in segments if low <= begin_ <= high and begin_ != at]
    return min(between, key=lambda begin_: abs(begin_ - at), default=to)


def written(segments: Segments, besides: int) -> str:
    """Return the pages besides one, as the form carries them."""
    kept = [
        {
            "begin": begin_,
            "shown": _spots(typed.shown),
            "wanted": _spots(typed.wanted),
            "rows": [
                {
                    "key": row.key,
                    "cells": row.cells,
                    "was": row.was,
                    "version": row.version,
                    "removed": row.is_removed,
                    "sentence": row.sentence,
                }
                for row in typed.rows
            ],
        }
        for begin_, typed in sorted(segments.items())
        if begin_ != besides
    ]
    return json.dumps(kept, ensure_ascii=False) if kept else ""


def places(segments: Segments) -> dict[str, int]:
    """Return the page of each row that was touched, by the row at which the page begins."""
    return {row.key: begin_ for begin_, typed in segments.items() for row in typed.rows}


def _number(sent: object) -> int:
    """Return a number that was carried; it fails as what is no segment."""
    found = whole(str(sent))
    if found is None:
        raise ValueError(sent)
    return found


def _segment(sent: Mapping[str, object]) -> Typed:
    rows = []
    for one in sent["rows"]:  # type: ignore[attr-defined]  # it fails as what is no segment
        cells = [str(text)[:2000] for text in one["cells"]]
        was = [str(text) for text in one["was"]]
        _number(str(one["key"])[1:])
        if len(cells) != len(COLUMNS) or len(was) != len(COLUMNS):
            raise ValueError(one["key"])
        rows.append(
            TypedRow(
                str(one["key"]),
                Cells(*cells),
                Cells(*was),
                _number(one["version"]),
                is_removed=bool(one["removed"]),
                sentence=str(one["sentence"])[:10_000],
            )
        )
    return Typed(tuple(rows), spots(str(sent["shown"])), spots(str(sent["wanted"])))


def _is_touched(row: TypedRow) -> bool:
    if row.task_id is None:
        return not row.cells.is_blank
    return row.is_removed or row.cells != row.was


def _without_blanks(typed: Typed, touched: set[str]) -> tuple[Spot, ...]:
    return tuple(s for s in typed.wanted if s.key[0] != "n" or s.key in touched)


def _renamed(rows: Iterable[TypedRow], others: Iterable[Typed]) -> dict[str, str]:
    """Return a new key for each new row whose key is that of a page, and not of one put away."""
    taken = {_number(row.key[1:]) for one in others for row in one.rows if row.task_id is None}
    new = [row.key for row in rows if row.task_id is None]
    taken |= {_number(key[1:]) for key in new}
    free = max([FIRST_HELD - 1, *taken])
    wanting = [key for key in new if _number(key[1:]) < FIRST_HELD]
    return {key: f"n{free + number}" for number, key in enumerate(wanting, 1)}


def _spots(order: Iterable[Spot]) -> str:
    return " ".join(f"{spot.key}:{spot.level}" for spot in order)
