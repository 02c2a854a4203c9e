"""A block from a spreadsheet: with headings in any order, or in the order of the sheet."""

from __future__ import annotations

import pytest

from workplan.notation import blocks
from workplan.notation.blocks import Line
from workplan.notation.refusals import NotUnderstood

COLUMNS = ("code", "name", "leads", "supports", "days", "waits", "suspense")


def test_cells_are_taken_in_the_order_of_the_sheet() -> None:
    text = "3(f)\tPublish\tState\t\t5\r\n\r\n3(f).1\tList\tITA\t\t10\t3(e)\tpromptly\r\n"
    assert blocks.read(text, COLUMNS) == [
        Line({"code": "3(f)", "name": "Publish", "leads": "State", "supports": "", "days": "5"}),
        Line(
            dict(zip(COLUMNS, ("3(f).1", "List", "ITA", "", "10", "3(e)", "promptly"), strict=True))
        ),
    ]


def test_headings_say_which_column_is_which() -> None:
    text = "Task name\tDuration\tOutline level\tFinish\nDraft\t2w\t1\t1 May\nClear\t3\t2\t2 May"
    assert blocks.read(text, COLUMNS) == [
        Line({"name": "Draft", "days": "2w"}),
        Line({"name": "Clear", "days": "3"}, 2),
    ]


def test_one_column_has_names_and_quoted_cells_may_hold_lines() -> None:
    assert blocks.read("One\nTwo", COLUMNS) == [Line({"name": "One"}), Line({"name": "Two"})]
    assert blocks.read('1\t"Two\nlines"', COLUMNS) == [Line({"code": "1", "name": "Two\nlines"})]
    assert blocks.read(" \n", COLUMNS) == []


def test_what_does_not_fit_is_told_with_the_way_out() -> None:
    with pytest.raises(NotUnderstood, match="9 columns, and the sheet 7"):
        blocks.read("\t".join("abcdefghi"), COLUMNS)
    with pytest.raises(NotUnderstood, match="501 rows"):
        blocks.read("\n".join(["a"] * 501), COLUMNS)
