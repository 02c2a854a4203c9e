"""The columns of the task list: each has its cell, and its part in CSV."""

from __future__ import annotations

import re

from support.ground.places import ROOT
from workplan.services.finding.list_columns import COLUMNS, CSV_HEADINGS, SORTS

CELLS = ROOT / "templates" / "tasks" / "list" / "_cells.html"


def test_each_column_has_the_cell_of_its_name_and_no_cell_is_left_over() -> None:
    cells = re.findall(r"{% macro (\w+)\(t, day\) %}", CELLS.read_text(encoding="utf-8"))
    assert cells == [column.cell for column in COLUMNS]


def test_a_page_shows_seven_columns_until_somebody_chooses_theirs() -> None:
    assert sum(column.is_usual for column in COLUMNS) == 7
    assert COLUMNS[0].is_usual


def test_no_heading_and_no_way_to_sort_is_there_twice() -> None:
    assert len(set(CSV_HEADINGS)) == len(CSV_HEADINGS)
    sorts = [column.sort[0] for column in COLUMNS if column.sort]
    assert SORTS.keys() == {"name", *sorts}
    assert len(set(sorts)) == len(sorts)
