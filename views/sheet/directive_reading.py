"""The duties of a directive, read from its text and put into the sheet of a plan."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from models import Directive, Plan
from views.sheet import sheet, sheet_forms
from views.support.plan_days import day_in
from views.support.sent import asked, sent_text
from views.support.session import actor, changing
from views.support.shown.presenting import plural
from workplan.directives import reading as reader
from workplan.directives.agencies import guess
from workplan.directives.objectives import objectives_in
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.dates.plan_calendars import calendar_of_plan
from workplan.services.people import agencies, rights
from workplan.services.sheet import pages
from workplan.services.sheet.cells import Spot, Typed
from workplan.services.sheet.duties import directive_rows, duty_changes, duty_edits
from workplan.services.sheet.present import agencies_of
from workplan.services.structure import objectives

bp = Blueprint("directive_reading", __name__)


@bp.get("/plans/<slug>/tasks/directive")
@login_required
def show(slug: str) -> str:
    """Ask for the text of the plan's directive."""
    plan = _plan(slug)
    return _asked(plan, sent_text.kept_for(plan.directive_id), _signed_on(plan), "")


@bp.post("/plans/<slug>/tasks/directive")
@login_required
def read(slug: str) -> ResponseReturnValue:
    """Show what a text orders; or put the duties that were chosen into the sheet, unsaved."""
    plan = _plan(slug)
    refusal = ""
    _remember()
    if "take" in request.form:
        typed = _chosen(plan)
        if typed.rows:
            return sheet.tried_page(slug, typed)
        refusal = "No duty is ticked. Tick those that the plan takes, or go back to the tasks."
    text, signed_on = request.form.get("text", ""), None
    try:
        signed_on = asked.sent_day("signed_on") or _signed_on(plan)
        text = sent_text.sent_text()
    except InvalidInput as refused:
        return _asked(plan, text, signed_on, refused.message), 422
    return _read(plan, text, signed_on, refusal), 422 if refusal else 200


def with_text(plan: Plan, text: str) -> str:
    """Return the page that asks for the text of a directive, with one that somebody sent in it."""
    return _asked(plan, text, _signed_on(plan), "")


def _plan(slug: str) -> Plan:
    return rights.plan_to_change(db.session(), actor(), slug)


def _signed_on(plan: Plan) -> date | None:
    if plan.directive_id is None:
        return None
    return db.session().get_one(Directive, plan.directive_id).signed_on


def _chosen(plan: Plan) -> Typed:
    """Return the rows that were ticked, below the rows that the sheet has."""
    sent, _ = sheet_forms.typed()
    rows = tuple(row for row in sent.rows if f"{row.key}.take" in request.form)
    page = pages.page_of(db.session(), plan, day_in(plan).today)
    shown = tuple(spot for spot in page.shown if spot.key[0] != "n")
    return Typed(rows, shown, (*shown, *(Spot(row.key, 1) for row in rows)))


def _meant() -> dict[str, str]:
    """Return the agency that somebody chose for each name, by its short name; empty for none."""
    names, chosen = request.form.getlist("owner"), request.form.getlist("agency")
    return dict(zip(names, chosen, strict=False))


def _remember() -> None:
    """Keep which agency a name means that nobody could tell before; a plain one stays."""
    agencies_here = agencies_of(db.session())
    known = agencies_here.known
    new = {
        " ".join(who.split())[:200]: agencies_here.ids[label]
        for who, label in _meant().items()
        if label in agencies_here.ids and who.strip() and not guess(who, known.names)
    }
    if new:
        agencies.call(changing(), new, "A directive calls it so.")


def _asked(plan: Plan, text: str, signed_on: date | None, refusal: str) -> str:
    return render_template(
        "sheet/directive_text.html",
        plan=plan,
        text=text,
        signed_on=signed_on,
        refusal=refusal,
        kept=bool(text) and text == sent_text.kept_for(plan.directive_id),
        directive=db.session().get(Directive, plan.directive_id) if plan.directive_id else None,
    )


def _read(plan: Plan, text: str, signed_on: date | None, refusal: str) -> str:
    reading = reader.read(text, signed_on)
    known = agencies_of(db.session()).known
    meant = directive_rows.owners_of(reading, known, _meant())
    before = duty_changes.Before(duty_changes.kept_of(db.session(), plan.id))
    found = directive_rows.proposals(
        reading, meant, calendar_of_plan(plan), before, sheet_forms.FIRST_PASTED, _signed_on(plan)
    )
    now = duty_edits.edited(found, sheet_forms.fields())
    if "split" in request.form:
        now = duty_edits.split(now, request.form["split"])
    if "join" in request.form:
        now = duty_edits.join(now, request.form["join"])
    aims, aims_said = _aims(plan, reading)
    return render_template(
        "sheet/directive_duties.html",
        aims=aims,
        aims_said=aims_said,
        plan=plan,
        text=text,
        reading=reading,
        refusal=refusal,
        proposals=now.rows,
        joined=now.joined,
        focus=now.focus,
        gone=before.gone({p.read.code for p in found}, [duty.sentence for duty in reading.duties]),
        meant=meant,
        agencies=known.labels,
        marked=_marked(text, found),
    )


def _aims(plan: Plan, reading: reader.Reading) -> tuple[str, str]:
    """Return what the text wants achieved, one a line, and what became of it if it was to be added.

    What the plan has among its objectives already is left out.
    """
    said = ""
    if "aim" in request.form and plan.directive_id is not None:
        try:
            made = objectives.add(
                changing(), plan.slug, objectives.written_in(request.form.get("aims", ""))
            )
            said = f"{plural(len(made), 'objective')} added."
        except InvalidInput as wrong:
            db.session.rollback()
            return request.form.get("aims", ""), wrong.message
    elif "aims" in request.form:
        return request.form["aims"], ""
    here = {" ".join(o.statement.split()) for o in objectives.of_directive(db.session(), plan)}
    return "\n".join(aim for aim in objectives_in(reading.left_out) if aim not in here), said


def _marked(text: str, found: list[directive_rows.Proposal]) -> list[tuple[str, str]]:
    """Return the text in parts: pairs of words, and the row that they order; empty for none."""
    parts: list[tuple[str, str]] = []
    at = 0
    for proposal in sorted(found, key=lambda proposal: proposal.duty.at):
        duty = proposal.duty
        begin, end = max(duty.at, at), duty.at + duty.length
        if end <= begin:
            continue
        parts += [(text[at:begin], ""), (text[begin:end], proposal.key)]
        at = end
    return [*parts, (text[at:], "")]
