"""Comments from outside, among the settings of a plan: taken, shown, and answered how soon."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Length

from models import Plan
from views.support.sent.forms import BaseForm, VersionField, WholeField
from views.support.session import actor, changing, settings
from views.support.shown.presenting import plural
from workplan import clock
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.policy import COMMENT_DAYS
from workplan.services.consultation.senders import leaving
from workplan.services.delivery import reply_addresses
from workplan.services.lifecycle import plan_changes
from workplan.services.lifecycle.comment_terms import CommentTerms
from workplan.services.people import rights

bp = Blueprint("plan_comments", __name__)

STALE = "Somebody changed the plan meanwhile. Look at it again, then save."


class TermsForm(BaseForm):
    """Whether a plan takes comments, shows them, and within how many days it answers."""

    version = VersionField()
    takes_comments = BooleanField("Take comments: anybody may write to the address of the plan")
    shows_comments = BooleanField("Show the register: anybody can read what became of them")
    offers_form = BooleanField("Offer a form: anybody may write a comment there")
    comment_days = WholeField("Working days to answer a comment", default=COMMENT_DAYS)
    sender_months = WholeField(
        "Months for which it is kept who wrote a comment",
        [InputRequired("Give a number of months; 0 keeps it as long as the comments.")],
        default=0,
    )
    confirmed = StringField("Confirmed", [Length(max=10)])
    reason = StringField("Why", [Length(max=500)])

    def wanted(self) -> CommentTerms:
        """Return what was sent; no number of days is the usual one."""
        days = self.comment_days.data
        return CommentTerms(
            bool(self.takes_comments.data),
            bool(self.shows_comments.data),
            COMMENT_DAYS if days is None else days,
            bool(self.offers_form.data),
            self.sender_months.data or 0,
        )


@bp.get("/plans/<slug>/settings/comments")
@login_required
def show(slug: str) -> ResponseReturnValue:
    """Show whether the plan takes comments from outside."""
    return _page(slug)


@bp.post("/plans/<slug>/settings/comments")
@login_required
def save(slug: str) -> ResponseReturnValue:
    """Save it, from the version that the person saw."""
    plan = rights.plan_to_change(db.session(), actor(), slug)
    form, status = TermsForm(), 422
    if form.validate() and _is_sound(form) and not _lets_senders_go(form, plan):
        version, reason = form.version.data, form.reason.data or ""
        try:
            plan_changes.take_comments(changing(), slug, version, form.wanted(), reason)
        except StaleVersion as stale:
            form.comment_days.errors = [STALE]
            form.version.data, status = stale.current, 409
        except InvalidInput as error:
            form.refuse(error, "comment_days")
        else:
            flash("What the plan does with comments is saved.")
            return redirect(url_for("plan_comments.show", slug=slug))
    db.session.rollback()
    return _page(slug, form), status


def _is_sound(form: TermsForm) -> bool:
    """Tell whether the numbers are some, and say at their fields where they are not."""
    try:
        form.wanted().check()
    except InvalidInput as error:
        form.refuse(error, "comment_days")
        return False
    return True


def _lets_senders_go(form: TermsForm, plan: Plan) -> bool:
    """Ask once more before names leave for good that are kept now; tell whether it asks."""
    months = form.sender_months.data or 0
    if months in (0, plan.sender_months) or form.confirmed.data == str(months):
        return False
    count = leaving.due(db.session(), plan, months, clock.now())
    if not count:
        return False
    form.confirmed.data = str(months)
    verb = "loses its sender" if count == 1 else "lose their senders"
    form.sender_months.errors = [
        f"{plural(count, 'comment')} {verb} for good with the next beat. Save once more to say "
        "that you mean it, or give more months."
    ]
    return True


def _page(slug: str, form: TermsForm | None = None) -> str:
    plan, standing = rights.plan_for(db.session(), actor(), slug)
    rights.require_coordinator(standing)
    if form is None:
        data = {
            "version": plan.version,
            "takes_comments": plan.takes_comments,
            "shows_comments": plan.shows_comments,
            "offers_form": plan.offers_form,
            "comment_days": plan.comment_days,
            "sender_months": plan.sender_months,
        }
        form = TermsForm(formdata=None, data=data)
    return render_template(
        "plan_comments/show.html",
        plan=plan,
        standing=standing,
        form=form,
        sent_to=reply_addresses.address(settings().replies_to, plan.slug),
        is_open=plan.stage != "closed" and plan.archived_at is None,
    )
