"""Comments of stakeholders on a plan: the list, one of them, and what is done to it as a whole."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.consultation.comments import comment_choices
from views.consultation.comments.comment_forms import LetterForm, PlainForm, ReasonForm, SenderForm
from views.consultation.comments.comment_pages import (
    STALE,
    Done,
    changed,
    comment_page,
    listed,
    to_comment,
)
from views.support.plan_days import today_in
from views.support.sent import asked
from views.support.session import actor, changing, settings
from views.support.shown import narrowing
from workplan import clock
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services.consultation import answers, comment_mails, comments, copies
from workplan.services.delivery import reply_addresses
from workplan.services.pages.comments import comment_lists
from workplan.services.pages.comments.comment_filters import meant
from workplan.services.people import rights
from workplan.services.record.change import Change

bp = Blueprint("comments", __name__)


@bp.get("/plans/<slug>/comments")
@login_required
def index(slug: str) -> ResponseReturnValue:
    """List the comments, those first that wait for an answer; the filter lives in the address."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    wanted = comment_choices.narrowed()
    page = asked.page(request.args.get("page", ""))
    choices = comment_choices.offered(session, plan, wanted)
    besides = comment_choices.besides(session, plan, wanted)
    text, now = comment_choices.text_of(wanted), clock.now()
    figures = comment_lists.figures_of(session, plan, now)
    return render_template(
        "comments/index.html",
        plan=plan,
        standing=standing,
        today=today_in(plan),
        found=comment_lists.page_of(session, meant(plan.id, wanted, now), page),
        figures=figures,
        disposed=comment_lists.disposed(figures),
        waits=comment_lists.waiting_words(figures),
        wanted=wanted,
        choices=choices,
        besides=besides,
        chips=narrowing.chips([text, *choices, *besides]),
        sent_to=reply_addresses.address(settings().replies_to, plan.slug),
        may_change=standing.may_change_structure and plan.stage != "closed",
    )


@bp.route("/plans/<slug>/comments/new", methods=["GET", "POST"])
@login_required
def enter(slug: str) -> ResponseReturnValue:
    """Show the form of a comment that came by another way than mail, and take it."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    rights.require_structure(session, standing)
    form, status = LetterForm(), 200
    if request.method == "POST":
        status = 422
        if form.validate():
            try:
                number = comments.enter(changing(), slug, form.letter())
            except InvalidInput as error:
                form.refuse(error, "words")
            else:
                flash("The comment is typed in.")
                return to_comment(slug, number)
    session.rollback()
    page = render_template("comments/edit.html", plan=plan, standing=standing, form=form, row=None)
    return page, status


@bp.get("/plans/<slug>/comments/<int:number>")
@login_required
def show(slug: str, number: int) -> ResponseReturnValue:
    """Show a comment with its points, and what can be done with it."""
    return comment_page(slug, number, at_point=asked.row_id(request.args.get("point", "")) or 0)


@bp.route("/plans/<slug>/comments/<int:number>/sender", methods=["GET", "POST"])
@login_required
def correct(slug: str, number: int) -> ResponseReturnValue:
    """Show who wrote a comment, and mend it."""
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    rights.require_structure(session, standing)
    row = listed(plan, number)
    if request.method == "GET":
        form, status = SenderForm.of(row), 200
    else:
        form, status = SenderForm(), 422
        if form.validate():
            try:
                comments.correct(changing(), slug, number, form.version.data, form.by())
            except StaleVersion as stale:
                form.sender.errors = [STALE]
                form.version.data, status = stale.current, 409
            except InvalidInput as error:
                form.refuse(error, "sender")
            else:
                flash("Who wrote it is saved.")
                return to_comment(slug, number)
    session.rollback()
    page = render_template("comments/edit.html", plan=plan, standing=standing, form=form, row=row)
    return page, status


@bp.post("/plans/<slug>/comments/<int:number>/aside")
@login_required
def set_aside(slug: str, number: int) -> ResponseReturnValue:
    """Say that a comment asks nothing of the plan."""
    form = ReasonForm()

    def save() -> None:
        comments.set_aside(changing(), slug, number, form.version.data, form.because.data or "")

    done = Done("The comment is set aside; it can be taken back.")
    return changed(slug, number, form, "because", save, done)


@bp.post("/plans/<slug>/comments/<int:number>/reopening")
@login_required
def reopen(slug: str, number: int) -> ResponseReturnValue:
    """Open a comment again that is answered."""
    form = ReasonForm()

    def save() -> None:
        answers.reopen(changing(), slug, number, form.version.data, form.because.data or "")

    return changed(slug, number, form, "because", save, Done("The comment is open again."))


@bp.post("/plans/<slug>/comments/<int:number>/return")
@login_required
def take_back(slug: str, number: int) -> ResponseReturnValue:
    """Bring a comment back that was set aside."""
    return _pressed(slug, number, comments.take_back, "The comment is back.")


@bp.post("/plans/<slug>/comments/<int:number>/own")
@login_required
def part(slug: str, number: int) -> ResponseReturnValue:
    """Treat a comment on its own that was taken for a copy."""
    return _pressed(slug, number, copies.part, "The comment stands on its own now.")


@bp.post("/plans/<slug>/comments/<int:number>/answer")
@login_required
def answer(slug: str, number: int) -> ResponseReturnValue:
    """Answer a comment whose points are settled."""
    return _pressed(slug, number, answers.send, "The comment is answered.")


@bp.post("/plans/<slug>/comments/<int:number>/mails/again")
@login_required
def send_again(slug: str, number: int) -> ResponseReturnValue:
    """Send again what failed for good."""
    return _pressed(slug, number, comment_mails.again, "It goes out again.")


@bp.post("/plans/<slug>/comments/<int:number>/mails/left")
@login_required
def leave(slug: str, number: int) -> ResponseReturnValue:
    """Say that what failed for good stays so."""
    return _pressed(slug, number, comment_mails.leave, "It waits for nobody any more.")


def _pressed(
    slug: str, number: int, do: Callable[[Change, str, int, int], None], said: str
) -> ResponseReturnValue:
    """Do what a button says, on the version of the comment that it was pressed on."""
    form = PlainForm()

    def save() -> None:
        do(changing(), slug, number, form.version.data)

    return changed(slug, number, form, "version", save, Done(said))
