"""Status reports: the full form, and the one line in my work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from sqlalchemy import select

from models import Plan, StatusReport, Task
from views.reporting.report_forms import ReportForm, RowForm
from views.support import attachments, previewing
from views.support.plan_days import day_in, today_in
from views.support.presenting import day, moved
from views.support.session import actor
from workplan import clock
from workplan.errors import Contradicted, InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services.accounts.departures import left_of
from workplan.services.changes import undo
from workplan.services.coordination.update_requests import open_requests
from workplan.services.dates.date_reasons import reasons_of
from workplan.services.dates.rescheduling import Move
from workplan.services.pages.my_work import item_of, my_work
from workplan.services.people import rights
from workplan.services.record.form_numbers import DoneAlready
from workplan.services.reporting import evidence, status_reports
from workplan.services.reporting.report_fields import ReportFields
from workplan.services.structure import concurrent_edits
from workplan.services.tasks.rollups import rollups_of
from workplan.services.tasks.task_versions import entries_since, has_reports

bp = Blueprint("reports", __name__)

ROW = "row"


@bp.get("/tasks/<int:task_id>/report")
@login_required
def show(task_id: int) -> ResponseReturnValue:
    """Show the full form, filled from the last report."""
    session = db.session()
    task, standing = rights.task_for(session, actor(), task_id)
    rights.require_report(session, standing, task_id)
    return _form_page(task, ReportForm(formdata=None, data=last_said(task)))


@bp.post("/tasks/<int:task_id>/report")
@login_required
def report(task_id: int) -> ResponseReturnValue:
    """Save a report, from the version that the person saw; or that nothing changed since."""
    session = db.session()
    task, standing = rights.task_for(session, actor(), task_id)
    rights.require_report(session, standing, task_id)
    me = actor().id or 0
    is_row = request.form.get("from") == ROW
    form = RowForm() if is_row else ReportForm()
    theirs, status = None, 422
    if form.validate():
        try:
            if previewing.is_asked():
                return _preview(task_id, _saver(task, form, form.version.data))
            moves, others = _save(task, form)
            attachments.let_go(me)
        except DoneAlready as done:
            if not (is_row and _wants_row()):
                raise
            return _row(task_id, None, said=str(done))
        except Contradicted as contradicted:
            form.contradictions = contradicted.found
        except StaleVersion as stale:
            if previewing.is_live():
                return previewing.refused(form, conflict=True), 409
            session.rollback()
            task, _ = rights.task_for(session, actor(), task_id)
            theirs, status = _saved_meanwhile(task, form.version.data), 409
            form.version.data = stale.current
        except InvalidInput as error:
            form.refuse(error, "status")
        else:
            return _saved(task_id, moves, others, is_row=is_row)
    session.rollback()
    if previewing.is_live():
        return previewing.refused(form), 422
    task, _ = rights.task_for(session, actor(), task_id)
    if is_row and _wants_row():
        return _row(task_id, form, theirs=theirs), status
    full = form if isinstance(form, ReportForm) else ReportForm.beyond(form, last_said(task))
    full.waiting = attachments.keep(me)
    return _form_page(task, full, theirs), status


def _saver(task: Task, form: RowForm, version: int) -> Callable[[], list[Move]]:
    """Return what saves the form from a version of its task."""
    who, now, said = actor(), clock.now(), _said(task, form)
    if "unchanged" in request.form:
        if _is_changed(task, form):
            raise InvalidInput(
                "done",
                "You changed this line, so it is not true that nothing changed. Save it, or take "
                "back what you typed. Use “Full report” for more.",
            )
        return lambda: status_reports.confirm(who, now, task.id, version)
    task_id, reason, is_asked = task.id, form.reason.data or "", not previewing.is_asked()
    return lambda: status_reports.report(
        who, now, task_id, version, said, reason, is_asked=is_asked
    )


def _said(task: Task, form: RowForm) -> ReportFields:
    """Return what was said; the line has no finish: whoever completes a task there means today."""
    said = form.said()
    if not isinstance(form, ReportForm) and (said.status == "complete" or said.percent == 100):
        plan = db.session().get_one(Plan, task.plan_id)
        return replace(said, actual_finish_on=today_in(plan))
    return said


def _is_changed(task: Task, form: RowForm) -> bool:
    """Tell whether somebody typed into a line before saying that nothing changed."""
    said = form.said()
    typed = (said.status, said.percent, said.forecast_on, said.done)
    return typed != (task.status, task.percent, task.forecast_on, "")


def _save(task: Task, form: RowForm) -> tuple[list[Move], str]:
    """Save a report with its evidence; who changed only the task meanwhile is named too."""
    others, version, me = "", form.version.data, actor()

    def saved() -> list[Move]:
        nonlocal others
        moves, others = concurrent_edits.report(
            me, task.id, version, lambda v: _saver(task, form, v)()
        )
        return moves

    given = attachments.given(me.id or 0)
    is_new = given.files or "unchanged" in request.form
    if not is_new and status_reports.is_repeated(
        db.session(), me, clock.now(), task, version, _said(task, form)
    ):
        raise DoneAlready
    moves = evidence.with_report(attachments.store(), me, clock.now(), task.id, given, saved)
    return moves, others


def _preview(task_id: int, saved: Callable[[], list[Move]]) -> str:
    session = db.session()
    task = session.get_one(Task, task_id)
    plan = session.get_one(Plan, task.plan_id)
    files = [] if previewing.is_live() else attachments.keep(actor().id or 0)
    fields = [(attachments.KEPT, file.token) for file in files]
    return previewing.page(plan, task, f"Report on {task.code}", saved, fields)


def _saved(task_id: int, moves: list[Move], others: str, *, is_row: bool) -> ResponseReturnValue:
    said = f"Your report is saved. {moved(moves, besides=task_id)}{_finished(task_id)}"
    if others:
        said += f" {others} changed the task while you were typing; your report stands beside it."
    if is_row and _wants_row():
        return _row(task_id, None, said=said)
    flash(said)
    return redirect(url_for("home.show") if is_row else url_for("tasks.show", task_id=task_id))


def _finished(task_id: int) -> str:
    """Say what a report of completion meant: the day, or the next round of a recurring suspense."""
    session = db.session()
    last = session.scalar(
        select(StatusReport)
        .where(StatusReport.task_id == task_id)
        .order_by(StatusReport.id.desc())
        .limit(1)
    )
    if last is None or last.status != "complete":
        return ""
    task = session.get_one(Task, task_id)
    if last.occurrence_on is not None:
        return f" It met the suspense of {day(last.occurrence_on)}; the next is {day(task.due_on)}."
    return f" It is complete, finished {day(last.actual_finish_on)}."


def _wants_row() -> bool:
    return request.headers.get("HX-Request") == "true"


def _row(
    task_id: int, form: RowForm | None, *, said: str = "", theirs: Meanwhile | None = None
) -> str:
    session, now, work = db.session(), clock.now(), None
    item = item_of(session, task_id, now)
    if form is None:
        form = RowForm.of(item)
        work = my_work(session, rights.standings(session, actor()), now)
    form.name_by(task_id)
    return render_template(
        "home/_row.html",
        item=item,
        form=form,
        left=left_of(session, [task_id]),
        said=said,
        undo=undo.offered(session) if said else None,
        theirs=theirs,
        counted=work,
    )


def _form_page(task: Task, form: ReportForm, theirs: Meanwhile | None = None) -> str:
    session = db.session()
    plan = session.get_one(Plan, task.plan_id)
    return render_template(
        "reports/form.html",
        task=task,
        plan=plan,
        form=form,
        theirs=theirs,
        day=day_in(plan),
        rollup=rollups_of(session, [task.id]).get(task.id),
        reason=reasons_of(session, [task]).get(task.id, ""),
        asked=open_requests(session, [task.id]).get(task.id),
    )


def last_said(task: Task) -> dict[str, Any]:
    """Return what the form starts from: the task's present progress, and what is still to come.

    What was done is said anew each time; what is next, and the help needed, hold until changed.
    """
    latest = select(StatusReport.next_steps, StatusReport.help_needed).where(
        StatusReport.task_id == task.id, StatusReport.is_confirmation.is_(False)
    )
    last = db.session().execute(latest.order_by(StatusReport.id.desc()).limit(1)).first()
    return {
        "next_steps": last.next_steps if last else "",
        "help_needed": last.help_needed if last else "",
        "version": task.version,
        "status": task.status,
        "percent": task.percent,
        "actual_start_on": task.actual_start_on,
        "actual_finish_on": task.actual_finish_on,
        "forecast_on": task.forecast_on,
    }


class Meanwhile(NamedTuple):
    """What was saved while somebody was typing: a report, or else a change of the task itself.

    Args:
        before: the progress as it stood when they began to type.
    """

    name: str
    at: datetime
    report: StatusReport | None
    before: dict[str, Any]


def _saved_meanwhile(task: Task, version: int) -> Meanwhile | None:
    """Return what raised the version of a task last, and who did it."""
    session = db.session()
    entries = entries_since(session, task, version)
    if not entries:
        return None
    last, reports = entries[-1], [e for e in entries if has_reports([e])]
    latest = select(StatusReport).where(StatusReport.task_id == task.id)
    report = session.scalar(latest.order_by(StatusReport.id.desc()).limit(1)) if reports else None
    before = (reports[0].before if reports else None) or {}
    return Meanwhile(last.actor_name, last.at, report, before)
