"""Concur by the link in a mail: the version and one button, without signing in."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from models import Plan, Task
from views.support.sent import once
from views.support.session import settings
from workplan import clock
from workplan.errors import InvalidInput, NotFound
from workplan.extensions import db
from workplan.services.consultation.text import versions
from workplan.services.pages.text import papers as text_papers
from workplan.services.record.form_numbers import DoneAlready, was_used
from workplan.services.reminding import concurring
from workplan.services.reminding.concurring import Opened

bp = Blueprint("concurring", __name__)


@bp.get("/c/<token>")
def show(token: str) -> ResponseReturnValue:
    """Show the version and the button; nothing is changed, whoever or whatever follows the link."""
    try:
        _require_links()
        found = concurring.open_link(db.session(), token, clock.now())
    except NotFound as gone:
        return _to_sign_in(token, gone)
    return render_template(
        "concurring/show.html",
        found=found,
        plan=found.plan,
        task=found.task,
        **({} if found.task else _of_plan(found)),
    )


@bp.post("/c/<token>")
def concur(token: str) -> ResponseReturnValue:
    """Concur for the agency, which uses the link up."""
    page = concurring.page_of(db.session(), token)
    db.session.rollback()
    try:
        _require_links()
        concurring.concur(token, clock.now(), form=g.pop("form", None))
    except (NotFound, InvalidInput) as gone:
        sent = once.sent_form()
        if page is None or sent is None or not was_used(db.session(), sent):
            return _to_sign_in(token, NotFound(str(gone)))
    except DoneAlready:
        db.session.rollback()
    assert page is not None  # Whatever was done was done by a link that there is.
    session = db.session()
    task = session.get_one(Task, page.task_id) if page.task_id else None
    return render_template(
        "concurring/saved.html", task=task, plan=session.get_one(Plan, page.plan_id)
    )


def _of_plan(found: Opened) -> dict[str, object]:
    """Return the version of the plan that is cleared, as a document, and whether it is as kept."""
    session = db.session()
    version = versions.of_number(session, found.plan.id, found.version.number)
    return {
        "paper": text_papers.paper_of_version(session, found.plan, version),
        "is_as_kept": versions.is_as_kept(session, version),
    }


def _require_links() -> None:
    if settings().links_need_sign_in:
        raise NotFound("Links in mails lead to the sign-in here.")


def _to_sign_in(token: str, gone: NotFound) -> ResponseReturnValue:
    db.session.rollback()
    page = concurring.page_of(db.session(), token)
    if page is None:
        raise gone
    flash(str(gone), "info")
    if page.task_id is not None:
        to = url_for("rounds.show", task_id=page.task_id)
    else:
        to = url_for("clearance.show", slug=page.slug)
    return redirect(url_for("sign_in.show", next=to))
