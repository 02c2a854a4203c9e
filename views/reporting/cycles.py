"""Reporting cycles of a plan: listed, opened, asked for, changed, closed and withdrawn."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.reporting.cycle_forms import ClosingForm, CycleForm, WithdrawalForm
from views.support.plan_days import day_in
from views.support.sent import asked
from views.support.sent.forms import BaseForm
from views.support.session import actor, changing
from views.support.shown import downloads
from views.support.shown.presenting import plural
from workplan import clock
from workplan.errors import InvalidInput, NotFound, StaleVersion
from workplan.extensions import db
from workplan.services.pages.cycles import pages
from workplan.services.pages.cycles.answers import answers_of
from workplan.services.people import rights
from workplan.services.reporting.cycles import asking, closing, cycles, finding
from workplan.vocabulary import Answered, CycleState

bp = Blueprint("cycles", __name__)

LISTED = ("Agency", "Task", "Name", "Answer", "Answered (UTC)", "Owed by")
STALE = "Somebody saved the cycle meanwhile. Look at it again, then save."


@bp.get("/plans/<slug>/cycles")
@login_required
def index(slug: str) -> ResponseReturnValue:
    """List the cycles of a plan, and offer to open one."""
    return _list(slug)


@bp.post("/plans/<slug>/cycles")
@login_required
def open_cycle(slug: str) -> ResponseReturnValue:
    """Open a cycle, and ask the leads."""
    rights.plan_to_change(db.session(), actor(), slug)
    form = CycleForm()
    if form.validate():
        try:
            number = cycles.open_cycle(changing(), slug, form.fields())
        except InvalidInput as error:
            form.refuse(error, "name")
        else:
            flash("The cycle is open, and everybody who owes a report is asked.")
            return redirect(url_for("cycles.show", slug=slug, number=number))
    db.session.rollback()
    return _list(slug, form), 422


@bp.get("/plans/<slug>/cycles/open")
@login_required
def current(slug: str) -> ResponseReturnValue:
    """Lead to the cycle that is open; to the list where none is."""
    session = db.session()
    plan, _ = rights.plan_for(session, actor(), slug)
    cycle = finding.open_one(session, plan.id)
    return _to(slug, cycle.number) if cycle else redirect(url_for("cycles.index", slug=slug))


@bp.get("/plans/<slug>/cycles/<int:number>")
@login_required
def show(slug: str, number: int) -> ResponseReturnValue:
    """Show who has reported in a cycle, task by task and by name, and what changed since."""
    return _page(slug, number)


@bp.get("/plans/<slug>/cycles/<int:number>.csv")
@login_required
def table(slug: str, number: int) -> Response:
    """Serve how each agency answered on each of its tasks as CSV."""
    session = db.session()
    plan, _ = rights.plan_for(session, actor(), slug)
    cycle = finding.by_number(session, plan.id, number)
    if cycle.state == CycleState.WITHDRAWN:
        raise NotFound("The cycle was withdrawn, so nothing is owed in it.")
    lines = answers_of(session, plan, cycle, clock.now()).agencies
    rows = (
        (line.label, cell.code, cell.name, Answered.said(cell.answered), *cell.when_and_who)
        for line in lines
        for cell in line.cells
    )
    return downloads.table(f"{slug}-cycle-{number}", LISTED, rows)


@bp.post("/plans/<slug>/cycles/<int:number>/asks")
@login_required
def ask(slug: str, number: int) -> ResponseReturnValue:
    """Ask whoever still owes reports, or one of them, by mail."""
    typed = request.form.get("person", "")
    person = asked.row_id(typed)
    try:
        if typed and person is None:
            raise InvalidInput("person", "Nobody was named. Choose somebody from the list.")
        count = asking.ask(changing(), slug, number, person)
    except InvalidInput as error:
        db.session.rollback()
        return _page(slug, number, refusal=error.message), 422
    flash(f"{plural(count, 'person', 'people')} asked.")
    return _to(slug, number)


@bp.post("/plans/<slug>/cycles/<int:number>")
@login_required
def amend(slug: str, number: int) -> ResponseReturnValue:
    """Change what a cycle asks."""
    form = CycleForm()

    def save() -> None:
        cycles.amend(changing(), slug, number, form.version.data, form.fields())
        flash("The cycle is saved.")

    return _saved(slug, number, form, save, "name")


@bp.post("/plans/<slug>/cycles/<int:number>/closing")
@login_required
def close(slug: str, number: int) -> ResponseReturnValue:
    """Close a cycle as things stand."""
    form = ClosingForm()
    seen = request.form.get("seen", "").split(",")

    def save() -> None:
        words = form.words.data or ""
        ended = closing.close(changing(), slug, number, form.version.data, words, seen)
        verb = "stands" if ended.tasks == 1 else "stand"
        missed = f"{plural(ended.tasks, 'task')} {verb} as not reported"
        flash(f"The cycle is closed: {missed if ended.tasks else 'each task was reported'}.")

    return _saved(slug, number, form, save, "words")


@bp.post("/plans/<slug>/cycles/<int:number>/withdrawal")
@login_required
def withdraw(slug: str, number: int) -> ResponseReturnValue:
    """Withdraw a cycle: nothing is owed in it any more."""
    form = WithdrawalForm()

    def save() -> None:
        because = form.because.data or ""
        cycles.withdraw(changing(), slug, number, form.version.data, because)
        flash("The cycle is withdrawn.")

    return _saved(slug, number, form, save, "because")


def _saved(
    slug: str, number: int, form: BaseForm, save: Callable[[], None], at: str
) -> ResponseReturnValue:
    """Save what a form of a cycle says, or show its page again with what is wrong."""
    finding.seen_by(db.session(), actor(), slug, number)
    status = 422
    if form.validate():
        try:
            save()
        except StaleVersion as stale:
            getattr(form, at).errors = [STALE]
            form["version"].data, status = stale.current, 409
        except InvalidInput as error:
            if error.field == "cycle":  # It ended meanwhile, and its forms with it.
                db.session.rollback()
                return _page(slug, number, refusal=error.message), 422
            form.refuse(error, at)
        else:
            return _to(slug, number)
    db.session.rollback()
    return _page(slug, number, form), status


def _to(slug: str, number: int) -> ResponseReturnValue:
    return redirect(url_for("cycles.show", slug=slug, number=number))


def _list(slug: str, form: CycleForm | None = None) -> str:
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    past = pages.past_cycles(session, plan)
    day = day_in(plan)
    return render_template(
        "cycles/index.html",
        plan=plan,
        standing=standing,
        past=past,
        day=day,
        form=form or CycleForm.of(cycles.usual(day)),
        is_refused=form is not None,
    )


def _page(slug: str, number: int, form: BaseForm | None = None, refusal: str = "") -> str:
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    page = pages.page_of(session, plan, standing, number, clock.now())
    version = page.cycle.version
    forms: dict[str, BaseForm] = {
        "change": CycleForm.of(cycles.fields_of(page.cycle), version),
        "close": ClosingForm(None, data={"version": version}),
        "withdraw": WithdrawalForm(None, data={"version": version}),
    }
    kinds = {CycleForm: "change", ClosingForm: "close", WithdrawalForm: "withdraw"}
    at = kinds[type(form)] if form else ""
    if form:
        forms[at] = form
    return render_template(
        "cycles/show.html",
        plan=plan,
        standing=standing,
        page=page,
        forms=forms,
        refused_at=at,
        refusal=refusal,
    )
