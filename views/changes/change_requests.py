"""Change requests of a plan: listed, shown with what each would move, and decided on."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.support.sent import asked
from views.support.sent.typed import typed_at
from views.support.session import actor, changing
from views.support.shown.presenting import moved
from workplan import clock
from workplan.errors import BeyondLimit, InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services.changes.requests import answering
from workplan.services.lifecycle import change_limits
from workplan.services.pages.requests import lists, pages
from workplan.services.people import rights
from workplan.vocabulary import RequestState

bp = Blueprint("change_requests", __name__)

STALE = "Somebody changed the plan since you looked. See what it would move now, then decide."


@bp.get("/plans/<slug>/changes")
@login_required
def index(slug: str) -> ResponseReturnValue:
    """List the change requests of a plan, those that wait first."""
    return _list(slug)


@bp.post("/plans/<slug>/changes/limit")
@login_required
def limit(slug: str) -> ResponseReturnValue:
    """Say beyond how many working days a change is for the approving official."""
    version = asked.whole(request.form.get("version", "")) or 0
    days = asked.whole(request.form.get("days", ""))
    try:
        if days is None:
            raise InvalidInput("days", "Give a whole number of working days; 0 sets no limit.")
        change_limits.set_limit(changing(), slug, version, days)
    except StaleVersion:
        db.session.rollback()
        return _list(slug, "Somebody changed the plan meanwhile. Look again, then save."), 409
    except InvalidInput as error:
        db.session.rollback()
        return _list(slug, error.message), 422
    flash("The limit is saved.")
    return redirect(url_for("change_requests.index", slug=slug))


@bp.get("/plans/<slug>/changes/<int:number>")
@login_required
def show(slug: str, number: int) -> ResponseReturnValue:
    """Show what is asked for, what it would move now, and who decides."""
    return _page(slug, number)


@bp.post("/plans/<slug>/changes/<int:number>/acceptance")
@login_required
def accept(slug: str, number: int) -> ResponseReturnValue:
    """Accept a request, and make the change; pass it on where it is for the official by now."""
    version = asked.whole(request.form.get("version", "")) or 0
    try:
        answer = request.form.get("answer", "")
        moves = answering.accept(changing(), slug, number, version, answer)
    except StaleVersion:
        return _refused(slug, number, STALE, "accept", 409)
    except BeyondLimit as error:
        return _passed_on(slug, number, error)
    except InvalidInput as error:
        return _refused(slug, number, error.message, "accept", 422)
    flash(f"Change request {number} is accepted, and made. {moved(moves)}")
    return redirect(url_for("change_requests.show", slug=slug, number=number))


@bp.post("/plans/<slug>/changes/<int:number>/refusal")
@login_required
def decline(slug: str, number: int) -> ResponseReturnValue:
    """Decline a request, with the reason."""
    try:
        answering.decline(changing(), slug, number, request.form.get("answer", ""))
    except InvalidInput as error:
        return _refused(slug, number, error.message, "decline", 422)
    flash(f"Change request {number} is declined; nothing was changed.")
    return redirect(url_for("change_requests.show", slug=slug, number=number))


@bp.post("/plans/<slug>/changes/<int:number>/withdrawal")
@login_required
def withdraw(slug: str, number: int) -> ResponseReturnValue:
    """Withdraw a request of one's own."""
    try:
        answering.withdraw(changing(), slug, number, request.form.get("answer", ""))
    except InvalidInput as error:
        return _refused(slug, number, error.message, "withdraw", 422)
    flash(f"Change request {number} is withdrawn.")
    return redirect(url_for("change_requests.show", slug=slug, number=number))


def _passed_on(slug: str, number: int, error: BeyondLimit) -> ResponseReturnValue:
    session = db.session()
    session.rollback()
    plan, _ = rights.plan_for(session, actor(), slug)
    if plan.approver_id is None:
        return _refused(slug, number, error.message, "accept", 422)
    found = answering.tried(changing(), plan, answering.request_of(session, plan.id, number))
    if found.beyond is None:
        return _refused(slug, number, STALE, "accept", 409)
    answering.pass_on(changing(), slug, number, found.beyond)
    flash(f"By now {found.beyond.said}. It is passed on to {found.beyond.official}.", "warning")
    return redirect(url_for("change_requests.show", slug=slug, number=number))


def _list(slug: str, refusal: str = "") -> str:
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    page, state = asked.page(request.args.get("page", "")), request.args.get("state", "")
    return render_template(
        "change_requests/index.html",
        plan=plan,
        standing=standing,
        found=lists.of_plan(session, plan, clock.now(), page, state),
        state=state,
        states=RequestState.choices(),
        limit=change_limits.limit_of(session, actor(), plan, standing),
        refusal=refusal,
        typed=request.form.get("days", ""),
    )


def _page(slug: str, number: int, refusal: str = "", at: str = "") -> str:
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    found = pages.page_of(session, changing(), plan, standing, number)
    plan, _ = rights.plan_for(session, actor(), slug)
    return render_template(
        "change_requests/show.html",
        plan=plan,
        standing=standing,
        page=found,
        refusal=refusal,
        refused_at=at,
        typed=typed_at(at),
    )


def _refused(slug: str, number: int, message: str, at: str, status: int) -> tuple[str, int]:
    db.session.rollback()
    return _page(slug, number, message, at), status
