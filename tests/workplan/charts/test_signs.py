"""Which signs can be drawn: those of the font of the pages and of another; the rest is a box."""

from __future__ import annotations

import pytest

from workplan.charts import fonts


@pytest.mark.parametrize(
    "text",
    ["", "Draft 1(a)", "naïve – “façade” …", "Привет Ελλάδα שלום", "line\nof\ttabs", "□"],
)
def test_what_one_of_the_two_fonts_has_stays_as_it_is(text: str) -> None:
    assert fonts.drawn(text) == text


@pytest.mark.parametrize("sign", ["\u4f60", "\U0001f680", "\ue000", "\uffff", "\x07", "\x1b"])
def test_a_sign_that_neither_has_is_a_box(sign: str) -> None:
    assert fonts.drawn(f"a{sign}b{sign}{sign}") == "a□b□□"


def test_the_other_font_is_where_matplotlib_has_it() -> None:
    folder = fonts.other_scripts()
    assert {"DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSansMono.ttf"} <= {
        file.name for file in folder.iterdir()
    }
