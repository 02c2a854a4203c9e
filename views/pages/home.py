"""The first page: what you owe, and the plans that you coordinate."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.reporting.report_forms import RowForm
from views.support.sent import asked
from views.support.session import actor, settings
from views.support.shown import downloads
from workplan import clock, vocabulary
from workplan.extensions import db
from workplan.paging import pages_of
from workplan.services.accounts.membership.departures import left_of
from workplan.services.coordination import handovers
from workplan.services.coordination.notices import mentions_of
from workplan.services.coordination.rounds import bureau_selects, waiting
from workplan.services.coordination.tasking import extension_lists
from workplan.services.coordination.tasking.unacknowledged import asked_of
from workplan.services.pages.comments import draft_rows
from workplan.services.pages.my_work import Item, MyWork, my_work
from workplan.services.pages.overview.portfolio import portfolio
from workplan.services.pages.requests import lists as requests
from workplan.services.people import absences, rights
from workplan.services.reporting.cycles import owing
from workplan.services.reporting.endings.to_check import came_back, to_check

bp = Blueprint("home", __name__)

FIRST_SHOWN, A_PAGE = 20, 50
"""How many tasks of a section the first page shows, and a page of the section itself."""
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
    "Inner suspense",
)


@bp.get("/")
@login_required
def show() -> ResponseReturnValue:
    """Show my work to a lead, the house to who only runs it, the portfolio to everyone else."""
    session, now = db.session(), clock.now()
    standings = rights.standings(session, actor())
    if actor().is_admin and not standings:
        return redirect(url_for("admin.show"))  # They see no plan, so there is no work here.
    work = my_work(session, standings, now)
    section = request.args.get("section", "")
    parts = _parts(work, section, asked.page(request.args.get("page", "")))
    reports = any(s.has_own_work for s in standings)
    looks_after = any(not s.has_own_work for s in standings)
    figures = portfolio(session, rights.listed_plans(actor()), now) if looks_after else []
    return render_template(
        "home/home.html",
        work=work if reports else None,
        parts=parts,
        section=section if section in vocabulary.WORK_IDS else "",
        left=left_of(session, (item.task.id for part in parts.values() for item in part.shown)),
        forms={
            item.task.id: RowForm.of(item)
            for name, part in parts.items()
            if name != "rest"
            for item in part.shown
        },
        figures=figures,
        standing_in=_standing_in(now),
        offered=handovers.waiting_for(session, standings),
        to_acknowledge=asked_of(session, standings),
        to_coordinate=waiting.asked_of(session, standings),
        to_draft=draft_rows.to_draft(session, standings),
        to_report=owing.owed_by(session, actor(), standings),
        to_advise=bureau_selects.advice_wanted(session, standings),
        extensions_asked=extension_lists.asked_in(session, standings),
        extensions_told=extension_lists.answered_to(session, standings, now),
        to_check=to_check(session, standings),
        to_decide=requests.to_decide(session, actor(), now),
        came_back=came_back(session, standings),
        mentions=mentions_of(session, actor().id or 0, now) if standings else [],
        sole_plan=work.sole_plan,
        today=clock.civil_date(now, settings().time_zone),
    )


@bp.get("/work.csv")
@login_required
def table() -> Response:
    """Serve what the person owes as CSV, in the order of my work."""
    session, now = db.session(), clock.now()
    work = my_work(session, rights.standings(session, actor()), now)
    rows = (
        (
            title,
            item.task.plan_title,
            item.task.code,
            item.task.name,
            item.owners.led_by,
            vocabulary.Status.said(item.task.status),
            item.task.done_percent,
            item.task.due_on,
            item.task.finish_on,
            item.task.forecast_on,
            item.day.state_of(item.task).days,
            item.reason,
            item.asked.wanted_on if item.asked else None,
            item.task.inner_on,
        )
        for title, section in zip(vocabulary.WORK_SECTIONS, work, strict=True)
        for item in section
    )
    return downloads.table("my-work", LISTED, rows)


class Part(NamedTuple):
    """What a page shows of a section of my work."""

    shown: list[Item]
    total: int
    page: int
    pages: int


def _parts(work: MyWork, section: str, page: int) -> dict[str, Part]:
    """Return the beginning of each section, or a page of the one that is asked for."""
    found = dict(zip(vocabulary.WORK_IDS, work, strict=True))
    if section not in found:
        return {name: Part(items[:FIRST_SHOWN], len(items), 1, 1) for name, items in found.items()}
    items = found[section]
    pages = pages_of(len(items), A_PAGE)
    page = min(page, pages)
    return {section: Part(items[(page - 1) * A_PAGE : page * A_PAGE], len(items), page, pages)}


def _standing_in(now: datetime) -> list[tuple[str, date]]:
    """Return for whom the person stands in today, and until when."""
    me, today = actor(), clock.civil_date(now, settings().time_zone)
    if not me.stands_in_for:
        return []
    return [*absences.stood_in_for(db.session(), me.id or 0, today).values()]
