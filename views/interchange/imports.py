"""Bring a plan in: upload, look at what becomes of it, save it as a new plan or into one."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms import FileField, HiddenField, StringField
from wtforms.validators import Length

from models import Plan
from views.support.sent import agency_choices, uploads
from views.support.sent.asked import row_id
from views.support.sent.forms import BaseForm, ChoiceField, DayField
from views.support.session import actor, changing, settings
from workplan.errors import InvalidInput
from workplan.exchange import formats
from workplan.exchange.merging import why_kept
from workplan.exchange.planfile import PlanFile
from workplan.exchange.sheets.cells import files
from workplan.exchange.sheets.columns.mapping import SheetMapping, from_json
from workplan.exchange.sheets.columns.proposal import propose
from workplan.exchange.sheets.reading import read_sheet
from workplan.exchange.tables.columns import OURS, OtherColumns
from workplan.extensions import db
from workplan.services.changes.previews import preview
from workplan.services.dates.rescheduling import Move
from workplan.services.interchange import column_mappings, imports, merges
from workplan.services.interchange.imports import ImportWishes
from workplan.services.interchange.merge_fields import FIELD_WORDS
from workplan.services.lifecycle import short_names
from workplan.services.people import agency_names, rights
from workplan.services.record.change import Change

bp = Blueprint("imports", __name__)

OF_WHOLE_FILES = ("file", "Start")
"""The fields of refusals that are of no single cell."""
A_NEW_PLAN = ("", "A new plan")


class UploadForm(BaseForm):
    """The file, where it goes, and the plan's start for a table that has none."""

    file = FileField("File")
    into = ChoiceField("Bring it into")
    start_on = DayField("Start of the plan")


class ConfirmForm(BaseForm):
    """How the file that was looked at is saved. Each unknown name has a choice of agency beside it.

    The names and choices come as pairs of `name` and `agency`, since a file may hold any number.
    """

    token = HiddenField()
    into = HiddenField()
    start_on = DayField("Start of the plan")
    mapping = HiddenField()
    slug = StringField("Short name in the address bar", [Length(max=60)])
    reason = StringField("Why you bring it in", [Length(max=500)])

    def wishes(self, zone: str) -> ImportWishes:
        """Return how the file becomes a plan, in a time zone."""
        names, codes = request.form.getlist("name"), request.form.getlist("agency")
        chosen = {name: code for name, code in zip(names, codes, strict=False) if code}
        slug = short_names.slug_of(self.slug.data or "")
        return ImportWishes(slug, agencies=chosen, time_zone=zone, let_go=self.let_go())

    def let_go(self) -> frozenset[int]:
        """Return the uids of the tasks that were ticked to go."""
        ticked = request.form.getlist("let_go")
        return frozenset(filter(None, map(row_id, ticked)))


@bp.get("/plans/import")
@login_required
def show() -> ResponseReturnValue:
    """Show the upload form."""
    rights.require_importer(db.session(), actor())
    form = UploadForm(data={"into": request.args.get("into", "")})
    form.into.offer([A_NEW_PLAN, *_own_plans()])
    return render_template("imports/upload.html", form=form)


@bp.post("/plans/import")
@login_required
def upload() -> ResponseReturnValue:
    """Read a file and show what an import would take, change, round and drop."""
    rights.require_importer(db.session(), actor())
    form = UploadForm()
    form.into.offer([A_NEW_PLAN, *_own_plans()])
    if form.validate():
        try:
            name, content = _given()
            plan_file = _plan_or_none(form, name, content)
            if plan_file is None:
                token = uploads.keep(content, name, actor().id or 0)
                return redirect(_to_columns(form, token))
            data = {"into": form.into.data or "", "start_on": form.start_on.data}
            confirm = ConfirmForm(formdata=None, data=data)
            answer = report(confirm, plan_file, ImportWishes(time_zone=settings().time_zone))
        except InvalidInput as error:
            db.session.rollback()
            form.refuse(error, "file")
        else:
            confirm.token.data = uploads.keep(content, name, actor().id or 0)
            return shown(confirm, answer)
    return render_template("imports/upload.html", form=form), 422


def _given() -> tuple[str, bytes]:
    """Return the name and the content of the file that was chosen."""
    given = request.files.get("file")
    if given is None or not given.filename:
        raise InvalidInput("file", "No file was chosen. Choose the file with the plan.")
    return given.filename, given.read(formats.MAX_BYTES + 1)


def _plan_or_none(form: UploadForm, name: str, content: bytes) -> PlanFile | None:
    """Return the plan in a file; None for a sheet, whose columns have to be mapped first.

    So is one that has a few of our headings by chance, and values that our own table has not.
    """
    try:
        return formats.read(content, name, start_of(form))
    except OtherColumns:
        propose(content, name)  # What cannot be read at all is refused here, beside its field.
        return None
    except InvalidInput as wrong:
        if wrong.field in OF_WHOLE_FILES or not files.has_table(content):
            raise
        if set(propose(content, name).mapping.headings) >= OURS:
            raise
        return None


