"""The deliverables that a directive orders, each with its suspense and when it is done or will be.

One drawing for pages and documents: its looks are attributes, since no style sheet goes with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypeAlias

from markupsafe import Markup, escape

from workplan.charts.svg import n
from workplan.palette import COLORS

WIDTH, ROW, HEAD, FOOT = 660, 13, 13, 14
"""How wide it is, how high a row is, and what stands above and below the rows (units)."""
NAMES, RIGHT = 196, 60
"""How much of the width is for names on the left, and for a late finish in words on the right."""
LETTERS = 42
"""How many letters of a name have room."""
EDGE = 5
"""How many days lie before the first mark and behind the last."""

Place: TypeAlias = Callable[[date], float]
"""Where a day stands."""


class Deliverable(NamedTuple):
    """A task that a directive orders by a day.

    Args:
        finish_on: when it was done, or is computed to be.
        is_missed: whether that is after its suspense, or the suspense has passed.
    """

    code: str
    name: str
    due_on: date
    finish_on: date | None
    is_done: bool
    is_missed: bool


def draw(rows: Sequence[Deliverable], today: date, alt: str) -> Markup:
    """Return the drawing, a row each.

    Args:
        alt: what it shows, for those who do not see it.
    """
    days = [today, *(d for row in rows for d in (row.due_on, row.finish_on) if d is not None)]
    first, last = min(days) - timedelta(days=EDGE), max(days) + timedelta(days=EDGE)
    wide = (WIDTH - NAMES - RIGHT) / max(1, (last - first).days)

    def x(day: date) -> float:
        return NAMES + (day - first).days * wide

    height = HEAD + ROW * len(rows) + FOOT
    parts = [*_months(first, last, x, height), *_today(x(today), today, height)]
    for place, row in enumerate(rows):
        parts += _row(row, x, HEAD + ROW * place + ROW / 2)
    return Markup(  # noqa: S704  # numbers and looks of ours; texts are escaped
        f'<svg xmlns="http://www.w3.org/2000/svg" class="deliverables" viewBox="0 0 {WIDTH} '
        f'{n(height)}" role="img" aria-label="{escape(alt)}" font-family="Public Sans" '
        f'font-size="8.5">{"".join(parts)}</svg>'
    )


def _months(first: date, last: date, x: Place, height: float) -> Iterator[str]:
    """Yield a line for the first of each month, or of every so manyth, with its name."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = max(1, round(months / 10))
    yield f'<path d="M{NAMES} {n(height - FOOT)}H{WIDTH}" stroke="{COLORS["line"]}"/>'
    for month in range(1, months + 1, step):
        year, place = divmod(first.year * 12 + first.month - 1 + month, 12)
        day = date(year, place + 1, 1)
        said = f"{day:%b}" if day.month > step else f"{day:%b %Y}"
        yield (
            f'<path d="M{n(x(day))} {HEAD}V{n(height - FOOT)}" stroke="{COLORS["rule"]}"/>'
            f'<text x="{n(x(day) + 2)}" y="{n(height - 5)}" fill="{COLORS["soft"]}">{said}</text>'
        )


def _today(left: float, today: date, height: float) -> Iterator[str]:
    yield (
        f'<path d="M{n(left)} {HEAD - 2}V{n(height - FOOT)}" stroke="{COLORS["blue"]}"/>'
        f'<text x="{n(left)}" y="9" text-anchor="middle" font-weight="600" fill="{COLORS["blue"]}">'
        f"{escape(day_and_month(today))}</text>"
    )


def _row(row: Deliverable, x: Place, y: float) -> Iterator[str]:
    """Yield the name of a deliverable, its suspense as a flag, and its finish."""
    color = _color(row)
    name = f"{row.code} {row.name}"
    said = name if len(name) <= LETTERS else f"{name[: LETTERS - 1].rstrip()}…"
    yield f'<text x="0" y="{n(y + 3)}" fill="{COLORS["ink"]}">{escape(said)}</text>'
    due = x(row.due_on)
    if row.finish_on is not None:
        finish = x(row.finish_on)
        dash = "" if row.is_missed else ' stroke-dasharray="2 2"'
        width = 2 if row.is_missed else 1
        yield (
            f'<path d="M{n(due)} {n(y)}H{n(finish)}" stroke="{color}" stroke-width="{width}"'
            f"{dash}/>"
        )
        yield _finish(row, finish, y, color)
    filled = color if row.is_missed else COLORS["paper"]
    yield (
        f'<path d="M{n(due)} {n(y + 5)}V{n(y - 5)}h7l-2 2.5 2 2.5h-7" fill="{filled}" '
        f'stroke="{color}"/>'
    )
    if row.is_missed and row.finish_on is not None:
        right = max(due, x(row.finish_on)) + 8
        yield (
            f'<text x="{n(right)}" y="{n(y + 3)}" font-weight="600" fill="{color}">'
            f"{escape(day_and_month(row.finish_on))}</text>"
        )


def _finish(row: Deliverable, at: float, y: float, color: str) -> str:
    if row.is_done:
        return (
            f'<path d="M{n(at - 4)} {n(y)}l3 3.500 5-7" fill="none" stroke="{color}" '
            'stroke-width="2"/>'
        )
    filled = color if row.is_missed else COLORS["paper"]
    return (
        f'<path d="M{n(at)} {n(y - 4)}l4 4-4 4-4-4z" fill="{filled}" stroke="{color}" '
        'stroke-width="1.2"/>'
    )


def _color(row: Deliverable) -> str:
    name = "green" if row.is_done else "red" if row.is_missed else "blue"
    color: str = COLORS[name]
    return color


def day_and_month(day: date) -> str:
    """Return a day as the drawing has it: 4 Dec."""
    return f"{day.day} {day:%b}"
