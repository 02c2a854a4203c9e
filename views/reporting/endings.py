"""End a task that will not be done here, and bring it back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from models import Plan
from views.reporting import chain
from views.reporting.ending_forms import EndingForm
from views.support.sent import asked
from views.support.session import actor, changing
from views.support.shown.presenting import moved
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services.people import rights
from workplan.services.reporting.endings import ways_out
from workplan.vocabulary import Ending

bp = Blueprint("endings", __name__)
STALE = "Somebody saved this task while you typed. Look at it again; what you typed stands below."


@bp.post("/tasks/<int:task_id>/ending")
@login_required
def end(task_id: int) -> ResponseReturnValue:
    """End a task by one of the three ways out."""
    session = db.session()
    task, standing = rights.task_for(session, actor(), task_id)
    rights.require_structure(session, standing)
    form = EndingForm.of(session, session.get_one(Plan, task.plan_id), task, is_sent=True)
    if form.validate():
        try:
            moves = ways_out.end(changing(), task_id, form.version.data, form.wanted())
        except StaleVersion as stale:
            form.reason.errors = [STALE]
            form.version.data = stale.current
        except InvalidInput as error:
            form.refuse(error, "reason")
        else:
            way = Ending.said(form.kind.data or "").lower()
            flash(f"The task is ended: {way}. {moved(moves, besides=task_id)}")
            return redirect(url_for("chain.show", task_id=task_id))
    db.session.rollback()
    return chain.page(task_id, at="end", form=form), 422


@bp.post("/tasks/<int:task_id>/ending/back")
@login_required
def bring_back(task_id: int) -> ResponseReturnValue:
    """Bring a task that was ended back into the open work."""
    version = asked.whole(request.form.get("version", "")) or 0
    try:
        moves = ways_out.bring_back(changing(), task_id, version, request.form.get("reason", ""))
    except StaleVersion:
        return _refused(task_id, STALE)
    except InvalidInput as error:
        return _refused(task_id, error.message)
    flash(f"The task is open again. {moved(moves, besides=task_id)}")
    return redirect(url_for("chain.show", task_id=task_id))


def _refused(task_id: int, why: str) -> ResponseReturnValue:
    """Show the page again with what was wrong, and what was typed."""
    db.session.rollback()
    return chain.page(task_id, refusal=why, at="back"), 422
