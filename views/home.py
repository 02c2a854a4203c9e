"""The first page: what you owe, and the plans that you coordinate."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.report_forms import RowForm
from views.session import actor
from workplan import clock
from workplan.extensions import db
from workplan.services import access
from workplan.services.conversations import mentions_of
from workplan.services.my_work import my_work
from workplan.services.portfolio import portfolio

bp = Blueprint("home", __name__)


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
        forms={item.task.id: RowForm.of(item) for section in work for item in section},
        figures=figures,
        mentions=mentions_of(session, actor(), now) if standings else [],
    )
