"""The geometry of the small burndown of an overview."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from workplan.forecast.burndown import Burndown

SPARK_WIDTH, SPARK_HEIGHT = 260, 64


def spark(burndown: Burndown) -> Markup:
    """Return the small burndown of an overview, as an inline SVG; its link says the same."""
    days = burndown.days
    if not days:
        return Markup()
    first = days[0].on
    span = max(1, (burndown.as_of - first).days)
    top = max(max(day.scope_tasks for day in days), 1)

    def at(on: date, left: int) -> str:
        x = (min(on, burndown.as_of) - first).days / span * SPARK_WIDTH
        y = SPARK_HEIGHT - 2 - left / top * (SPARK_HEIGHT - 6)
        return f"{x:.1f},{y:.1f}"

    actual = _steps([(day.on, day.remaining_tasks) for day in days], burndown.as_of)
    ideal = [(day.on, day.remaining_tasks) for day in burndown.ideal if day.on <= burndown.as_of]
    lines = [("spark__ideal", ideal), ("spark__actual", actual)]
    drawn = "".join(
        f'<polyline class="{name}" points="{" ".join(at(*point) for point in points)}"/>'
        for name, points in lines
        if points
    )
    return Markup(  # noqa: S704  # numbers only
        f'<svg class="spark" viewBox="0 0 {SPARK_WIDTH} {SPARK_HEIGHT}" width="{SPARK_WIDTH}" '
        f'height="{SPARK_HEIGHT}" aria-hidden="true">{drawn}</svg>'
    )


def _steps(points: list[tuple[date, int]], until: date) -> list[tuple[date, int]]:
    """Return a line that stays level until the day of each change."""
    steps: list[tuple[date, int]] = []
    for on, left in points:
        if steps:
            steps.append((on, steps[-1][1]))
        steps.append((on, left))
    return [*steps, (until, steps[-1][1])] if steps else []
