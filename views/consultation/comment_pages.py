"""The page of one comment, shown by every view that changes something of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from models import Plan
from views.consultation.comment_forms import PointForm, ReasonForm, WordsForm
from views.consultation.marked_letters import leaves_words_out, marked
from views.support.plan_days import today_in
from views.support.sent.forms import BaseForm
from views.support.session import actor
from workplan.errors import InvalidInput, NotFound, StaleVersion
from workplan.extensions import db
from workplan.services.history import taken_back
from workplan.services.pages.lists import comment_lists, comment_rows, kindred_tasks
from workplan.services.pages.lists.comment_rows import CommentRow, PointRow
from workplan.services.pages.lists.kindred_tasks import KindredTask
from workplan.services.pages.text.cited import citing
from workplan.services.people import rights

STALE = "Somebody changed the comment meanwhile. Look at it again, then save."


class Done(NamedTuple):
    """What is said of a change, the place of the page that it leads to, and the point it is of."""

    said: str
    place: str = ""
    point: int = 0


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
    form: BaseForm | None = refused if settles and isinstance(refused, PointForm) else None
    if settles and current and form is None:
        form = PointForm.of(session, plan, row, _numbered(points, current))
    history = comment_lists.history_of(session, standing, row.id)
    letter = marked(row.words, points)
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
        near=_near(plan, row, points, current) if settles else [],
        copies=comment_lists.copies_of(session, row.id),
        later=comment_lists.following(session, row.id),
        cited=citing(session, row.id),
        mails=comment_rows.mails_of(session, row.id),
        next_one=comment_lists.next_to_settle(session, row) if may_change else None,
        **_forms(row, refused),
        history=history,
        taken_back=taken_back.among(session, [entry for entry, _ in history]),
        may_change=may_change,
        settles=settles,
        letter=letter,
        is_partly_said=leaves_words_out(letter),
        is_ready=settles and not waiting,
    )


def _forms(row: CommentRow, refused: BaseForm | None) -> dict[str, BaseForm | None]:
    """Return the forms beside that of a point: what was refused, or an empty one."""
    data = {"version": row.version}
    return {
        "splitting": refused if isinstance(refused, WordsForm) else WordsForm(None, data=data),
        "reasons": refused if isinstance(refused, ReasonForm) else ReasonForm(None, data=data),
        "refused": refused,
    }


def _numbered(points: list[PointRow], number: int) -> PointRow:
    return next(point for point in points if point.number == number)


def _near(plan: Plan, row: CommentRow, points: list[PointRow], current: int) -> list[KindredTask]:
    """Return the tasks whose words are like those of the point that is looked at."""
    said = next((point.words or row.words for point in points if point.number == current), "")
    return kindred_tasks.kindred_tasks(db.session(), plan.id, said)


def listed(plan: Plan, number: int) -> CommentRow:
    """Return a comment of a plan.

    Raises:
        NotFound: when there is none.
    """
    found = comment_lists.of_number(db.session(), plan.id, number)
    if found is None:
        raise NotFound(f"There is no comment {number} on this plan.")
    return found


def changed(
    slug: str, number: int, form: BaseForm, field: str, save: Callable[[], object], done: Done
) -> ResponseReturnValue:
    """Do one thing to a comment and lead back to it; or show it with why not.

    Args:
        field: at which a refusal stands that names no field of the form.
        done: what is said then, and to which place of the page it leads.
    """
    plan = rights.plan_to_change(db.session(), actor(), slug)
    listed(plan, number)
    status = 422
    if form.validate():
        try:
            save()
        except StaleVersion as stale:
            form["version"].errors, status = [STALE], 409
            form["version"].data = stale.current
        except InvalidInput as error:
            form.refuse(error, field)
        else:
            flash(done.said)
            return to_comment(slug, number, done.place)
    db.session.rollback()
    return comment_page(slug, number, refused=form, at_point=done.point), status


def to_comment(slug: str, number: int, anchor: str = "") -> ResponseReturnValue:
    """Lead to a comment, or to a place on its page."""
    return redirect(url_for("comments.show", slug=slug, number=number, _anchor=anchor or None))
