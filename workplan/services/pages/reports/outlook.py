"""What a report says of how it goes on: how likely the end and each suspense are, and the schedule.

The figures are those of the pages of the forecast and of schedule health.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from workplan.forecast.forecast import Forecast
from workplan.papers.blocks import Block, Paragraph, Run
from workplan.papers.paper import day_said, table_of
from workplan.services.pages import schedule_health
from workplan.services.pages.forecast import pages as forecasts
from workplan.services.pages.forecast.pages import SURE, ForecastPage
from workplan.services.pages.forecast.words import percent
from workplan.services.pages.reports.first_page import Material
from workplan.services.record.words.sentences import count

MOST = 20
"""How many suspenses are listed; the page of the forecast has all."""


def outlook(m: Material, now: datetime) -> Iterable[Block]:
    """Yield when the plan ends, the suspenses that are not sure, and whether dates hold."""
    page = forecasts.page_of(m.session, m.plan, now)
    if page.found is not None:
        yield from _forecast(page, page.found)
    health = schedule_health.page_of(m.session, m.plan, now)
    if health.checked.open_tasks:
        yield Paragraph((Run(f"Schedule health: {health.finding}."),))


def _forecast(page: ForecastPage, found: Forecast) -> Iterable[Block]:
    runs = f"{found.runs:,} runs over {count(found.open_leaves, 'open task')}"
    said = (
        f"Four ends in five fall between {day_said(found.end.p10)} and {day_said(found.end.p90)}, "
        f"in {runs}, drawn from the agencies’ finished work."
    )
    yield Paragraph((Run(f"{page.finding}. ", is_strong=True), Run(said)))
    unsure = [one for one in page.chances if one[1] < SURE]
    if unsure:
        heads = (("Task", 7), ("Lead", 3), ("Suspense", 3), ("Computed", 3), ("Kept in", 2))
        rows = (
            (
                f"{task.code} {task.name}",
                task.led_by,
                day_said(task.due_on),
                day_said(task.finish_on),
                percent(share),
            )
            for task, share in unsure[:MOST]
        )
        yield table_of(heads, rows)
