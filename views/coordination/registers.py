"""The registers of a plan: the list, and an entry that is added, changed, closed or retired."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from models import Plan
from views.coordination.register_forms import ClosingForm, EntryForm, ReasonForm
from views.support.plan_days import today_in
from views.support.sent import asked
from views.support.sent.forms import BaseForm
from views.support.session import actor, changing
from views.support.shown import downloads, narrowing, papers
from views.support.shown.narrowing import Choice
from workplan import clock
from workplan.errors import InvalidInput, NotFound, StaleVersion
from workplan.extensions import db
from workplan.services.coordination.registers import registers
from workplan.services.history import taken_back
from workplan.services.pages.lists import register_counts, register_lists
from workplan.services.pages.lists.register_lists import RegisterFilter
from workplan.services.pages.lists.register_rows import Listed, RegisterState
from workplan.services.pages.reports.decision_memos import memo_of
from workplan.services.people import rights
from workplan.services.people.standing import Standing
from workplan.vocabulary import RegisterKind

bp = Blueprint("registers", __name__)

STALE = "Somebody changed it meanwhile; what they saved stands above. Save again to replace it."
EVERY_STATE = "every"
LISTED = (
    *("Number", "Kind", "What it is", "Agency", "Who decides", "By which day", "Tasks", "State"),
    *("What came of it", "Raised (UTC)", "By", "Closed (UTC)", "By"),
)


@bp.get("/plans/<slug>/registers")
@login_required
def index(slug: str) -> ResponseReturnValue:
    """List the registers; the filter lives in the address."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    wanted = _filter()
    page = asked.page(request.args.get("page", ""))
    found = register_lists.page_of(session, plan.id, wanted, page)
    states = [*RegisterState.choices()[1:], (EVERY_STATE, "Every state")]
    choices = [
        Choice("kind", "Kind", RegisterKind.choices(), wanted.kind),
        Choice("state", "State", states, request.args.get("state", "")),
        Choice("agency", "Agency", found.agencies, wanted.agency),
    ]
    text = Choice("text", "Words", [(wanted.text, f"“{wanted.text}”")], wanted.text)
    return render_template(
        "registers/index.html",
        plan=plan,
        standing=standing,
        today=today_in(plan),
        found=found,
        open=register_counts.of_plan(session, plan.id),
        wanted=wanted,
        choices=choices,
        chips=narrowing.chips([text, *choices]),
        may_add=standing.has_voice and plan.stage != "closed",
    )


@bp.get("/plans/<slug>/registers.csv")
@login_required
def table(slug: str) -> Response:
    """Serve the list that a filter means as CSV."""
    session = db.session()
    plan, _ = rights.plan_for(session, actor(), slug)
    found = register_lists.all_of(session, plan.id, _filter())
    return downloads.table(f"{slug}-registers", LISTED, map(_cells, found))


@bp.route("/plans/<slug>/registers/new", methods=["GET", "POST"])
@login_required
def add(slug: str) -> ResponseReturnValue:
    """Show the form of a new entry, and add it."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    rights.require_voice(session, standing)
    if request.method == "GET":
        given = {name: request.args.get(name, "") for name in ("kind", "tasks")}
        return _form_page(plan, standing, EntryForm.new(session, plan, standing, **given))
    form = EntryForm.sent(session, plan)
    if form.validate():
        try:
            number = registers.add(changing(), slug, form.wanted(session, plan))
        except InvalidInput as error:
            form.refuse(error, "statement")
        else:
            flash(f"{RegisterKind.said(form.kind.data)} {number} is added.")
            return _to(slug, number)
    session.rollback()
    return _form_page(plan, standing, form), 422


@bp.get("/plans/<slug>/registers/<int:number>")
@login_required
def show(slug: str, number: int) -> ResponseReturnValue:
    """Show an entry: what it says, what it touches, and what became of it."""
    return _page(slug, number)


@bp.get("/plans/<slug>/registers/<int:number>/memo.<any(pdf, html):form>")
@login_required
def memo(slug: str, number: int, form: str) -> Response:
    """Serve the memo of a decision as a document."""
    session = db.session()
    plan, _ = rights.plan_for(session, actor(), slug)
    paper = memo_of(session, plan, number, clock.now())
    return downloads.served(*papers.written(paper, form), f"{slug}-decision-{number}.{form}")


@bp.route("/plans/<slug>/registers/<int:number>/edit", methods=["GET", "POST"])
@login_required
def edit(slug: str, number: int) -> ResponseReturnValue:
    """Show what an entry says, and change it."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    rights.require_structure(session, standing)
    listed = _listed(plan, number)
    agency_id = registers.of_number(session, plan.id, number).agency_id
    if request.method == "GET":
        form = EntryForm.of(session, plan, listed, agency_id)
        return _form_page(plan, standing, form, listed)
    form, status = EntryForm.sent(session, plan, agency_id), 422
    if form.validate():
        version, reason = form.version.data, form.reason.data or ""
        try:
            wanted = form.wanted(session, plan)
            registers.change(changing(), slug, number, version, wanted, reason)
        except StaleVersion as stale:
            form.statement.errors = [STALE]
            form.version.data, status = stale.current, 409
        except InvalidInput as error:
            form.refuse(error, "statement")
        else:
            flash(f"Entry {number} is saved.")
            return _to(slug, number)
    session.rollback()
    return _form_page(plan, standing, form, _listed(plan, number)), status


