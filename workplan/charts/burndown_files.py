"""Draw a burndown as a file, by matplotlib: tasks above, working days below, scope apart."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure

from workplan.charts import style
from workplan.forecast.burndown import Burndown
from workplan.policy import PACE_DAYS
from workplan.scheduling.explain import day_words

CLOSE = timedelta(days=60)


class Lines(NamedTuple):
    """One unit of the burndown, ready to draw."""

    unit: str
    actual: list[tuple[date, int]]
    ideal: list[tuple[date, int]]
    added: list[tuple[date, int]]
    removed: list[tuple[date, int]]


def draw(burndown: Burndown, plan_title: str, source: str, kind: str) -> bytes:
    """Return the chart as svg, png or pdf."""
    with style.drawing():
        return _drawn(burndown, plan_title, source, kind)


def _drawn(burndown: Burndown, plan_title: str, source: str, kind: str) -> bytes:
    figure = Figure(figsize=(9, 6.4), dpi=110 if kind != "png" else 150)
    upper, lower = figure.subplots(2, 1, sharex=True, gridspec_kw={"hspace": 0.16})
    figure.subplots_adjust(left=0.08, right=0.93, top=0.86, bottom=0.1)
    for axes, lines in ((upper, _tasks(burndown)), (lower, _days(burndown))):
        _panel(axes, burndown, lines)
    figure.text(0.02, 0.955, burndown.finding(), fontsize=13, fontweight="bold")
    subtitle = f"{plan_title}: remaining work by day, as of {day_words(burndown.as_of)}"
    if burndown.ends_on is not None:
        subtitle += f". At the pace of the {PACE_DAYS} days before: {day_words(burndown.ends_on)}"
    elif burndown.projection.is_out_of_sight:
        subtitle += f". At the pace of the {PACE_DAYS} days before the end is not in sight"
    figure.text(0.02, 0.915, subtitle, color=style.SOFT)
    figure.text(0.02, 0.02, source, color=style.SOFT, fontsize=7)
    return style.saved(figure, kind)


def _panel(axes: Axes, burndown: Burndown, lines: Lines) -> None:
    if lines.ideal:
        x, y = zip(*lines.ideal, strict=True)
        axes.step(x, y, where="post", color=style.SOFT, linewidth=1, linestyle=(0, (4, 3)))
        _label(axes, "baseline", (x[len(x) // 2], y[len(y) // 2]), (4, 6), style.SOFT)
    if lines.actual:
        x, y = zip(*lines.actual, (burndown.as_of, lines.actual[-1][1]), strict=True)
        axes.step(x, y, where="post", color=style.BLUE, linewidth=2)
        axes.fill_between(x, y, step="post", color=style.BLUE, alpha=0.08, linewidth=0)
        _label(axes, f"{y[-1]:,} left", (x[-1], y[-1]), (5, 5), style.BLUE, fontweight="bold")
        if burndown.ends_on is not None:
            pace = ([x[-1], burndown.ends_on], [y[-1], 0])
            axes.plot(*pace, color=style.BLUE, linewidth=1, linestyle=":")
    _scope(axes, lines)
    axes.set_ylim(bottom=0)
    axes.set_ylabel(lines.unit)
    axes.grid(axis="y", color=style.RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    locator = AutoDateLocator(maxticks=9)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))


def _label(
    axes: Axes,
    text: str,
    at: tuple[date, int],
    offset: tuple[int, int],
    colour: str,
    **look: Any,
) -> None:
    axes.annotate(text, at, offset, textcoords="offset points", color=colour, **look)


def _scope(axes: Axes, lines: Lines) -> None:
    """Mark where scope grew or shrank, apart from the line of what is left."""
    top = max((left for _, left in (*lines.actual, *lines.ideal)), default=1)
    added = [(on, f"+{count}", style.GOLD, "^") for on, count in lines.added]
    removed = [(on, f"−{count}", style.RED, "v") for on, count in lines.removed]
    before, step = None, 0
    for on, text, colour, marker in sorted(added + removed):
        # Marks that stand close together take turns in height, so that none hides another.
        is_close = before is not None and on - before < CLOSE
        before, step = on, (step + 1) % 3 if is_close else 0
        at = date2num(on)
        axes.vlines(at, 0, top, color=colour, linewidth=0.6, linestyle=(0, (1, 2)))
        axes.plot([at], [top], marker=marker, color=colour, markersize=5, clip_on=False)
        _label(axes, text, (on, top), (5, -3 - 9 * step), colour, fontsize=7)


def _tasks(burndown: Burndown) -> Lines:
    days, ideal = burndown.days, burndown.ideal
    return Lines(
        "tasks",
        [(d.on, d.remaining_tasks) for d in days],
        [(d.on, d.remaining_tasks) for d in ideal],
        [(d.on, d.added_tasks) for d in days if d.added_tasks],
        [(d.on, d.removed_tasks) for d in days if d.removed_tasks],
    )


def _days(burndown: Burndown) -> Lines:
    days, ideal = burndown.days, burndown.ideal
    return Lines(
        "working days of work",
        [(d.on, d.remaining_days) for d in days],
        [(d.on, d.remaining_days) for d in ideal],
        [(d.on, d.added_days) for d in days if d.added_days],
        [(d.on, d.removed_days) for d in days if d.removed_days],
    )
