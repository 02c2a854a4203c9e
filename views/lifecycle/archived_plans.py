"""Plans that are put away: archived when closed, deleted as drafts, and brought back from here."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from models import Plan
from views.support.session import actor, changing
from workplan.extensions import db
from workplan.policy import DELETED_DRAFTS_KEPT_DAYS
from workplan.services.lifecycle import putting_away
from workplan.services.people import rights
from workplan.services.record.change import Change

bp = Blueprint("archived_plans", __name__)

LONGEST_REASON = 500


@bp.get("/plans/archived")
@login_required
def index() -> ResponseReturnValue:
    """List the archived plans of a person, and the deleted drafts that they can bring back."""
    session = db.session()
    deleted = putting_away.deleted_of(session, actor())
    return render_template(
        "archived_plans/index.html",
        archived=putting_away.archived_of(session, actor()),
        deleted=[(draft, putting_away.gone_at(draft)) for draft in deleted],
        kept_days=DELETED_DRAFTS_KEPT_DAYS,
    )


@bp.post("/plans/<slug>/archive")
@login_required
def archive(slug: str) -> ResponseReturnValue:
    """Take a closed plan out of the lists, or retire a template."""
    plan = _done(slug, putting_away.archive)
    if plan.is_template:
        flash(f"The template “{plan.title}” is retired: no plan is made of it until it is back.")
        return redirect(url_for("templates.index"))
    flash(f"“{plan.title}” is archived: it stands in no list any more, and is found here.")
    return redirect(url_for("archived_plans.index"))


@bp.post("/plans/<slug>/archive/removal")
@login_required
def unarchive(slug: str) -> ResponseReturnValue:
    """Bring an archived plan back into the lists, or a retired template back."""
    plan = _done(slug, putting_away.unarchive)
    if plan.is_template:
        flash(f"The template “{plan.title}” can be used again.")
        return redirect(url_for("templates.index"))
    flash(f"“{plan.title}” is back in the lists; it is still closed.")
    return redirect(url_for("plan_stage.show", slug=plan.slug))


@bp.post("/plans/<slug>/deletion")
@login_required
def delete(slug: str) -> ResponseReturnValue:
    """Delete a draft, which can be brought back for a while."""
    plan = _done(slug, putting_away.delete)
    flash(
        f"The draft “{plan.title}” is deleted. It can be brought back here for "
        f"{DELETED_DRAFTS_KEPT_DAYS} days."
    )
    return redirect(url_for("archived_plans.index"))


@bp.post("/plans/archived/<int:plan_id>/restoration")
@login_required
def bring_back(plan_id: int) -> ResponseReturnValue:
    """Bring a deleted draft back."""
    plan = putting_away.bring_back(changing(), plan_id)
    flash(f"The draft “{plan.title}” is back, as {url_for('plans.show', slug=plan.slug)}.")
    return redirect(url_for("plans.show", slug=plan.slug))


def _done(slug: str, act: Callable[[Change, str, str], Plan]) -> Plan:
    """Do something with a plan as a whole, and return it."""
    _, standing = rights.plan_for(db.session(), actor(), slug)
    rights.require_coordinator(standing)
    return act(changing(), slug, request.form.get("reason", "").strip()[:LONGEST_REASON])