@bp.post("/plans/<slug>/registers/<int:number>/closing")
@login_required
def close(slug: str, number: int) -> ResponseReturnValue:
    """Close an entry with what came of it."""
    form = ClosingForm()

    def save() -> None:
        registers.close(changing(), slug, number, form.version.data, form.outcome.data or "")

    return _changed(slug, number, form, save, f"Entry {number} is closed.")


@bp.post("/plans/<slug>/registers/<int:number>/reopening")
@login_required
def reopen(slug: str, number: int) -> ResponseReturnValue:
    """Open a closed entry again."""
    form = ReasonForm()

    def save() -> None:
        registers.reopen(changing(), slug, number, form.version.data, form.reason.data or "")

    return _changed(slug, number, form, save, f"Entry {number} is open again.")


@bp.post("/plans/<slug>/registers/<int:number>/retirement")
@login_required
def retire(slug: str, number: int) -> ResponseReturnValue:
    """Take an entry that was a mistake out of the lists."""
    form = ReasonForm()

    def save() -> None:
        registers.retire(changing(), slug, number, form.version.data, form.reason.data or "")

    return _changed(slug, number, form, save, f"Entry {number} is retired; it can be restored.")


@bp.post("/plans/<slug>/registers/<int:number>/restoration")
@login_required
def restore(slug: str, number: int) -> ResponseReturnValue:
    """Bring a retired entry back."""
    form = ReasonForm()

    def save() -> None:
        registers.restore(changing(), slug, number, form.reason.data or "")

    return _changed(slug, number, form, save, f"Entry {number} is back.")


def _changed(
    slug: str, number: int, form: BaseForm, save: Callable[[], None], said: str
) -> ResponseReturnValue:
    """Do one thing to an entry and lead back to it; or show it with the form and why not."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    rights.require_structure(session, standing)
    _listed(plan, number)
    field, status = "outcome" if "outcome" in form else "reason", 422
    if form.validate():
        try:
            save()
        except StaleVersion as stale:
            form[field].errors = ["Somebody changed it meanwhile. Look again, then save."]
            form["version"].data, status = stale.current, 409
        except InvalidInput as error:
            form.refuse(error, field)
        else:
            flash(said)
            return _to(slug, number)
    session.rollback()
    return _page(slug, number, form), status


def _filter() -> RegisterFilter:
    given = request.args
    state = given.get("state", "") or RegisterState.OPEN
    return RegisterFilter(
        given.get("text", "").strip()[:200],
        given.get("kind", ""),
        "" if state == EVERY_STATE else state,
        given.get("agency", ""),
    )


def _cells(listed: Listed) -> tuple[object, ...]:
    row = listed.row
    said = RegisterKind.said(row.kind), row.statement, row.agency, row.decider, row.wanted_on
    tasks = ", ".join(task.code for task in listed.tasks)
    raised = row.raised_at, row.raised_by
    closed = row.closed_at, row.closed_by
    return (row.number, *said, tasks, row.state.words, row.outcome, *raised, *closed)


def _listed(plan: Plan, number: int) -> Listed:
    found = register_lists.of_number(db.session(), plan.id, number)
    if found is None:
        raise NotFound(f"There is no entry {number} in the registers of this plan.")
    return found


def _to(slug: str, number: int) -> ResponseReturnValue:
    return redirect(url_for("registers.show", slug=slug, number=number))


def _form_page(
    plan: Plan, standing: Standing, form: EntryForm, listed: Listed | None = None
) -> str:
    return render_template(
        "registers/edit.html", plan=plan, standing=standing, form=form, listed=listed
    )


def _page(slug: str, number: int, form: BaseForm | None = None) -> str:
    """Render an entry.

    Args:
        form: what was sent to close, reopen or retire it, and could not be saved.
    """
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    listed = _listed(plan, number)
    version = {"version": listed.row.version}
    reasons = form if isinstance(form, ReasonForm) else ReasonForm(None, data=version)
    history = register_lists.history_of(session, standing, listed.row.id)
    return render_template(
        "registers/show.html",
        plan=plan,
        standing=standing,
        today=today_in(plan),
        e=listed.row,
        tasks=listed.tasks,
        closing=form if isinstance(form, ClosingForm) else ClosingForm(None, data=version),
        reasons=reasons,
        refused=form,
        history=history,
        taken_back=taken_back.among(session, [entry for entry, _ in history]),
        may_change=standing.may_change_structure and plan.stage != "closed",
    )
