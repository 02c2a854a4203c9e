"""The large burndown: what is left day by day, what was planned, scope apart, and where it leads.

One geometry for the page and for files.
"""

from __future__ import annotations

from datetime import date, timedelta

from workplan.charts.burndown import bands, marks
from workplan.charts.burndown.chart import BurnChart
from workplan.charts.burndown.ground import Ground, Steps
from workplan.charts.burndown.time_scale import TimeScale, count_ticks
from workplan.charts.drawn.drawing import Drawing, Word
from workplan.scheduling.explain import day_words

WIDE, CARD, NARROW = (1060, 400, 13), (520, 290, 12), (358, 330, 12)
PAPER = (400, 200, 12)
"""Width, height and size of the font: for a page and paper, for a card, and for a phone."""
FARTHEST = 2
"""How many times as long as until now the chart goes on at most, when the end is far."""


def drawn(chart: BurnChart, size: tuple[int, int, int] = WIDE) -> Drawing:
    """Return the drawing in one of the three sizes."""
    drawing = Drawing(*size)
    days, ideal = chart.burndown.days, chart.burndown.ideal
    heights = [d.scope(chart.unit) for d in days]
    if chart.variant == "down":
        claimed = chart.burndown.apart(chart.unit).claimed
        heights = [d.left(chart.unit) + claimed for d in days]
        heights += [d.left(chart.unit) for d in ideal]
    top = count_ticks(max([*heights, 1]))[-1]
    left = 12 + drawing.size * 0.6 * len(f"{top:,}")
    right = drawing.width - (110 if size == WIDE else 16)
    scale = TimeScale(days[0].on, _until(chart), left, right)
    ground = Ground(chart, drawing, scale, top)
    ground.axes()
    {"down": _down, "up": _up, "flow": bands.stacked}[chart.variant](ground)
    return drawing


def _until(chart: BurnChart) -> date:
    found, first = chart.burndown, chart.burndown.days[0].on
    ends = [found.as_of, *(d.on for d in found.ideal), *filter(None, [chart.last_due_on])]
    if chart.variant == "flow":
        ends = [found.as_of]
    elif found.ends_on:
        history = max(found.as_of - first, timedelta(days=30))
        ends.append(min(found.ends_on, found.as_of + FARTHEST * history))
    latest = max(ends)
    return max(latest, first + timedelta(days=14))


def _down(ground: Ground) -> None:
    """Draw what is left, as it was planned and as it is."""
    left = [(d.on, d.left(ground.unit)) for d in ground.found.days]
    planned = [(d.on, d.left(ground.unit)) for d in ground.found.ideal]
    bands.claimed(ground)
    _plan(ground, planned)
    marks.moments(ground, left)
    _actual(ground, left, f"{left[-1][1]:,} left")
    _ends(ground, left[-1][1], 0)
    _plan_words(ground, planned)


def _up(ground: Ground) -> None:
    """Draw what is done below what there is in all."""
    days, ideal = ground.found.days, ground.found.ideal
    whole = [(d.on, d.scope(ground.unit)) for d in days]
    done = [(one.on, one.done) for one in bands.days_apart(ground)]
    start = ideal[0].left(ground.unit) if ideal else 0
    planned = [(d.on, min(start - d.left(ground.unit), ground.top)) for d in ideal]
    _plan(ground, planned)
    ground.drawing.line("scope", ground.steps(whole))
    marks.moments(ground, whole)
    _actual(ground, done, f"{done[-1][1]:,} done")
    x, y = ground.scale.x(ground.found.as_of), ground.y(whole[-1][1])
    said = f"{whole[-1][1]:,} in all"
    ground.drawing.write(
        Word("soft-bold", x + 8, y - 6, said), Word("soft-bold", x - 6, y - 6, said, "end")
    )
    _ends(ground, done[-1][1], whole[-1][1])
    _plan_words(ground, planned)


def _plan(ground: Ground, planned: Steps) -> None:
    if planned:
        ground.drawing.line("plan", ground.steps(planned, planned[-1][0]))


def _plan_words(ground: Ground, planned: Steps) -> None:
    if not planned:
        return
    before = [count for on, count in planned if on <= ground.found.as_of]
    count = before[-1] if before else planned[0][1]
    x, y = ground.scale.x(ground.found.as_of), ground.y(count)
    said, short = f"“{ground.found.baseline}”: {count:,}", f"plan: {count:,}"
    ground.drawing.write(
        Word("soft", x - 8, y + 16, said, "end"),
        Word("soft", x - 8, y - 8, said, "end"),
        Word("soft", x + 8, y + 16, said),
        Word("soft", x - 8, y + 16, short, "end"),
        Word("soft", x - 8, y - 8, short, "end"),
        Word("soft", x + 8, y + 16, short),
        Word("soft", x + 8, y - 8, short),
    )


def _actual(ground: Ground, points: Steps, said: str) -> None:
    line = ground.steps(points)
    ground.drawing.line("actual", line)
    x, y = line[-1]
    ground.drawing.dot("actual", x, y)
    up = ground.chart.variant == "up"
    places = (
        Word("actual", x + 9, y + (18 if up else -6), said),
        Word("actual", x + 9, y + (-6 if up else 18), said),
        Word("actual", x - 9, y - 8, said, "end"),
        Word("actual", x - 9, y + 18, said, "end"),
    )
    ground.drawing.write(*places)


def _ends(ground: Ground, now: int, goal: int) -> None:
    """Draw where the line leads at the present pace, to its end or to the edge."""
    ends_on, as_of, scale = ground.found.ends_on, ground.found.as_of, ground.scale
    if ends_on is None:
        return
    share = 1.0
    if ends_on > scale.last:
        share = (scale.last - as_of) / (ends_on - as_of)
    x, y = scale.x(ends_on), ground.y(now + (goal - now) * share)
    ground.drawing.line("pace", [(scale.x(as_of), ground.y(now)), (x, y)])
    above = min(y, ground.y(goal)) - 10 if goal == 0 else y - 10
    end, size = day_words(ends_on), ground.drawing.size
    for place in (
        Word("pace", x + 8, above, end),
        Word("pace", x - 8, above - 30, end, "end"),
        Word("pace", ground.drawing.width - 3, above - 30, end, "end"),
    ):
        if ground.drawing.write(place):
            upper = place._replace(y=place.y - size * 1.4, text="at this pace")
            ground.drawing.write(upper)
            break
