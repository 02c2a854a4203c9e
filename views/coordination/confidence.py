"""How sure a task is: what the coordinator assesses, and the steps by which it is recovered."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.pages import tasks as task_views
from views.support.session import changing
from workplan.calendars.written import read_day
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.coordination.confidence import assessments, recovery_plans
from workplan.vocabulary import Confidence

bp = Blueprint("confidence", __name__)

AT = "confidence"


@bp.post("/tasks/<int:task_id>/assessment")
@login_required
def assess(task_id: int) -> ResponseReturnValue:
    """Say how sure a task is, and why."""
    rating, reason = request.form.get("rating", ""), request.form.get("reason", "")
    try:
        assessments.assess(changing(), task_id, rating, reason)
    except InvalidInput as error:
        return _refused(task_id, error)
    said = f"The task is assessed: {Confidence.said(rating).lower()}."
    asks = " Its lead is asked for a recovery plan." if rating == Confidence.RED else ""
    flash(said + asks)
    return _to(task_id)


@bp.post("/tasks/<int:task_id>/assessment/withdrawal")
@login_required
def withdraw(task_id: int) -> ResponseReturnValue:
    """Take back what was assessed, so that nothing stands."""
    reason = request.form.get("reason", "")
    try:
        assessments.withdraw(changing(), task_id, reason)
    except InvalidInput as error:
        return _refused(task_id, error)
    flash("The assessment is withdrawn; it stays on record.")
    return _to(task_id)


@bp.post("/tasks/<int:task_id>/recovery-steps")
@login_required
def add_step(task_id: int) -> ResponseReturnValue:
    """Add a step to the recovery plan of a task."""
    statement, typed = request.form.get("statement", ""), request.form.get("wanted_on", "").strip()
    try:
        wanted_on = read_day(typed) if typed else None
    except ValueError:
        wrong = f"“{typed[:40]}” is no date. Give year, month and day, such as 2027-03-14."
        return _refused(task_id, InvalidInput("wanted_on", wrong))
    try:
        recovery_plans.add_step(changing(), task_id, statement, wanted_on)
    except InvalidInput as error:
        return _refused(task_id, error)
    flash("The step is added to the recovery plan.")
    return _to(task_id)


@bp.post("/recovery-steps/<int:step_id>/completion")
@login_required
def finish_step(step_id: int) -> ResponseReturnValue:
    """Say that a step is done."""
    return _changed(step_id, recovery_plans.finish_step, "The step is done.")


@bp.post("/recovery-steps/<int:step_id>/reopening")
@login_required
def reopen_step(step_id: int) -> ResponseReturnValue:
    """Say that a step is to be done after all, though done or given up."""
    return _changed(step_id, recovery_plans.reopen_step, "The step is open again.")


@bp.post("/recovery-steps/<int:step_id>/removal")
@login_required
def give_up_step(step_id: int) -> ResponseReturnValue:
    """Give up a step that is not done."""
    said = "The step is given up; it can be taken up again."
    return _changed(step_id, recovery_plans.give_up_step, said)


def _changed(step_id: int, do: Callable[..., int], said: str) -> ResponseReturnValue:
    try:
        task_id = do(changing(), step_id)
    except InvalidInput as error:
        db.session.rollback()
        return _refused(recovery_plans.task_of(db.session(), step_id), error)
    flash(said)
    return _to(task_id)


def _to(task_id: int) -> ResponseReturnValue:
    return redirect(url_for("tasks.show", task_id=task_id, _anchor=AT))


def _refused(task_id: int, error: InvalidInput) -> ResponseReturnValue:
    db.session.rollback()
    return task_views.page(task_id, refusal=error.message, at=AT), 422
