"""Status reports: the full form, and the one line in my work."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from models import Plan, Task
from views.reporting.report_forms import ReportForm, RowForm, beside_form
from views.support.sent import attachments
from views.support.session import actor, changing
from views.support.shown import previewing
from views.support.shown.presenting import beside, day, moved
from workplan import clock
from workplan.errors import Contradicted, InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services.accounts.membership.departures import left_of
from workplan.services.changes.undoing import undo
from workplan.services.coordination.handovers import WaitingOffer, waiting_for
from workplan.services.dates.rescheduling import Move
from workplan.services.pages.my_work import item_of, my_work
from workplan.services.people import rights
from workplan.services.record.change import Change
from workplan.services.record.form_numbers import DoneAlready
from workplan.services.reporting import status_reports
from workplan.services.reporting.evidence import Attached
from workplan.services.reporting.last_reports import Meanwhile, last_said, saved_meanwhile
from workplan.services.reporting.status_reports import Reported

bp = Blueprint("reports", __name__)

ROW = "row"


@bp.get("/tasks/<int:task_id>/report")
@login_required
def show(task_id: int) -> ResponseReturnValue:
    """Show the full form, filled from the last report."""
    session = db.session()
    task, standing = rights.task_for(session, actor(), task_id)
    rights.require_report(session, standing, task_id)
    return _form_page(task, ReportForm(formdata=None, data=last_said(db.session(), task)))


@bp.post("/tasks/<int:task_id>/report")
@login_required
def report(task_id: int) -> ResponseReturnValue:
    """Save a report, from the version that the person saw; or that nothing changed since."""
    session = db.session()
    is_row = request.form.get("from") == ROW
    form = RowForm() if is_row else ReportForm()
    theirs, status = None, 422
    if request.files or previewing.is_asked():
        _require_report(task_id)  # Before anything of theirs is kept.
    if form.validate():
        try:
            if previewing.is_asked():
                return _preview(task_id, form)
            saved = _save(changing(), task_id, form, _attached())
            attachments.let_go(actor().id or 0)
        except DoneAlready as done:
            if not (is_row and _wants_row()):
                raise
            _require_report(task_id)
            return _row(task_id, None, said=str(done))
        except Contradicted as contradicted:
            form.contradictions = contradicted.found
        except StaleVersion as stale:
            if previewing.is_live():
                return previewing.refused(form, conflict=True), 409
            session.rollback()
            task, _ = rights.task_for(session, actor(), task_id)
            theirs, status = saved_meanwhile(session, task, form.version.data), 409
            form.version.data = stale.current
        except InvalidInput as error:
            form.refuse(error, "status")
        else:
            return _saved(task_id, saved, is_row=is_row)
    session.rollback()
    task, standing = rights.task_for(session, actor(), task_id)
    rights.require_report(session, standing, task_id)
    if previewing.is_live():
        return previewing.refused(form), 422
    if is_row and _wants_row():
        return _row(task_id, form, theirs=theirs), status
    full = (
        form
        if isinstance(form, ReportForm)
        else ReportForm.beyond(form, last_said(db.session(), task))
    )
    full.waiting = attachments.keep(actor().id or 0)
    return _form_page(task, full, theirs), status


def _require_report(task_id: int) -> None:
    """Refuse whoever may not report on a task, before anything is shown or kept."""
    session = db.session()
    _, standing = rights.task_for(session, actor(), task_id)
    rights.require_report(session, standing, task_id)


def _attached() -> Attached | None:
    """Return what is attached to the report, if anything is."""
    if not attachments.is_any():
        return None
    return Attached(attachments.store(), attachments.given(actor().id or 0))


def _save(
    change: Change, task_id: int, form: RowForm, attached: Attached | None = None
) -> Reported:
    """Save the form from the version that it shows."""
    version, reason = form.version.data, form.reason.data or ""
    if "unchanged" not in request.form:
        is_row, is_asked = not isinstance(form, ReportForm), not change.is_trial
        criteria = form.criteria.data if isinstance(form, ReportForm) else []
        return status_reports.report(
            change,
            task_id,
            version,
            form.said(),
            reason,
            is_asked=is_asked,
            ends_today=is_row,
            attached=attached,
            criteria=criteria,
        )
    task, _ = rights.task_for(db.session(), actor(), task_id)
    if _is_changed(task, form):
        raise InvalidInput(
            "done",
            "You changed this line, so it is not true that nothing changed. Save it, or take "
            "back what you typed. Use “Full report” for more.",
        )
    return status_reports.confirm(change, task_id, version)


def _is_changed(task: Task, form: RowForm) -> bool:
    """Tell whether somebody typed into a line before saying that nothing changed."""
    said = form.said()
    typed = (said.status, said.percent, said.forecast_on, said.done)
    return typed != (task.status, task.percent, task.forecast_on, "")


def _preview(task_id: int, form: RowForm) -> str:
    task, _ = rights.task_for(db.session(), actor(), task_id)
    plan = db.session().get_one(Plan, task.plan_id)
    files = [] if previewing.is_live() else attachments.keep(actor().id or 0)
    fields = [(attachments.KEPT, file.token) for file in files]

    def saved(change: Change) -> list[Move]:
        return _save(change, task_id, form).moves

    return previewing.page(plan, task, f"Report on {task.code}", saved, fields)


def _saved(task_id: int, saved: Reported, *, is_row: bool) -> ResponseReturnValue:
    said = f"Your report is saved. {moved(saved.moves, besides=task_id)}{_finished(saved)}"
    said += beside(saved.others)
    if is_row and _wants_row():
        return _row(task_id, None, said=said)
    flash(said)
    return redirect(url_for("home.show") if is_row else url_for("tasks.show", task_id=task_id))


def _finished(saved: Reported) -> str:
    """Say what a report of completion meant: the day, or the next round of a recurring suspense."""
    if not saved.is_complete:
        return ""
    if saved.claimed is not None:
        who = " or ".join(saved.claimed) or "somebody whom the coordinator has to name"
        return f" It is claimed complete; it is done once {who} accepts."
    if saved.met_on is not None:
        if saved.due_on is None:
            return f" It met the suspense of {day(saved.met_on)}, the last one: it is complete."
        return f" It met the suspense of {day(saved.met_on)}; the next is {day(saved.due_on)}."
    return f" It is complete, finished {day(saved.finished_on)}."


def _wants_row() -> bool:
    return request.headers.get("HX-Request") == "true"


def _row(
    task_id: int, form: RowForm | None, *, said: str = "", theirs: Meanwhile | None = None
) -> str:
    session, now, work = db.session(), clock.now(), None
    offered: list[WaitingOffer] = []
    standings = rights.standings(session, actor())
    if form is None:
        work, offered = my_work(session, standings, now), waiting_for(session, standings)
        # What is finished now is owed no more, and stands as a line until the page is opened again.
        item = work.item(task_id) or item_of(session, standings, task_id, now)
        form = RowForm.of(item)
    else:
        item = item_of(session, standings, task_id, now)
    form.name_by(task_id)
    return render_template(
        "home/_row.html",
        item=item,
        form=form,
        left=left_of(session, [task_id]),
        said=said,
        undo=undo.offered(changing()) if said else None,
        theirs=theirs,
        counted=work,
        offered=offered,
        section="",
        sole_plan=work.sole_plan if work else None,
    )


def _form_page(task: Task, form: ReportForm, theirs: Meanwhile | None = None) -> str:
    return render_template("reports/form.html", form=form, theirs=theirs, **beside_form(task))
