"""The first page: what you owe, and the plans that you coordinate."""

from __future__ import annotations

from datetime import date, datetime

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views import downloads
from views.report_forms import RowForm
from views.session import actor, settings
from workplan import clock
from workplan.extensions import db
from workplan.services import absences, access, handovers, words
from workplan.services.departures import left_of
from workplan.services.my_work import my_work
from workplan.services.notices import mentions_of
from workplan.services.portfolio import portfolio

bp = Blueprint("home", __name__)

REST_SHOWN = 50
LISTED = (
    "Section",
    "Plan",
    "Code",
    "Name",
    "Lead",
    "Status",
    "% done",
    "Suspense",
    "Finish, computed",
    "Finish, forecast",
    "Late by working days",
    "Because",
    "Update wanted by",
)


@bp.get("/")
@login_required
def show() -> ResponseReturnValue:
    """Show my work to a lead, and the portfolio to everyone else."""
    session, now = db.session(), clock.now()
    standings = access.standings(session, actor())
    work = my_work(session, standings, now)
    reports = any(s.role in ("lead", "contributor") for s in standings)
    looks_after = any(s.role not in ("lead", "contributor") for s in standings)
    figures = portfolio(session, access.visible_plans(actor()), now) if looks_after else []
    return render_template(
        "home/home.html",
        work=work if reports else None,
        left=left_of(session, (item.task.id for section in work for item in section)),
        forms={item.task.id: RowForm.of(item) for section in work[:-1] for item in section},
        rest_shown=REST_SHOWN,
        figures=figures,
        standing_in=_standing_in(now),
        offered=handovers.waiting_for(session, standings),
        mentions=mentions_of(session, actor().id or 0, now) if standings else [],
    )


@bp.get("/work.csv")
@login_required
def table() -> Response:
    """Serve what the person owes as CSV, in the order of my work."""
    session, now = db.session(), clock.now()
    work = my_work(session, access.standings(session, actor()), now)
    rows = (
        (
            title,
            item.task.plan_title,
            item.task.code,
            item.task.name,
            item.owners.led_by,
            words.STATUS_WORDS[item.task.status],
            item.task.done_percent,
            item.task.due_on,
            item.task.finish_on,
            item.task.forecast_on,
            item.day.state_of(item.task).days,
            item.reason,
            item.asked.wanted_on if item.asked else None,
        )
        for title, section in zip(words.WORK_SECTIONS, work, strict=True)
        for item in section
    )
    return downloads.table("my-work", LISTED, rows)


def _standing_in(now: datetime) -> list[tuple[str, date]]:
    """Return for whom the person stands in today, and until when."""
    me, today = actor(), clock.civil_date(now, settings().time_zone)
    if not me.stands_in_for:
        return []
    return [*absences.stood_in_for(db.session(), me.id or 0, today).values()]
