"""What an administrator does first in a new house, as a short list."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.frame.rails import has_page
from views.support.session import actor
from workplan.extensions import db
from workplan.services.pages import first_steps
from workplan.services.people import rights

bp = Blueprint("first_steps", __name__)


@bp.get("/admin/first-steps")
@login_required
def show() -> ResponseReturnValue:
    """Show what is done and what is not."""
    rights.require_administrator(actor())
    steps = first_steps.steps(db.session())
    return render_template("first_steps/show.html", steps=steps, has_page=has_page)
