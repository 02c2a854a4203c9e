"""The head of a chart: its labels stand at shares of its width, and today covers none."""

from __future__ import annotations

import re
from datetime import date

from workplan.charts.axis import Axis
from workplan.charts.gantt.head import GRID, head
from workplan.charts.gantt.layout import lay_out

JUNE_1, JUNE_28 = date(2026, 6, 1), date(2026, 6, 28)
"""Four weeks, of which each day is 8 pixels wide in the scale of weeks."""


def drawn(today: date, status_on: date | None = None) -> str:
    axis = Axis("week", JUNE_1, JUNE_28)
    return str(head(lay_out([], [], "week", today, status_on, lambda d: d.weekday() < 5, axis)))


def labels(text: str, kind: str) -> list[tuple[str, str]]:
    """Return where labels stand in a tier, and what they say."""
    [tiers] = re.findall(rf'<g class="{kind}">(.*?)</g>', text)
    return re.findall(r'<text x="([^"]+)"[^>]*>([^<]+)</text>', tiers)


def test_the_natural_width_is_kept_by_an_empty_drawing() -> None:
    assert drawn(date(2030, 1, 1)).startswith(
        '<svg class="gantt gantt__room" width="224" height="0"></svg>'
    )


def test_weeks_stand_below_their_month_by_their_mondays() -> None:
    assert labels(drawn(date(2030, 1, 1)), "tiers") == [
        ("0%", "June 2026"),
        ("0%", "1 Jun"),
        ("25%", "8 Jun"),
        ("50%", "15 Jun"),
        ("75%", "22 Jun"),
    ]


def test_a_label_that_today_would_cover_is_left_out() -> None:
    text = drawn(date(2026, 6, 17))
    assert ("50%", "15 Jun") not in labels(text, "tiers")
    assert ("25%", "8 Jun") in labels(text, "tiers")
    # Sixteen days of twenty-eight lie before it.
    assert '<svg class="at now" x="57.143%">' in text
    assert ">17 Jun</text></svg>" in text


def test_a_phone_shows_the_months_alone() -> None:
    assert labels(drawn(date(2030, 1, 1)), "tiers tiers--phone") == [("0%", "June 2026")]


def test_what_all_rows_share_stands_once_in_the_grid() -> None:
    text = drawn(date(2026, 6, 17), date(2026, 6, 9))
    [grid] = re.findall(rf'<g id="{GRID}">(.*?)</g>', text)
    # Weekends from the fifth day on, weeks at each Monday after the first.
    assert 'class="off" d="M40 0h16v28h-16zM96 0h16v28h-16z' in grid
    assert 'class="weeks" d="M56 0v28M112 0v28M168 0v28"' in grid
    assert '<path class="upto" d="M64 0v28"/>' in grid
    assert '<path class="today" d="M128 0v28"/>' in grid


def test_a_day_beyond_the_chart_has_no_line() -> None:
    text = drawn(date(2030, 1, 1))
    assert 'class="today"' not in text
    assert 'class="at now"' not in text
