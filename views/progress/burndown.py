"""The burndown on any day: the page, the chart as a file, the figures as CSV."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.support.sent import asked
from views.support.session import actor
from views.support.shown.downloads import served
from workplan import clock
from workplan.charts.burndown import inline as burndown_svg
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.forecast.burndown_days import BurnDay
from workplan.scheduling.explain import day_words
from workplan.services.pages.burndown.pages import (
    FIRST_ROWS,
    MORE_ROWS,
    UNITS,
    VARIANTS,
    Asked,
    BurnPage,
    page_of,
)
from workplan.services.pages.burndown.parts import HEADINGS
from workplan.services.people import rights
from workplan.services.people.standing import Standing
from workplan.services.record import journal

bp = Blueprint("burndown", __name__)

MOST_ROWS = 2_000


@bp.get("/plans/<slug>/burndown")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show the arithmetic, the chart and its table."""
    page, standing = _page(slug)
    return render_template(
        "burndown/show.html",
        plan=page.plan,
        standing=standing,
        page=page,
        found=page.found,
        state=_state(page),
        units=UNITS,
        variants=VARIANTS,
        headings=HEADINGS,
        more_rows=MORE_ROWS,
        chart=burndown_svg.draw(page.chart, page.finding) if page.chart else None,
    )


@bp.get("/plans/<slug>/burndown.<any(svg, png, pdf):kind>")
@login_required
def download(slug: str, kind: str) -> Response:
    """Serve the chart as a file."""
    from workplan.charts import style
    from workplan.charts.burndown import files as burndown_files

    page, _ = _page(slug)
    rule = page.found.projection.rule
    said = [f"{page.plan.title}, {VARIANTS[page.asked.variant].lower()}"]
    said += [f"as it stood on {day_words(page.found.as_of)}", page.pace, rule]
    subtitle = " · ".join(filter(None, said))
    source = journal.source_line(db.session())
    content = burndown_files.draw(page.chart, page.finding, subtitle, source, kind)
    return served(content, style.MIME[kind], f"{slug}-burndown-{page.found.as_of}.{kind}")


@bp.get("/plans/<slug>/burndown.csv")
@login_required
def figures(slug: str) -> Response:
    """Serve the figures: one line for each day on which something changed."""
    found = _page(slug)[0].found
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow((*BurnDay._fields, "planned_tasks", "planned_days"))
    for day in found.days:
        planned = found.planned_on(day.on)
        writer.writerow((*day, *(planned[1:] if planned else ("", ""))))
    return served(out.getvalue().encode(), "text/csv", f"{slug}-burndown-{found.as_of}.csv")


def _page(slug: str) -> tuple[BurnPage, Standing]:
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    rows = min(asked.number("rows") or FIRST_ROWS, MOST_ROWS)
    wanted = Asked(
        asked.day("as_of"),
        _one_of("unit", UNITS),
        _one_of("chart", VARIANTS),
        request.args.get("of", ""),
        asked.number("against"),
        rows,
    )
    return page_of(session, plan, clock.now(), wanted), standing


def _one_of(name: str, known: dict[Any, str]) -> Any:
    """Return what the address asks for of a few things; the first unless it asks."""
    typed = request.args.get(name, "")
    if typed and typed not in known:
        raise InvalidInput(
            name, f"{name}: “{typed[:40]}” is none. Use {' or '.join(known)}, or leave it out."
        )
    return typed or next(iter(known))


def _state(page: BurnPage) -> dict[str, object]:
    """Return what the address of the page says, without what it need not say."""
    unit, variant = page.asked.unit, page.asked.variant
    said = {
        "as_of": None if page.found.as_of == page.today else page.found.as_of.isoformat(),
        "unit": None if unit == "tasks" else unit,
        "chart": None if variant == "down" else variant,
        "of": page.part.value or None,
        "against": page.asked.against,
        "rows": None if page.asked.rows == FIRST_ROWS else page.asked.rows,
    }
    return {name: value for name, value in said.items() if value is not None}
