"""Templates: the list, and a template kept of a plan."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from models import Plan
from views.support.sent.forms import BaseForm, TextField
from views.support.session import actor, changing
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.lifecycle import short_names, templates
from workplan.services.lifecycle.plan_fields import PlanFields
from workplan.services.people import rights

bp = Blueprint("templates", __name__)


class TemplateForm(BaseForm):
    """What a template is called, and what it is good for."""

    title = StringField("Title", [InputRequired("Give the template a title."), Length(max=200)])
    slug = StringField("Short name in the address bar", [Length(max=60)])
    note = TextField("What it is good for", [Length(max=10_000)])

    def wanted(self, plan: Plan) -> PlanFields:
        """Return what the person decided; the rest is as it is in the plan."""
        slug = (self.slug.data or "").strip()
        return replace(
            PlanFields.of(plan),
            title=self.title.data or "",
            slug=slug or short_names.proposed(db.session(), self.title.data or ""),
            note=self.note.data or "",
        )


@bp.get("/plans/templates")
@login_required
def index() -> ResponseReturnValue:
    """List the templates to whoever coordinates an open plan."""
    session = db.session()
    templates.require_reader(session, actor())
    return render_template("templates/index.html", listed=templates.listed(session))


@bp.get("/plans/<slug>/template")
@login_required
def new(slug: str) -> ResponseReturnValue:
    """Ask what the template of a plan is to be called."""
    plan, standing = rights.plan_for(db.session(), actor(), slug)
    rights.require_coordinator(standing)
    form = TemplateForm(formdata=None, data={"title": f"{plan.title[:190]}, pattern"})
    return render_template("templates/new.html", plan=plan, standing=standing, form=form)


@bp.post("/plans/<slug>/template")
@login_required
def keep(slug: str) -> ResponseReturnValue:
    """Keep the structure of a plan as a template."""
    plan, standing = rights.plan_for(db.session(), actor(), slug)
    rights.require_coordinator(standing)
    form = TemplateForm()
    if form.validate():
        try:
            kept = templates.save_as(changing(), slug, form.wanted(plan))
        except InvalidInput as error:
            form.refuse(error, "title")
        else:
            flash(f"“{kept.title}” is kept as a template. The plan stays as it is.")
            return redirect(url_for("templates.index"))
    db.session.rollback()
    plan, standing = rights.plan_for(db.session(), actor(), slug)
    return render_template("templates/new.html", plan=plan, standing=standing, form=form), 422
