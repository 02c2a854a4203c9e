"""What has to leave a plan for good: asked for by its coordinator, and what became of it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms import HiddenField, StringField

from models import Plan
from views.spills import spill_mails
from views.support.sent import asked
from views.support.sent.forms import BaseForm, TextField
from views.support.session import actor, changing
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.people import rights
from workplan.services.people.standing import Standing
from workplan.services.spills import asking, listed
from workplan.services.spills.asking import Asked
from workplan.services.spills.listed import Stands
from workplan.vocabulary import SpillKind

bp = Blueprint("spills", __name__)


class SpillForm(BaseForm):
    """What has to leave, and why."""

    kind = HiddenField()
    subject_id = HiddenField()
    words = TextField("The words, as they stand there")
    why = StringField("Why they have to leave, without saying them")

    def asked(self) -> Asked:
        """Return what was sent."""
        subject = asked.row_id(self.subject_id.data or "")
        kind = self.kind.data or SpillKind.WORDS.value
        return Asked(kind, subject, self.words.data or "", self.why.data or "")


@bp.get("/plans/<slug>/spills")
@login_required
def index(slug: str) -> ResponseReturnValue:
    """List what was asked to leave a plan for good."""
    plan, standing = _plan(slug)
    page = asked.page(request.args.get("page", ""))
    return render_template(
        "spills/index.html",
        plan=plan,
        standing=standing,
        found=listed.of_plan(db.session(), plan.id, page),
    )


@bp.get("/plans/<slug>/spills/new")
@login_required
def new(slug: str) -> ResponseReturnValue:
    """Show the form, for words or for a file or a mail that a page links from."""
    plan, standing = _plan(slug)
    given = {name: request.args.get(name, "") for name in ("kind", "subject_id")}
    wanted = SpillForm(formdata=None, data=given).asked()
    if wanted.kind != SpillKind.WORDS:
        asking.require_subject(db.session(), plan.id, wanted)
    return _form_page(plan, standing, SpillForm(formdata=None, data=given))


@bp.post("/plans/<slug>/spills/new")
@login_required
def ask(slug: str) -> ResponseReturnValue:
    """Look where words stand, or ask the administrators to let it leave."""
    plan, standing = _plan(slug)
    form, stands = SpillForm(), None
    if form.validate():
        try:
            wanted = asking.checked(db.session(), plan.id, form.asked())
            if "look" not in request.form:
                number = asking.ask(changing(), slug, form.asked())
                spill_mails.tell_administrators(number)
                flash("The administrators are asked. Nothing has left yet.")
                return redirect(url_for("spills.index", slug=plan.slug))
            stands = listed.stands(db.session(), plan.id, wanted.words) if wanted.words else None
            return _form_page(plan, standing, form, stands)
        except InvalidInput as error:
            form.refuse(error, "words")
    db.session.rollback()
    plan, standing = _plan(slug)
    return _form_page(plan, standing, form), 422


@bp.post("/spills/<int:spill_id>/withdrawal")
@login_required
def withdraw(spill_id: int) -> ResponseReturnValue:
    """Take a request back."""
    slug = listed.slug_for(db.session(), actor(), spill_id)
    try:
        asking.withdraw(changing(), spill_id)
    except InvalidInput as error:
        db.session.rollback()
        flash(error.message, "error")
    else:
        flash("The request is withdrawn, and its words are forgotten.")
    return redirect(url_for("spills.index", slug=slug))


def _plan(slug: str) -> tuple[Plan, Standing]:
    plan, standing = rights.plan_for(db.session(), actor(), slug)
    asking.require(standing)
    return plan, standing


def _form_page(
    plan: Plan, standing: Standing, form: SpillForm, stands: Stands | None = None
) -> str:
    given = form.asked()
    return render_template(
        "spills/new.html",
        plan=plan,
        standing=standing,
        form=form,
        of_words=given.kind == SpillKind.WORDS,
        subject=listed.subject_said(db.session(), plan.id, given.kind, given.subject_id),
        stands=stands,
    )
