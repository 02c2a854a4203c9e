"""Reminders: each plan's rules, and the ledger of what was sent."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms import BooleanField
from wtforms.validators import InputRequired

from views.support import asked, downloads
from views.support.forms import BaseForm, ChoiceField, WholeField
from views.support.session import actor, changing
from workplan import vocabulary
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.delivery import dead_mail
from workplan.services.people import rights
from workplan.services.reminding import ledgers, reminder_rules
from workplan.services.reminding.ledgers import NoticeLine, ReminderLine
from workplan.services.reminding.reminder_rules import Rule
from workplan.vocabulary import MailState

bp = Blueprint("reminders", __name__)

LISTED = (
    "Kind",
    "Suspense",
    "Rung",
    "To",
    "In place of",
    "Plan",
    "Code",
    "Task",
    "State",
    "Not before (UTC)",
    "Sent (UTC)",
    "Attempts",
    "Possibly twice",
    "Nobody else to tell",
    "Seen (UTC)",
    "Message-ID",
    "The server said",
)
AUDIENCE_CHOICES = [*vocabulary.Audience.choices()]


class RuleForm(BaseForm):
    """When to write to whom."""

    rung_days = WholeField(
        "Working days from the suspense", [InputRequired("Give a number; negative is before it.")]
    )
    audience = ChoiceField("Write to", choices=AUDIENCE_CHOICES)


class SwitchForm(BaseForm):
    """Whether a rule is on."""

    is_active = BooleanField("On")


@bp.get("/reminders")
@login_required
def show() -> ResponseReturnValue:
    """Show the rules of the person's plans, and the ledger that they may read."""
    return _page(None, None)


@bp.get("/reminders.csv")
@login_required
def table() -> Response:
    """Serve both ledgers, as far as the person may read them, as CSV."""
    session = db.session()
    standings, state = rights.standings(session, actor()), request.args.get("state", "")
    reminders = ledgers.ledger(session, standings, state, page=None).rows
    told = ledgers.notices(session, standings, state, page=None).rows
    lines: list[ReminderLine | NoticeLine] = [*reminders, *told]
    kinds: list[tuple[str, date | None, int | None]] = [
        ("Reminder", r.due_on, r.rung_days) for r in reminders
    ]
    kinds += [(vocabulary.NoticeKind.said(r.kind), None, None) for r in told]
    alone = {r.id for r in reminders if r.is_for_nobody}
    rows = (
        (
            *kind,
            r.user_name,
            r.absent,
            r.plan_title,
            r.code,
            r.task_name,
            vocabulary.MailState.said(r.state),
            r.not_before,
            r.sent_at,
            r.attempts,
            "yes" if r.is_possible_copy else "",
            "yes" if kind[0] == "Reminder" and r.id in alone else "",
            r.seen_at,
            r.message_id,
            r.last_reply,
        )
        for kind, r in zip(kinds, lines, strict=True)
    )
    return downloads.table("reminders", LISTED, rows)


@bp.post("/plans/<slug>/reminder-rules")
@login_required
def add_rule(slug: str) -> ResponseReturnValue:
    """Add a rule to a plan."""
    plan, standing = rights.plan_for(db.session(), actor(), slug)
    rights.require_structure(db.session(), standing)
    form = RuleForm()
    form.name_by(plan.id)
    if form.validate():
        try:
            reminder_rules.add(changing(), slug, form.rung_days.data or 0, form.audience.data)
        except InvalidInput as error:
            form.refuse(error, "rung_days")
        else:
            flash("The rule is added.")
            return redirect(url_for("reminders.show"))
    return _page(plan.id, form), 422


@bp.post("/reminder-rules/<int:rule_id>")
@login_required
def switch_rule(rule_id: int) -> ResponseReturnValue:
    """Turn a rule on or off."""
    is_active = bool(SwitchForm().is_active.data)
    reminder_rules.switch(changing(), rule_id, is_active=is_active)
    flash(f"The rule is turned {'on' if is_active else 'off'}.")
    return redirect(url_for("reminders.show"))


@bp.post("/mail/<any(reminders, notices):ledger>/<int:row_id>/again")
@login_required
def send_again(ledger: str, row_id: int) -> ResponseReturnValue:
    """Send a mail again that failed for good."""
    dead_mail.send_again(changing(), ledger, row_id)
    flash("The mail goes out again with the next beat of the scheduler, if it still holds.")
    return redirect(url_for("reminders.show"))


@bp.post("/mail/<any(reminders, notices):ledger>/<int:row_id>/seen")
@login_required
def see(ledger: str, row_id: int) -> ResponseReturnValue:
    """Say that a failed mail was seen."""
    dead_mail.see(changing(), ledger, row_id)
    flash("The failed mail is marked as seen.")
    return redirect(url_for("reminders.show"))


def _empty(plan_id: int) -> RuleForm:
    form = RuleForm(formdata=None)
    form.name_by(plan_id)
    return form


def _page(plan_id: int | None, form: RuleForm | None) -> str:
    session = db.session()
    standings = rights.standings(session, actor())
    by_plan = {standing.plan_id: standing for standing in standings}
    plans = rights.plans_of(session, actor())
    rules: dict[int, list[Rule]] = defaultdict(list)
    for rule in reminder_rules.rules_of(session, list(by_plan)):
        rules[rule.plan_id].append(rule)
    state = request.args.get("state", "")
    return render_template(
        "reminders/show.html",
        plans=plans,
        standings=by_plan,
        rules=rules,
        audiences=dict(AUDIENCE_CHOICES),
        form_of=lambda of: form if form is not None and of == plan_id else _empty(of),
        may_read=any(s.may_read_journal for s in standings),
        found=ledgers.ledger(session, standings, state, asked.page(request.args.get("page", ""))),
        told=ledgers.notices(session, standings, state, asked.page(request.args.get("told", ""))),
        state=state,
        states=MailState.codes(),
    )
