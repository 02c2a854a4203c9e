"""Bring a plan in: upload, look at what becomes of it, save it as a new plan or into one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms import FileField

from views.interchange.import_review import ConfirmForm, plan_in, report, shown, start_of
from views.support.sent import uploads
from views.support.sent.forms import BaseForm, ChoiceField, DayField
from views.support.session import actor, changing, settings
from workplan.errors import InvalidInput
from workplan.exchange import formats
from workplan.exchange.planfile import PlanFile
from workplan.exchange.project import converter
from workplan.exchange.sheets.cells import files
from workplan.exchange.sheets.columns.mapping import SheetMapping, from_json
from workplan.exchange.sheets.columns.proposal import propose
from workplan.exchange.tables.columns import OURS, OtherColumns
from workplan.extensions import db
from workplan.services.interchange import column_mappings, imports, merges
from workplan.services.interchange.imports import ImportWishes
from workplan.services.people import rights

bp = Blueprint("imports", __name__)

LOOKING = {"again", "page"}
"""By which of its buttons a form is looked at once more, and nothing is saved."""
OF_WHOLE_FILES = ("file", "Start")
"""The fields of refusals that are of no single cell."""
A_NEW_PLAN = ("", "A new plan")


class UploadForm(BaseForm):
    """The file, where it goes, and the plan's start for a table that has none."""

    file = FileField("File")
    into = ChoiceField("Bring it into")
    start_on = DayField("Start of the plan")


@bp.get("/plans/import")
@login_required
def show() -> ResponseReturnValue:
    """Show the upload form."""
    rights.require_importer(db.session(), actor())
    form = UploadForm(data={"into": request.args.get("into", "")})
    form.into.offer([A_NEW_PLAN, *_own_plans()])
    return _upload_page(form)


@bp.post("/plans/import")
@login_required
def upload() -> ResponseReturnValue:
    """Read a file and show what an import would take, change, round and drop."""
    rights.require_importer(db.session(), actor())
    form = UploadForm()
    form.into.offer([A_NEW_PLAN, *_own_plans()])
    if form.validate():
        try:
            return looked_at(form, *_given())
        except InvalidInput as error:
            db.session.rollback()
            form.refuse(error, "file")
    return _upload_page(form), 422


def looked_at(form: UploadForm, name: str, content: bytes, reason: str = "") -> ResponseReturnValue:
    """Keep a file, and show what saving it would do; or ask what its columns mean.

    Args:
        reason: why it is brought in, as its form begins.

    Raises:
        InvalidInput: when it cannot be read.
    """
    plan_file = _plan_or_none(form, name, content)
    if plan_file is None:
        return redirect(_to_columns(form, uploads.keep(content, name, actor().id or 0)))
    into, start_on = form.into.data or "", form.start_on.data
    data = {"into": into, "start_on": start_on, "reason": reason}
    confirm = ConfirmForm(formdata=None, data=data)
    answer = report(confirm, plan_file, ImportWishes(time_zone=settings().time_zone))
    confirm.token.data = uploads.keep(content, name, actor().id or 0)
    return shown(confirm, answer)


def _upload_page(form: UploadForm) -> str:
    return render_template("imports/upload.html", form=form, takes_mpp=converter.is_installed())


def _given() -> tuple[str, bytes]:
    """Return the name of the file that was chosen, and its content in a form that we read."""
    given = request.files.get("file")
    if given is None or not given.filename:
        raise InvalidInput("file", "No file was chosen. Choose the file with the plan.")
    return given.filename, formats.plain(given.read(formats.MAX_BYTES + 1))


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


@bp.get("/plans/import/confirm")
@login_required
def review() -> ResponseReturnValue:
    """Show once more what saving an upload would do, by what was said of it the last time."""
    rights.require_importer(db.session(), actor())
    token = request.args.get("token", "")
    name, content = uploads.kept(token, actor().id or 0)
    form = ConfirmForm.of(uploads.noted(token, actor().id or 0))
    form.token.data = token
    wishes = form.wishes(settings().time_zone)
    return shown(form, report(form, plan_in(form, name, content), wishes))


@bp.post("/plans/import/confirm")
@login_required
def confirm() -> ResponseReturnValue:
    """Save the file that was looked at; or look again, with the agencies that were chosen."""
    rights.require_importer(db.session(), actor())
    form = ConfirmForm()
    token = form.token.data or ""
    name, content = uploads.kept(token, actor().id or 0)
    plan_file = plan_in(form, name, content)
    wishes = form.wishes(settings().time_zone)
    is_looking = LOOKING & request.form.keys()
    if form.validate() and not is_looking:
        try:
            target = _save(plan_file, form, wishes)
        except InvalidInput as error:
            form.refuse(error, "slug")
        else:
            uploads.let_go(token, actor().id or 0)
            if form.mapping.data:
                _remember(from_json(form.mapping.data))
            return redirect(target)
    return shown(form, report(form, plan_file, wishes)), 200 if is_looking else 422


def _to_columns(form: UploadForm, token: str) -> str:
    """Return the address of the page that asks what the columns of an upload mean."""
    start_on = form.start_on.data.isoformat() if form.start_on.data else ""
    into = form.into.data or ""
    return url_for("import_columns.show", token=token, into=into, start_on=start_on)


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


def _remember(mapping: SheetMapping) -> None:
    """Keep what the columns mean, and say so where they meant something else before."""
    if replaced := column_mappings.remember(changing(), mapping):
        flash(f"Your next file with these headings is read so: {replaced}.")


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
