"""The legend at the foot of a page: what bars, flags and shapes mean, each with its word."""

from __future__ import annotations

from workplan.charts import fonts, style
from workplan.charts.paper.bars import draw_bar, draw_diamond, draw_flag
from workplan.charts.paper.ink import Ink
from workplan.charts.paper.shapes import draw_status

SIZE = 6.6
STATES = (
    ("complete", "complete"),
    ("claimed", "claimed"),
    ("on_track", "on track"),
    ("not_started", "not started"),
    ("at_risk", "at risk"),
    ("overdue", "overdue"),
    ("will_miss", "will miss"),
    ("blocked", "blocked"),
    ("on_hold", "on hold"),
    ("late", "reported late"),
    ("not_done", "not done"),
    ("superseded", "superseded"),
    ("merged", "merged"),
)


def draw_legend(ink: Ink, left: float, y: float) -> None:
    """Draw two lines: the marks of the chart, and the shapes of the table."""
    x = left
    for mark, said in (
        ("bar", "scheduled, inner bar done"),
        ("critical", "critical"),
        ("baseline", "baseline"),
        ("float", "float"),
        ("milestone", "milestone"),
        ("flag", "suspense"),
        ("missed", "will be missed, or was"),
        ("today", "status date"),
    ):
        x = _word(ink, x + _mark(ink, mark, x, y), y, said)
    x = left
    for state, said in STATES:
        draw_status(ink, state, x, y + 12, 6)
        x = _word(ink, x + 9, y + 12, said)


def _word(ink: Ink, x: float, y: float, said: str) -> float:
    ink.word(x, y + 2.3, said, SIZE, style.SOFT)
    return x + fonts.width(said, SIZE) + 13


def _mark(ink: Ink, mark: str, x: float, y: float) -> float:
    """Draw a mark of the chart, and return how wide it is."""
    if mark in ("bar", "critical"):
        draw_bar(ink, x, y - 3.5, 20, 7, 13 if mark == "bar" else 0, is_critical=mark == "critical")
        return 24
    if mark == "baseline":
        ink.box(style.PLAN, x, y - 1, 18, 2.2)
        return 22
    if mark == "float":
        ink.line(style.SOFT, [(x, y), (x + 16, y)], 0.8, "dotted")
        ink.line(style.SOFT, [(x + 16, y - 2.5), (x + 16, y + 2.5)], 0.8)
        return 20
    if mark == "milestone":
        draw_diamond(ink, x + 4, y, is_critical=False)
        return 11
    if mark == "today":
        ink.line(style.BLUE, [(x + 1, y - 5), (x + 1, y + 5)], 1.3)
        return 6
    draw_flag(ink, x + 1, y, is_missed=mark == "missed")
    return 11
