"""The forms of a status report: the one line, and the full report."""

from __future__ import annotations

from typing import Any

from flask import request
from wtforms import Field, MultipleFileField, StringField
from wtforms.validators import InputRequired, Length

from models import Plan, Task
from views.support.plan_days import day_in
from views.support.sent.asked import row_id, whole
from views.support.sent.attachments import Waiting
from views.support.sent.forms import (
    BaseForm,
    ChoiceField,
    DayField,
    TextField,
    VersionField,
    WholeField,
)
from workplan import vocabulary
from workplan.errors import Contradiction
from workplan.extensions import db
from workplan.services.coordination.update_requests import open_requests
from workplan.services.dates.date_reasons import reasons_of
from workplan.services.pages.my_work import Item
from workplan.services.reporting import corrections
from workplan.services.reporting.endings import claims, verification
from workplan.services.reporting.endings.closing import MOST_CRITERIA
from workplan.services.reporting.report_fields import ReportFields
from workplan.services.tasks.rollups import rollups_of


class RowForm(BaseForm):
    """The one line: status, percent, forecast finish, note. Its ids are made unique by task."""

    version = VersionField()
    status = ChoiceField("Status", choices=vocabulary.Status.choices())
    percent = WholeField("Percent complete", [InputRequired("Give a whole number from 0 to 100.")])
    forecast_on = DayField("Forecast finish")
    done = TextField("What was done")
    reason = StringField("Why it is right all the same", [Length(max=500)])

    contradictions: list[Contradiction] = []  # noqa: RUF012  # replaced, never added to

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


class CriteriaField(Field):
    """What is said of each closing criterion: ticked by its place, or explained beside it."""

    data: list[tuple[bool, str]]

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the ticks and the explanations, as many as the form had."""
        ticked = {place for typed in valuelist if (place := whole(typed)) is not None}
        names = (f"{self.name}-why-{place}" for place in range(MOST_CRITERIA))
        whys = [request.form[name] for name in names if name in request.form]
        self.data = [(place in ticked, why) for place, why in enumerate(whys)]

    def process_data(self, value: object) -> None:  # noqa: ARG002  # nothing is said before
        """Begin with nothing said."""
        self.data = []


class ReportForm(RowForm):
    """The full report."""

    actual_start_on = DayField("Actual start")
    actual_finish_on = DayField("Actual finish")
    next_steps = TextField("What is next")
    help_needed = TextField("Help needed, and from whom")
    corrects_id = StringField("Corrects an earlier report")
    criteria = CriteriaField("Closing criteria")
    evidence = MultipleFileField("Evidence: files")
    evidence_url = StringField("Evidence: a link")

    waiting: list[Waiting] = []  # noqa: RUF012  # replaced, never added to

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
            corrects_id=self._corrects(),
        )

    def _corrects(self) -> int | None:
        """Return the report that was chosen; one that can be none is refused as unknown."""
        typed = (self.corrects_id.data or "").strip()
        return (row_id(typed) or -1) if typed else None


def beside_form(task: Task) -> dict[str, Any]:
    """Return what the page of a report shows beside its form, whoever opens it."""
    session = db.session()
    plan = session.get_one(Plan, task.plan_id)
    is_verified = verification.is_verified(session, plan, task.id)
    return {
        "task": task,
        "plan": plan,
        "is_verified": is_verified,
        "terms": claims.terms_of(session, task.id) if is_verified else None,
        "day": day_in(plan),
        "rollup": rollups_of(session, [task.id]).get(task.id),
        "reason": reasons_of(session, [task]).get(task.id, ""),
        "earlier": [(str(r.id), r.words) for r in corrections.earlier(session, task.id)],
        "asked": open_requests(session, [task.id]).get(task.id),
    }
