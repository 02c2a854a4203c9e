"""The palette stands once; no page, chart or mail has a colour of its own."""

from __future__ import annotations

import re

import pytest

from support.ground.places import ROOT
from workplan.charts import style
from workplan.palette import COLORS, SHEET

FOLDERS = ("templates", "views", "workplan")


def test_every_colour_of_the_style_sheet_is_read() -> None:
    assert len(COLORS) == SHEET.read_text(encoding="utf-8").count("--")
    assert (COLORS["blue"], COLORS["blue-soft"]) == (style.BLUE, style.LIGHT_BLUE)


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_other_file_has_a_colour_in_figures(folder: str) -> None:
    files = (
        path
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".html", ".txt", ".css", ".js"}
        and "vendor" not in path.parts
        and path != SHEET
    )
    found = {
        path.name: colors
        for path in files
        if (colors := re.findall(r"#[0-9a-fA-F]{6}\b", path.read_text(encoding="utf-8")))
    }
    assert found == {}
