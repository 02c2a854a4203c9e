"""Charts in files have the colours of the pages."""

from __future__ import annotations

import re
from pathlib import Path

from workplan.charts import style

CSS = Path("workplan/static/css/palette.css")


def test_every_colour_of_a_chart_is_that_of_the_pages() -> None:
    named = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", CSS.read_text(encoding="utf-8")))
    assert {name: named[name] for name in ("blue", "blue-soft", "red", "gold")} == {
        "blue": style.BLUE,
        "blue-soft": style.LIGHT_BLUE,
        "red": style.RED,
        "gold": style.GOLD,
    }
