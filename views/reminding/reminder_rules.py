"""The reminder rules of a plan, one sentence each; what changing one does is shown before."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms import BooleanField

from models import Plan
from views.reminding.rule_forms import RuleForm
from views.support.sent.forms import BaseForm, VersionField
from views.support.session import actor, changing
from views.support.shown import previewing
from workplan import clock
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.reminders import wording
from workplan.services.people import rights
from workplan.services.people.standing import Standing
from workplan.services.record.change import Change
from workplan.services.reminding.rules import rule_effects, rule_words
from workplan.services.structure import reminder_rules, rule_people

bp = Blueprint("reminder_rules", __name__)

STALE = "Somebody changed this rule meanwhile; the list shows it as it stands. Choose again."


class SwitchForm(BaseForm):
    """Whether a rule is on."""

    version = VersionField()
    is_active = BooleanField("On")


@bp.get("/plans/<slug>/settings/reminders")
@login_required
def index(slug: str) -> ResponseReturnValue:
    """List the rules of a plan."""
    plan, standing = rights.plan_for(db.session(), actor(), slug)
    rights.require_settings(standing)
    return _page(plan, standing)


@bp.post("/plans/<slug>/settings/reminders")
@login_required
def add(slug: str) -> ResponseReturnValue:
    """Add a rule."""
    plan, standing = rights.plan_for(db.session(), actor(), slug)
    rights.require_structure(db.session(), standing)
    form = RuleForm()

    def save(change: Change) -> None:
        reminder_rules.add(change, slug, form.terms(plan.id))

    return _done(plan, standing, save, "The rule is added.", form)


@bp.post("/reminder-rules/<int:rule_id>")
@login_required
def amend(rule_id: int) -> ResponseReturnValue:
    """Give a rule another day or audience."""
    plan, standing = _plan_of(rule_id)
    form = RuleForm()
    form.name_by(rule_id)

    def save(change: Change) -> None:
        version = form.version.data
        reminder_rules.amend(change, rule_id, version, form.terms(plan.id))

    return _done(plan, standing, save, "The rule is changed.", form, rule_id)


@bp.post("/reminder-rules/<int:rule_id>/switch")
@login_required
def switch(rule_id: int) -> ResponseReturnValue:
    """Turn a rule on or off."""
    plan, standing = _plan_of(rule_id)
    form = SwitchForm()
    is_active, version = bool(form.is_active.data), form.version.data

    def save(change: Change) -> None:
        reminder_rules.switch(change, rule_id, version, is_active=is_active)

    return _done(plan, standing, save, f"The rule is turned {'on' if is_active else 'off'}.")


@bp.post("/reminder-rules/<int:rule_id>/retirement")
@login_required
def retire(rule_id: int) -> ResponseReturnValue:
    """Take a rule out of use."""
    plan, standing = _plan_of(rule_id)
    version = SwitchForm().version.data

    def save(change: Change) -> None:
        reminder_rules.retire(change, rule_id, version)

    return _done(plan, standing, save, "The rule is retired.")


@bp.post("/reminder-rules/<int:rule_id>/restoration")
@login_required
def restore(rule_id: int) -> ResponseReturnValue:
    """Take a retired rule into use again."""
    plan, standing = _plan_of(rule_id)
    version = SwitchForm().version.data

    def save(change: Change) -> None:
        reminder_rules.restore(change, rule_id, version)

    return _done(plan, standing, save, "The rule is in use again.")


def _plan_of(rule_id: int) -> tuple[Plan, Standing]:
    session = db.session()
    slug = reminder_rules.slug_of(session, actor(), rule_id)
    plan, standing = rights.plan_for(session, actor(), slug)
    rights.require_structure(session, standing)
    return plan, standing


def _done(
    plan: Plan,
    standing: Standing,
    save: Callable[[Change], None],
    said: str,
    form: RuleForm | None = None,
    rule_id: int = 0,
) -> ResponseReturnValue:
    """Show what a change does, or save it; or show the list with what was typed and why not.

    Args:
        form: what was typed, if anything was.
        rule_id: the rule that it is about; 0 for a new one.
    """
    refusal, status = "", 422
    if form is None or form.validate():
        try:
            if previewing.is_asked():
                return _effect(plan, save, form)
            save(changing())
        except StaleVersion:
            refusal, status = STALE, 409
        except InvalidInput as error:
            if form is None:
                refusal = error.message
            else:
                form.refuse(error, "days")
        else:
            flash(said)
            return redirect(url_for("reminder_rules.index", slug=plan.slug))
    db.session.rollback()
    return _page(plan, standing, form, rule_id, refusal), status


def _effect(plan: Plan, save: Callable[[Change], None], form: RuleForm | None) -> str:
    """Return the page that shows what a change does to mails not yet sent, and how they read."""
    words = form.wording.data if form is not None else ""
    found = rule_effects.effect(changing(), plan, save)
    fields = [(k, v) for k, v in request.form.items(multi=True) if k not in previewing.APART]
    return render_template(
        "reminder_rules/effect.html",
        plan=plan,
        found=found,
        tried=rule_words.tried(db.session(), plan, words, clock.now()) if words else None,
        ahead=rule_effects.AHEAD,
        fields=fields,
        action=request.path,
    )


def _page(
    plan: Plan,
    standing: Standing,
    form: RuleForm | None = None,
    rule_id: int = 0,
    refusal: str = "",
) -> str:
    session = db.session()
    rules = reminder_rules.rules_of(session, [plan.id])
    named = {user_id for rule in rules for user_id in rule.terms.people}
    addresses = rule_people.addresses(session, named)

    def form_of(rule: reminder_rules.Rule) -> RuleForm:
        if form is not None and rule.id == rule_id:
            return form
        own = RuleForm.of(rule, addresses)
        own.name_by(rule.id)
        return own

    return render_template(
        "reminder_rules/index.html",
        plan=plan,
        standing=standing,
        rules=[(rule, form_of(rule)) for rule in rules if rule.retired_at is None],
        retired=[rule for rule in rules if rule.retired_at is not None],
        form=form if form is not None and not rule_id else RuleForm(formdata=None),
        changed=rule_id,
        refusal=refusal,
        fields=wording.FIELDS,
        addresses=addresses,
        may_change=plan.stage != "closed",
    )
