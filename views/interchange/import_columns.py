"""Say what the columns of a sheet mean: as proposed, corrected, and then looked at as a plan."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, StringField
from wtforms.validators import Length

from views.interchange import import_review
from views.interchange.import_review import ConfirmForm
from views.support.sent import uploads
from views.support.sent.forms import BaseForm, ChoiceField, DayField, WholeField
from views.support.session import actor, settings
from workplan.errors import InvalidInput
from workplan.exchange.planfile import PlanFile, Remark
from workplan.exchange.sheets.cells.grid import letters
from workplan.exchange.sheets.columns.fields import LABELS, Field
from workplan.exchange.sheets.columns.heading_row import LONGEST_TITLE
from workplan.exchange.sheets.columns.mapping import SheetMapping, from_json
from workplan.exchange.sheets.columns.proposal import Place, Proposal, orders_of, propose
from workplan.exchange.sheets.rows.levels import LEVELS
from workplan.exchange.sheets.values.days import DayOrder
from workplan.extensions import db
from workplan.services.interchange import column_mappings
from workplan.services.people import rights

bp = Blueprint("import_columns", __name__)

ORDERS = (
    ("", "Choose"),
    (str(DayOrder.MONTH_FIRST), "Month first, as in the United States"),
    (str(DayOrder.DAY_FIRST), "Day first"),
)
MOST_REMARKS = 50


class ColumnsForm(BaseForm):
    """What a sheet is. The field of each column comes as one `column` after the other.

    `seen` says for which sheet and row the columns were shown, so that others are proposed anew.
    """

    token = HiddenField()
    into = HiddenField()
    slug = HiddenField()
    reason = HiddenField()
    seen = HiddenField()
    title = StringField("Title of the plan", [Length(max=LONGEST_TITLE)])
    which_sheet = ChoiceField("Sheet")
    heading_row = WholeField("Row with the headings")
    day_order = ChoiceField("In which order dates are written", choices=ORDERS)
    start_on = DayField("Start of the plan")
    columns = HiddenField("Columns")

    def __init__(self, sent: MultiDict[str, str]) -> None:
        super().__init__(formdata=sent)
        self.sent = sent


class Shown(NamedTuple):
    """A file and what its columns are proposed to be, to be shown.

    Args:
        mapping: as proposed, as remembered, or as just chosen.
        ambiguous: a date that has two readings; "" when nothing has to be asked.
        plan: what the sheet would be; None where it cannot be read so.
        refusal: why it cannot.
    """

    proposal: Proposal
    mapping: SheetMapping
    ambiguous: str
    plan: PlanFile | None = None
    refusal: InvalidInput | None = None


@bp.get("/plans/import/columns")
@login_required
def show() -> ResponseReturnValue:
    """Show what the columns of an upload mean: as chosen before, as the last time, or proposed."""
    rights.require_importer(db.session(), actor())
    token = request.args.get("token", "")
    name, content = uploads.kept(token, actor().id or 0)
    noted = uploads.noted(token, actor().id or 0)
    form = ColumnsForm(noted or MultiDict(request.args))
    form.token.data = token
    if noted.get("mapping"):
        mapping = from_json(noted["mapping"])
        proposal = propose(content, name, _place(mapping.sheet, mapping.heading_row))
    else:
        proposal = propose(content, name)
        mapping = column_mappings.recalled(db.session(), actor(), proposal.mapping)
    return _page(form, _looked_at(form, content, proposal, mapping))


@bp.post("/plans/import/columns")
@login_required
def choose() -> ResponseReturnValue:
    """Show what becomes of the sheet by the columns that were chosen; or propose them anew."""
    rights.require_importer(db.session(), actor())
    form = ColumnsForm(request.form)
    name, content = uploads.kept(form.token.data or "", actor().id or 0)
    if "back" in request.form:
        mapping = from_json(request.form.get("mapping", ""))
        proposal = propose(content, name, _place(mapping.sheet, mapping.heading_row))
        return _page(form, _looked_at(form, content, proposal, mapping))
    try:
        proposal = propose(content, name, _asked_place(form))
    except InvalidInput as error:
        proposal = propose(content, name)
        form.which_sheet.offer((sheet, sheet) for sheet in proposal.sheets)
        form.refuse(error, "heading_row")
        return _page(
            form, _looked_at(form, content, proposal, proposal.mapping), is_typed=True
        ), 422
    mapping = _chosen(form, proposal)
    shown = _looked_at(form, content, proposal, mapping)
    form.which_sheet.offer((sheet, sheet) for sheet in proposal.sheets)
    if "again" in request.form or form.seen.data != _seen(mapping):
        return _page(form, shown)
    if form.validate() and shown.plan is not None and not _is_order_missing(form, shown):
        return _as_plan(form, shown, shown.plan)
    return _page(form, shown, is_typed=True), 422


def _asked_place(form: ColumnsForm) -> Place:
    """Return where a person says that the table is; a row that is no number is looked for."""
    if form.heading_row.process_errors:
        raise InvalidInput("heading_row", str(form.heading_row.process_errors[0]))
    row, sheet = form.heading_row.data, form.which_sheet.data or ""
    was_row, _, was_sheet = (form.seen.data or "").partition(" ")
    if sheet != was_sheet and str(row or "") == was_row:
        return Place(sheet)  # The row is that of the other sheet; here it is looked for.
    return _place(sheet, None if row is None else row - 1)


def _place(sheet: str, row: int | None) -> Place:
    return Place(sheet, row, has_headings=row is not None)


def _chosen(form: ColumnsForm, proposal: Proposal) -> SheetMapping:
    """Return the mapping with what a person chose, where that was about these columns."""
    mapping = proposal.mapping
    chosen = request.form.getlist("column")
    is_of_these = form.seen.data == _seen(mapping) and len(chosen) == len(mapping.fields)
    if is_of_these and set(chosen) <= set(Field):
        mapping = replace(mapping, fields=tuple(map(Field, chosen)))
    else:
        mapping = column_mappings.recalled(db.session(), actor(), mapping)
    order = form.day_order.data
    return replace(
        mapping,
        title=(form.title.data or "").strip() or mapping.title,
        day_order=DayOrder(order) if order in tuple(DayOrder) else mapping.day_order,
    )


def _looked_at(
    form: ColumnsForm, content: bytes, proposal: Proposal, mapping: SheetMapping
) -> Shown:
    """Return what the sheet would be by a mapping, or why it cannot be read so."""
    orders = orders_of(content, mapping)
    shown = Shown(proposal, mapping, "" if orders.decided else orders.ambiguous)
    try:
        return shown._replace(
            plan=import_review.sheet_by(content, mapping, import_review.start_of(form))
        )
    except InvalidInput as error:
        return shown._replace(refusal=error)


def _is_order_missing(form: ColumnsForm, shown: Shown) -> bool:
    if not shown.ambiguous or shown.mapping.day_order is not None:
        return False
    said = f"“{shown.ambiguous[:40]}” has two readings. Choose which number is the month."
    form.refuse(InvalidInput("day_order", said), "day_order")
    return True


def _as_plan(form: ColumnsForm, shown: Shown, plan: PlanFile) -> ResponseReturnValue:
    """Show what becomes of everything, as of any other file, before it is saved."""
    names = ("token", "into", "slug", "reason", "start_on")
    data = {name: form[name].data for name in names} | {"mapping": shown.mapping.to_json()}
    confirm = ConfirmForm(formdata=None, data=data)
    try:
        answer = import_review.report(confirm, plan, confirm.wishes(settings().time_zone))
    except InvalidInput as error:
        form.refuse(error, "title")
        return _page(form, shown, is_typed=True), 422
    return import_review.shown(confirm, answer)


def _seen(mapping: SheetMapping) -> str:
    row = "" if mapping.heading_row is None else mapping.heading_row + 1
    return f"{row} {mapping.sheet}"


def _page(form: ColumnsForm, shown: Shown, *, is_typed: bool = False) -> str:
    """Return the page; `is_typed` leaves the sheet, the row and the title as they were typed."""
    mapping = shown.mapping
    form.which_sheet.offer((sheet, sheet) for sheet in shown.proposal.sheets)
    form.seen.data = _seen(mapping)
    if not is_typed:
        row = mapping.heading_row
        form.title.data, form.which_sheet.data = mapping.title, mapping.sheet
        form.heading_row.data, form.heading_row.raw_data = None if row is None else row + 1, None
        form.day_order.data = str(mapping.day_order or "")
    wrong = _wrong_columns(shown)
    if is_typed and shown.refusal is not None:
        form.refuse(shown.refusal, "columns" if shown.refusal.field in tuple(Field) else "title")
        form.columns.id = f"column-{letters(min(wrong))}" if wrong else "columns"
    _note(form, mapping)
    remarks = shown.plan.remarks if shown.plan else []
    unread = [r for r in remarks if r.kind != "taken" and r.field != LEVELS]
    return render_template(
        "imports/columns.html",
        form=form,
        shown=shown,
        mapping=mapping,
        letters=letters,
        wrong=wrong,
        chosen=list(zip(*map(form.sent.getlist, ("name", "agency")), strict=False)),
        remembered_at=column_mappings.remembered_at(db.session(), actor(), mapping),
        fields=[(str(field), LABELS[field]) for field in Field],
        called=shown.plan.called if shown.plan else {},
        unread=unread[:MOST_REMARKS],
        more=max(0, len(unread) - MOST_REMARKS),
        levels=_levels(remarks),
    )


def _wrong_columns(shown: Shown) -> set[int]:
    """Return the columns that a refusal is about: those that are taken for its field."""
    refusal = shown.refusal
    if refusal is None or refusal.field not in tuple(Field):
        return set()
    return {*shown.mapping.columns(Field(refusal.field))}


def _note(form: ColumnsForm, mapping: SheetMapping) -> None:
    """Keep what is said of the columns beside the upload, so that its page can be loaded again."""
    said = MultiDict([(name, form[name].data) for name in ("into", "slug", "reason")])
    said["mapping"] = mapping.to_json()
    said["start_on"] = form.start_on.data.isoformat() if form.start_on.data else ""
    for name in ("name", "agency"):
        said.setlist(name, form.sent.getlist(name))
    uploads.note(form.token.data or "", actor().id or 0, said)


def _levels(remarks: list[Remark]) -> str:
    return next((remark.said for remark in remarks if remark.field == LEVELS), "")
