"""Sheets that people made come in: their columns as proposed, their rows by value."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest

from tests.workplan.exchange.sheets.made import Sheet, comma, words_of, xlsx
from tests.workplan.exchange.sheets.numbered_sheets import NUMBERED
from tests.workplan.exchange.sheets.plain_sheets import PLAIN
from tests.workplan.exchange.sheets.program_sheets import PROGRAMS
from tests.workplan.exchange.sheets.ruled_sheets import RULED
from tests.workplan.exchange.sheets.shaped_sheets import SHAPED
from workplan.errors import InvalidInput
from workplan.exchange.sheets.columns.proposal import Place, propose
from workplan.exchange.sheets.reading import read_sheet
from workplan.exchange.sheets.values.days import DayOrder

SHEETS = [*PLAIN, *SHAPED, *NUMBERED, *PROGRAMS, *RULED]
EVERY = pytest.mark.parametrize("sheet", SHEETS, ids=[sheet.name for sheet in SHEETS])


def test_there_are_thirty_sheets_at_least() -> None:
    assert len({sheet.name for sheet in SHEETS}) == len(SHEETS) >= 30


@EVERY
def test_the_columns_are_proposed_as_their_maker_meant_them(sheet: Sheet) -> None:
    proposed = propose(sheet.content, "plan.xlsx").mapping

    assert " ".join(proposed.fields) == sheet.fields


@EVERY
def test_the_rows_become_the_tasks_that_their_maker_meant(sheet: Sheet) -> None:
    plan = read_sheet(sheet.content, propose(sheet.content, "plan.xlsx").mapping)

    assert words_of(plan) == sheet.tasks
    said = [remark.said for remark in plan.remarks]
    for wanted in sheet.said:
        assert any(wanted in one for one in said), (wanted, said)


def test_nine_of_ten_proposals_at_least_are_right() -> None:
    pairs = [
        (proposed, meant)
        for sheet in SHEETS
        for proposed, meant in zip(
            propose(sheet.content, "x").mapping.fields, sheet.fields.split(), strict=True
        )
    ]
    right = sum(proposed == meant for proposed, meant in pairs)

    print(f"{right} of {len(pairs)} columns are proposed rightly")
    assert right / len(pairs) >= 0.9


def test_the_line_of_title_is_proposed_and_the_file_s_name_without_one() -> None:
    assert propose(PLAIN[0].content, "x.xlsx").mapping.title == "Implementation of the memorandum"
    assert propose(PLAIN[1].content, "work plan.csv").mapping.title == "work plan"


def test_each_column_has_three_different_samples() -> None:
    content = comma("Task|Start\nA|2026-01-05\nA|2026-01-05\nB|2026-01-06\nC|\nD|\n")

    assert propose(content, "x").samples == (("A", "B", "C"), ("2026-01-05", "2026-01-06"))


def test_an_order_of_days_that_was_chosen_holds_where_both_are_possible() -> None:
    content = comma("Task|Start\nA|1/5/2026\n")
    mapping = propose(content, "x").mapping

    for order, start in (
        (DayOrder.DAY_FIRST, date(2026, 5, 1)),
        (DayOrder.MONTH_FIRST, date(2026, 1, 5)),
    ):
        plan = read_sheet(content, replace(mapping, day_order=order))
        assert plan.tasks[0].start_on == start
        assert not [r for r in plan.remarks if "two readings" in r.said]


def test_a_sheet_is_taken_by_its_name() -> None:
    content = xlsx("Task|Start\nA|=2026-01-05\n", "Task|Start\nB|=2026-01-05\n", names=("x", "y"))

    [task] = read_sheet(content, propose(content, "p", Place("y")).mapping).tasks

    assert task.name == "B"
    with pytest.raises(InvalidInput, match=r"There is no sheet “z”\. The file has “x”, “y”\."):
        propose(content, "p", Place("z"))


def test_a_sheet_without_headings_proposes_what_is_longest_for_the_name() -> None:
    content = comma("a|Draft the rule|b\nc|Clear the rule|d\n")

    proposed = propose(content, "x").mapping

    assert proposed.heading_row is None
    assert proposed.headings == ("Column A", "Column B", "Column C")
    assert " ".join(proposed.fields) == "keep name keep"


def test_a_row_of_headings_can_be_said() -> None:
    content = comma("Task|Start\nWho|What\nA|B\n")

    assert propose(content, "x", Place(row=1)).mapping.headings == ("Who", "What")
    assert propose(content, "x", Place(has_headings=False)).mapping.heading_row is None


def test_a_plan_whose_start_nothing_tells_is_asked_for_it() -> None:
    content = comma("Task|Due\nA|2026-03-02\n")
    mapping = propose(content, "x").mapping

    with pytest.raises(InvalidInput, match="No row has a start") as refusal:
        read_sheet(content, mapping)
    assert refusal.value.field == "start_on"
    assert words_of(read_sheet(content, mapping, date(2026, 1, 5))) == ["2 A: 1d due 260302"]


def test_an_agency_with_a_slash_in_its_name_is_not_parted() -> None:
    content = comma("Task|Owner|Start\nA|State / PM; DoD/Navy|2026-01-05\n")
    mapping = propose(content, "x").mapping

    [task] = read_sheet(content, mapping, is_agency=lambda name: name == "State PM").tasks

    assert task.owners == ("State PM",)
    assert task.supports == (("DoD", "coordinate"), ("Navy", "coordinate"))


def test_a_table_says_nothing_of_what_it_has_no_column_for() -> None:
    content = comma("Task|Start\nA|2026-01-05\n")

    plan = read_sheet(content, propose(content, "x").mapping)

    assert plan.unsaid >= {"note", "links", "percent", "owners", "calendar", "start_on", "parent"}


def test_two_thousand_rows_are_read_while_one_waits() -> None:
    rows = "".join(
        f"={n}|Task {n} of the plan|State; DoD|=2026-01-05|=2026-01-16|In progress|=0.5|"
        f"{n - 1 if n > 1 and n % 9 else ''}|Said {n}\n"
        for n in range(1, 2001)
    )
    head = "No|Task Name|Owner|Start Date|End Date|Status|% Complete|Predecessors|Comments\n"
    content = xlsx(head + rows)

    begun = time.perf_counter()
    plan = read_sheet(content, propose(content, "x").mapping)
    print(f"2,000 rows are read in {time.perf_counter() - begun:.2f} s")

    assert len(plan.tasks) == 2000