@bp.post("/plans/import/confirm")
@login_required
def confirm() -> ResponseReturnValue:
    """Save the file that was looked at; or look again, with the agencies that were chosen."""
    rights.require_importer(db.session(), actor())
    form = ConfirmForm()
    token = form.token.data or ""
    name, content = uploads.kept(token, actor().id or 0)
    plan_file = _plan_in(form, name, content)
    wishes = form.wishes(settings().time_zone)
    if form.validate() and "again" not in request.form:
        try:
            target = _save(plan_file, form, wishes)
        except InvalidInput as error:
            form.refuse(error, "slug")
        else:
            uploads.let_go(token, actor().id or 0)
            if form.mapping.data:
                column_mappings.remember(changing(), from_json(form.mapping.data))
            return redirect(target)
    status = 200 if "again" in request.form else 422
    return shown(form, report(form, plan_file, wishes)), status


def _to_columns(form: UploadForm, token: str) -> str:
    """Return the address of the page that asks what the columns of an upload mean."""
    start_on = form.start_on.data.isoformat() if form.start_on.data else ""
    into = form.into.data or ""
    return url_for("import_columns.show", token=token, into=into, start_on=start_on)


def _plan_in(form: ConfirmForm, name: str, content: bytes) -> PlanFile:
    """Return the plan in a file, by the columns that were chosen where it is a sheet."""
    if form.mapping.data:
        return sheet_by(content, from_json(form.mapping.data), start_of(form))
    return formats.read(content, name, start_of(form))


def sheet_by(content: bytes, mapping: SheetMapping, start_on: date | None) -> PlanFile:
    """Return the plan in a sheet; the name of an agency is not parted at its slash."""
    known = agency_names.by_name(db.session())
    return read_sheet(content, mapping, start_on, lambda name: name.lower() in known)


def start_of(form: BaseForm) -> date | None:
    """Return the plan's start for a table that has none: as given, or of the plan that it is of."""
    given: date | None = form["start_on"].data
    if given is not None or not form["into"].data:
        return given
    return rights.plan_for(db.session(), actor(), form["into"].data)[0].start_on


def _save(plan_file: PlanFile, form: ConfirmForm, wishes: ImportWishes) -> str:
    """Save a file as a new plan, or into one, and return the address of what it changed."""
    reason = form.reason.data or ""
    if form.into.data:
        found, _ = merges.merge_plan(changing(), form.into.data, plan_file, wishes, reason)
        flash("Nothing differed." if found.is_empty else "The newer file is merged.")
        return url_for("journal.show", slug=form.into.data)
    report = imports.import_plan(changing(), plan_file, actor().id or 0, wishes, reason)
    flash(f"The plan is imported: {report.tasks} tasks, {report.links} dependencies.")
    return url_for("plans.show", slug=report.slug)


def report(form: ConfirmForm, plan_file: PlanFile, wishes: ImportWishes) -> dict[str, Any]:
    """Return what saving would do, with the moves that a merge would cause."""
    session = db.session()
    if not form.into.data:
        found = imports.report_on(session, plan_file, wishes)
        form.slug.data = form.slug.data or found.slug
        return {"report": found}
    plan = rights.plan_to_change(session, actor(), form.into.data)
    found = imports.report_on(session, plan_file, wishes, plan)
    merge = merges.merge_of(session, plan, plan_file, wishes)

    def merged(change: Change) -> list[Move]:
        return merges.merge_plan(change, plan.slug, plan_file, wishes)[1]

    return {
        "report": found,
        "plan": plan,
        "merge": merge,
        "moves": preview(changing(), plan.id, merged),
    }


def shown(form: ConfirmForm, answer: dict[str, Any]) -> str:
    """Return the page of what an import would do."""
    chosen = dict(zip(request.form.getlist("name"), request.form.getlist("agency"), strict=False))
    names = [*answer["report"].unmapped, *(n for n in chosen if n not in answer["report"].unmapped)]
    plan: Plan | None = answer.get("plan")
    return render_template(
        "imports/report.html",
        form=form,
        agencies=agency_choices.for_file(db.session(), plan.id if plan else None),
        chosen=chosen,
        names=names,
        let_go=form.let_go(),
        why_kept=why_kept,
        field_words=FIELD_WORDS,
        **answer,
    )


def _own_plans() -> list[tuple[str, str]]:
    """Return the plans whose structure the person may change."""
    session = db.session()
    ids = {s.plan_id for s in rights.standings(session, actor()) if s.may_change_structure}
    plans = rights.plans_of(session, actor())
    return [
        (plan.slug, f"The plan “{plan.title}”, as its newer file")
        for plan in plans
        if plan.id in ids and plan.stage != "closed"
    ]
