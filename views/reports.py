"""Status reports: the full form, and the one line in my work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from sqlalchemy import select
from wtforms.validators import InputRequired

from models import JournalEntry, Plan, StatusReport, Task
from views import previewing
from views.forms import BaseForm, ChoiceField, DayField, TextField, VersionField, WholeField
from views.plan_days import today_in
from views.presenting import moved
from views.session import actor
from workplan import clock
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services import access, status_reports, words
from workplan.services.my_work import Item, item_of
from workplan.services.reasons import reasons_of
from workplan.services.schedules import Move
from workplan.services.status_reports import ReportFields

bp = Blueprint("reports", __name__)

ROW = "row"


class RowForm(BaseForm):
    """The one line: status, percent, forecast finish, note. Its ids are made unique by task."""

    version = VersionField()
    status = ChoiceField("Status", choices=list(words.STATUS_WORDS.items()))
    percent = WholeField("Percent complete", [InputRequired("Give a whole number from 0 to 100.")])
    forecast_on = DayField("Forecast finish")
    done = TextField("What was done")

    @classmethod
    def of(cls, item: Item) -> RowForm:
        """Return the line of a task, with what was last reported."""
        task = item.task
        data = {
            "version": task.version,
            "status": task.status,
            "percent": task.percent,
            "forecast_on": task.forecast_on,
        }
        form = cls(formdata=None, data=data)
        form.name_by(task.id)
        return form

    def said(self) -> ReportFields:
        """Return what the person said."""
        return ReportFields(
            status=self.status.data or "",
            percent=self.percent.data or 0,
            forecast_on=self.forecast_on.data,
            done=self.done.data or "",
        )


class ReportForm(RowForm):
    """The full report."""

    actual_start_on = DayField("Actual start")
    actual_finish_on = DayField("Actual finish")
    next_steps = TextField("What is next")
    help_needed = TextField("Help needed, and from whom")

    @classmethod
    def beyond(cls, row: RowForm, last: dict[str, Any]) -> ReportForm:
        """Return the full form with what was typed on the one line, and what was wrong there."""
        form = cls(formdata=None, data=last)
        for field in row:
            form[field.name].data, form[field.name].raw_data = field.data, field.raw_data
            form[field.name].errors = field.errors
        return form

    def said(self) -> ReportFields:
        """Return what the person said."""
        return ReportFields(
            status=self.status.data or "",
            percent=self.percent.data or 0,
            actual_start_on=self.actual_start_on.data,
            actual_finish_on=self.actual_finish_on.data,
            forecast_on=self.forecast_on.data,
            done=self.done.data or "",
            next_steps=self.next_steps.data or "",
            help_needed=self.help_needed.data or "",
        )


@bp.get("/tasks/<int:task_id>/report")
@login_required
def show(task_id: int) -> ResponseReturnValue:
    """Show the full form, filled from the last report."""
    session = db.session()
    task, standing = access.task_for(session, actor(), task_id)
    access.require_report(session, standing, task_id)
    return _form_page(task, ReportForm(formdata=None, data=_last(task)))


@bp.post("/tasks/<int:task_id>/report")
@login_required
def report(task_id: int) -> ResponseReturnValue:
    """Save a report, from the version that the person saw."""
    session = db.session()
    _, standing = access.task_for(session, actor(), task_id)
    access.require_report(session, standing, task_id)
    is_row = request.form.get("from") == ROW
    form = RowForm() if is_row else ReportForm()
    theirs, status = None, 422
    if form.validate():
        who, now, version, said = actor(), clock.now(), form.version.data, form.said()
        reason = request.form.get("reason", "")[:500]

        def saved() -> list[Move]:
            return status_reports.report(who, now, task_id, version, said, reason)

        try:
            if previewing.is_asked():
                return _preview(task_id, saved)
            moves = saved()
        except StaleVersion as stale:
            if previewing.is_live():
                return previewing.refused(form, conflict=True), 409
            theirs, status = _saved_meanwhile(task_id), 409
            form.version.data = stale.current
        except InvalidInput as error:
            form.refuse(error, "status")
        else:
            return _saved(task_id, moves, is_row=is_row)
    session.rollback()
    if previewing.is_live():
        return previewing.refused(form), 422
    task, _ = access.task_for(session, actor(), task_id)
    if is_row and _wants_row():
        return _row(task_id, form, theirs=theirs), status
    full = form if isinstance(form, ReportForm) else ReportForm.beyond(form, _last(task))
    return _form_page(task, full, theirs), status


def _preview(task_id: int, saved: Callable[[], list[Move]]) -> str:
    session = db.session()
    task = session.get_one(Task, task_id)
    plan = session.get_one(Plan, task.plan_id)
    return previewing.page(plan, task, f"Report on {task.code}", saved)


def _saved(task_id: int, moves: list[Move], *, is_row: bool) -> ResponseReturnValue:
    said = f"Your report is saved. {moved(moves, besides=task_id)}"
    if is_row and _wants_row():
        return _row(task_id, None, said=said)
    flash(said)
    return redirect(url_for("home.show") if is_row else url_for("tasks.show", task_id=task_id))


def _wants_row() -> bool:
    return request.headers.get("HX-Request") == "true"


def _row(
    task_id: int, form: RowForm | None, *, said: str = "", theirs: Meanwhile | None = None
) -> str:
    item = item_of(db.session(), task_id, clock.now())
    if form is None:
        form = RowForm.of(item)
    form.name_by(task_id)
    return render_template("home/_row.html", item=item, form=form, said=said, theirs=theirs)


def _form_page(task: Task, form: ReportForm, theirs: Meanwhile | None = None) -> str:
    session = db.session()
    plan = session.get_one(Plan, task.plan_id)
    return render_template(
        "reports/form.html",
        task=task,
        plan=plan,
        form=form,
        theirs=theirs,
        today=today_in(plan),
        reason=reasons_of(session, [task]).get(task.id, ""),
    )


def _last(task: Task) -> dict[str, Any]:
    """Return what the form starts from: the task's present progress."""
    return {
        "version": task.version,
        "status": task.status,
        "percent": task.percent,
        "actual_start_on": task.actual_start_on,
        "actual_finish_on": task.actual_finish_on,
        "forecast_on": task.forecast_on,
    }


class Meanwhile(NamedTuple):
    """What was saved while somebody was typing: a report, or else a change of the task itself."""

    name: str
    at: datetime
    report: StatusReport | None


def _saved_meanwhile(task_id: int) -> Meanwhile | None:
    """Return what raised the version of a task last, and who did it."""
    session = db.session()
    session.rollback()
    last = session.execute(
        select(JournalEntry.actor_name, JournalEntry.at, JournalEntry.verb)
        .where(
            JournalEntry.subject_type == "task",
            JournalEntry.subject_id == task_id,
            JournalEntry.verb.in_(("task.added", "task.changed", "task.reported")),
        )
        .order_by(JournalEntry.seq.desc())
        .limit(1)
    ).first()
    if last is None:
        return None
    latest = select(StatusReport).where(StatusReport.task_id == task_id)
    report = session.scalar(latest.order_by(StatusReport.id.desc()).limit(1))
    return Meanwhile(last.actor_name, last.at, report if last.verb == "task.reported" else None)
