"""The page of one comment, shown by every view that changes something of it."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from models import Plan
from views.consultation.comment_forms import PointForm, ReasonForm, WordsForm
from views.support.plan_days import today_in
from views.support.sent.forms import BaseForm
from views.support.session import actor
from workplan.errors import NotFound
from workplan.extensions import db
from workplan.services.history import taken_back
from workplan.services.pages.lists import comment_lists, comment_rows
from workplan.services.pages.lists.comment_rows import CommentRow
from workplan.services.people import rights


def comment_page(
    slug: str, number: int, *, refused: BaseForm | None = None, at_point: int = 0
) -> str:
    """Render a comment.

    Args:
        refused: what was sent and could not be saved.
        at_point: the point whose form is shown; 0 for the first that waits.
    """
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    row = listed(plan, number)
    first = comment_rows.first_of(session, row)
    points = comment_rows.points_of(session, [first.id])[first.id]
    may_change = standing.may_change_structure and plan.stage != "closed"
    settles = may_change and row.is_open and row.alike_id is None
    waiting = [point.number for point in points if point.disposition is None]
    current = at_point if at_point in (p.number for p in points) else next(iter(waiting), 0)
    form: BaseForm | None = None
    if settles and current:
        point = next(point for point in points if point.number == current)
        is_refused = isinstance(refused, PointForm)
        form = refused if is_refused else PointForm.of(session, plan, row, point)
    version = {"version": row.version}
    history = comment_lists.history_of(session, standing, row.id)
    return render_template(
        "comments/show.html",
        plan=plan,
        standing=standing,
        today=today_in(plan),
        row=row,
        first=first,
        points=points,
        form=form,
        at_point=current,
        copies=comment_lists.copies_of(session, row.id),
        mails=comment_rows.mails_of(session, row.id),
        next_one=comment_lists.next_to_settle(session, plan.id, row),
        splitting=refused if isinstance(refused, WordsForm) else WordsForm(None, data=version),
        reasons=refused if isinstance(refused, ReasonForm) else ReasonForm(None, data=version),
        refused=refused,
        history=history,
        taken_back=taken_back.among(session, [entry for entry, _ in history]),
        may_change=may_change,
        settles=settles,
    )


def listed(plan: Plan, number: int) -> CommentRow:
    """Return a comment of a plan.

    Raises:
        NotFound: when there is none.
    """
    found = comment_lists.of_number(db.session(), plan.id, number)
    if found is None:
        raise NotFound(f"There is no comment {number} on this plan.")
    return found


def to_comment(slug: str, number: int, anchor: str = "") -> ResponseReturnValue:
    """Lead to a comment, or to a place on its page."""
    return redirect(url_for("comments.show", slug=slug, number=number, _anchor=anchor or None))
