"""What the public reads and sends: what became of comments, and the form for another one."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeSerializer
from wtforms import StringField
from wtforms.validators import Length

from views.consultation.comments.comment_forms import LetterForm
from views.support.plan_days import today_in
from views.support.sent import asked
from views.support.sent.forms import TextField
from views.support.session import settings
from workplan import clock
from workplan.calendars.written import read_day
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.policy import FORM_SECONDS
from workplan.services.consultation import public_form
from workplan.services.consultation.comments import LONGEST_LINE, NAMELESS
from workplan.services.delivery import reply_addresses
from workplan.services.pages.comments import comment_lists
from workplan.services.record.actor import UNKNOWN
from workplan.services.record.change import Change

bp = Blueprint("public_comments", __name__)

SENT = "comment_sent"
"""What the session of a visitor keeps: the reference of what they sent last, and its day."""
TOO_FAST = "That came within a moment. Look at your words once more, then send them again."
TRAPPED = "The field that is to stay empty is not. Correct that, then send it again."


class PublicForm(LetterForm):
    """A comment of anybody; `homepage` is seen by programs alone, and `opened` says since when."""

    words = TextField("Your comment")
    subject = StringField("What it is about", [Length(max=LONGEST_LINE)])
    sender = StringField("Your name", [Length(max=LONGEST_LINE)])
    organisation = StringField("Your organization", [Length(max=LONGEST_LINE)])
    email = StringField("Your email address", [Length(max=254)])
    homepage = StringField("Leave this empty")
    opened = StringField("Opened")


@bp.get("/register/<slug>")
def register(slug: str) -> ResponseReturnValue:
    """Show the register of comments to anybody, where the plan shows it."""
    found = db.session()
    plan = comment_lists.plan_shown(found, slug)
    page = asked.page(request.args.get("page", ""))
    return render_template(
        "comments/register.html",
        plan=plan,
        today=today_in(plan),
        sent_to=reply_addresses.address(settings().replies_to, plan.slug),
        figures=comment_lists.figures_of(found, plan, clock.now()),
        register=comment_lists.register_of(found, plan.id, page),
    )


@bp.get("/comment/<slug>")
def show(slug: str) -> ResponseReturnValue:
    """Show the form for a comment to anybody, where the plan offers one; or that it came."""
    public_form.plan_offering(db.session(), slug)
    return _form(slug, PublicForm(formdata=None), session.pop(SENT, None))


@bp.post("/comment/<slug>")
def send(slug: str) -> ResponseReturnValue:
    """Take a comment of anybody."""
    public_form.plan_offering(db.session(), slug)
    form, status = PublicForm(), 422
    if (said := _in_doubt(form)) is not None:
        form.words.errors = [said]
    elif form.validate():
        address = request.remote_addr or ""
        letter = form.letter()
        if not letter.by.sender.strip():
            letter = letter._replace(by=letter.by._replace(sender=NAMELESS))
        try:
            taken = public_form.take(
                Change(UNKNOWN, clock.now(), g.pop("form", None)),
                slug,
                letter,
                settings().secret_key,
                address,
            )
        except InvalidInput as error:
            form.refuse(error, "words")
        else:
            session[SENT] = [taken.reference, taken.answer_by.isoformat(), bool(taken.address)]
            return redirect(url_for("public_comments.show", slug=slug))
    db.session.rollback()
    return _form(slug, form), status


def _in_doubt(form: PublicForm) -> str | None:
    """Say why a form looks as if a program had sent it; None where it does not."""
    if form.homepage.data:
        return TRAPPED
    opened = _opened_at(form)
    is_fast = opened is None or clock.now().timestamp() - opened < FORM_SECONDS
    return TOO_FAST if is_fast else None


def _opened_at(form: PublicForm) -> float | None:
    """Return when a form was opened; None where it does not say so in our hand."""
    try:
        return float(_signing().loads(form.opened.data or ""))
    except (BadSignature, TypeError, ValueError):
        return None


def _signing() -> URLSafeSerializer:
    keys = [*current_app.config["SECRET_KEY_FALLBACKS"], current_app.config["SECRET_KEY"]]
    return URLSafeSerializer(keys, salt="comment form")


def _form(slug: str, form: PublicForm, sent: list[Any] | None = None) -> str:
    plan = public_form.plan_offering(db.session(), slug)
    return render_template(
        "comments/public_form.html",
        plan=plan,
        form=form,
        opened=form.opened.data if _opened_at(form) else _signing().dumps(clock.now().timestamp()),
        sent=(sent[0], read_day(sent[1]), sent[2]) if sent else None,
        sent_to=reply_addresses.address(settings().replies_to, plan.slug),
    )
