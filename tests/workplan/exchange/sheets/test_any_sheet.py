"""Whatever stands in the cells of a sheet, it becomes a plan, or is refused in a sentence."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workplan.errors import InvalidInput
from workplan.exchange.planfile import PlanFile
from workplan.exchange.sheets.columns.fields import Field
from workplan.exchange.sheets.columns.mapping import SheetMapping, from_json
from workplan.exchange.sheets.columns.proposal import propose
from workplan.exchange.sheets.reading import read_sheet
from workplan.scheduling.schedule import schedule

FIELDS = [field for field in Field if field is not Field.NAME]
ODD = [
    "9" * 400,
    "9" * 5000,
    "²",
    "٣",
    "1.2.3",
    "1." + "9" * 5000,
    "1e999",
    "nan",
    "inf",
    "-1",
    "31/12/9999",
    "0000-00-00",
    "99999 days",
    "1FS+99999 days",
    "5-" * 50,
    "Q3 FY0000",
    "FY 9999",
    "1/1/1900",
    "2199-12-31",
    "%",
    "100000%",
    "((((",
    "+",
    "1FS+1FS+1",
    "1;1;1;2",
    "\t",
    "=1+1",
]
CELLS = st.one_of(
    st.sampled_from(ODD),
    st.sampled_from(["1", "2", "3", "5 days", "2026-01-05", "1/5/2026", "50%", "State/DoD", ""]),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12),
)


def read(rows: list[list[str]]) -> PlanFile:
    """Return the plan in rows under a heading for every field."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(["Name", *FIELDS])
    writer.writerows(rows)
    headings = ("Name", *map(str, FIELDS))
    mapping = SheetMapping("", 0, headings, (Field.NAME, *FIELDS), "Any")
    return read_sheet(out.getvalue().encode(), mapping, date(2026, 1, 5))


@settings(max_examples=150)
@given(st.lists(st.lists(CELLS, min_size=len(FIELDS), max_size=len(FIELDS)), max_size=6))
def test_any_cells_become_a_plan_or_are_refused_in_a_sentence(rows: list[list[str]]) -> None:
    try:
        plan = read([[f"Task {n}", *cells] for n, cells in enumerate(rows)])
    except InvalidInput:
        return
    assert len(plan.tasks) == len(rows)
    assert len({task.uid for task in plan.tasks}) == len(rows)
    assert all(0 <= task.percent <= 100 for task in plan.tasks)


@pytest.mark.parametrize("odd", ODD, ids=lambda text: text[:12])
@pytest.mark.parametrize("field", FIELDS)
def test_what_is_odd_in_one_cell_stops_no_other_row(field: Field, odd: str) -> None:
    cells = [odd if filled is field else "" for filled in FIELDS]

    plan = read([["First", *cells], ["Second", *[""] * len(FIELDS)]])

    assert [task.name for task in plan.tasks] == ["First", "Second"]
    schedule(plan.network())


@settings(max_examples=150)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_proposal_or_are_refused(content: bytes) -> None:
    try:
        found = propose(content, "any")
    except InvalidInput:
        return
    assert len(found.mapping.fields) == len(found.samples)
    assert from_json(found.mapping.to_json()) == found.mapping
