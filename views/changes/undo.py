"""Take a change back; the line that says that something is saved offers it at once."""

from __future__ import annotations

from flask import (
    Blueprint,
    Flask,
    Response,
    flash,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import login_required

from views.support.asking import askable
from views.support.own_paths import own_path
from views.support.session import actor, changing
from views.support.shown.presenting import plural
from workplan.extensions import db
from workplan.services.changes.undoing import undo
from workplan.services.changes.undoing.asked_first import UndoAsked
from workplan.services.changes.undoing.in_the_way import UndoRefused
from workplan.services.record.verbs import UNDOABLE

bp = Blueprint("undo", __name__)

OFFERED = "undo"
"""Where a browser's session keeps what the next page may offer to take back."""


@bp.post("/journal/<int:seq>/undo")
@login_required
@askable
def take_back(seq: int) -> ResponseReturnValue:
    """Take back the change of a journal entry, as a new change; ask before what is gone then."""
    try:
        moves = undo.undo(changing(), seq, is_sure=request.form.get("sure") == "1")
    except UndoAsked as unsure:
        slug = unsure.hanging.slug
        return redirect(url_for("journal.show", slug=slug, undo=seq, _anchor="taking-back"))
    except UndoRefused as refused:
        db.session.rollback()
        return _refused(refused), 422
    asked, only_asked = undo.is_asked(changing())
    if only_asked:
        flash(f"Entry {seq:,} is not taken back yet: the lead is offered, and waits for an answer.")
    else:
        but = " The lead is offered, and waits for an answer." if asked else ""
        were = f"; {plural(len(moves), 'task')} rescheduled" if moves else ""
        flash(f"Entry {seq:,} is taken back{were}.{but}")
    return redirect(own_path(request.form.get("next", "")) or url_for("home.show"))


def _refused(refused: UndoRefused) -> str:
    """Return the page that names the entry in the way; it is read again, after the rollback."""
    return render_template(
        "errors/in_the_way.html",
        refused=refused.refused,
        by=refused.by,
        is_admin=actor().is_admin,
        back=own_path(request.form.get("next", "")) or url_for("home.show"),
    )


def _note(response: Response) -> Response:
    """Note what this request saved, when the next page is to say so."""
    if request.method == "POST" and response.status_code == 302 and "change" in g:
        found = undo.offered(changing())
        if found is not None:
            session[OFFERED] = found
    return response


def _offered() -> tuple[int, str] | None:
    """Return the entry that the page may offer to take back, with where to go then; once."""
    found = session.pop(OFFERED, None)
    if found is None:
        return None
    return found[0], request.path


def init_app(app: Flask) -> None:
    """Bind the note of what was saved, and what a page may offer to take back."""
    app.after_request(_note)
    app.jinja_env.globals["undo_offered"] = _offered
    app.jinja_env.globals["undoable_verbs"] = UNDOABLE
