"""Take a change back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.own_paths import own_path
from views.session import actor
from workplan import clock
from workplan.services import undo

bp = Blueprint("undo", __name__)


@bp.post("/journal/<int:seq>/undo")
@login_required
def take_back(seq: int) -> ResponseReturnValue:
    """Take back the change of a journal entry, as a new change."""
    moves = undo.undo(actor(), clock.now(), seq)
    flash(f"Entry {seq:,} is taken back; {len(moves)} tasks were rescheduled.")
    return redirect(own_path(request.form.get("next", "")) or url_for("home.show"))
