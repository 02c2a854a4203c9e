"""The matrix of comments as files: a line for each point, with what became of it and why."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response
from flask_login import login_required

from models import Plan
from views.consultation.comments import narrowed
from views.support.session import actor
from views.support.shown import downloads
from workplan.extensions import db
from workplan.services.pages.lists import comment_lists
from workplan.services.pages.lists.comment_rows import CommentRow, PointRow
from workplan.services.people import rights
from workplan.vocabulary import CommentSource, Disposition

bp = Blueprint("comment_matrix", __name__)

MATRIX = (
    *("Point", "Came (UTC)", "How", "From", "Organisation", "May be named", "Letters alike"),
    *("About", "Words", "Disposition", "Objective", "Task", "Reason", "Answer", "Settled (UTC)"),
    *("By", "State", "Answer due", "Answered (UTC)"),
)


@bp.get("/plans/<slug>/comments.csv")
@login_required
def table(slug: str) -> Response:
    """Serve the matrix as CSV; nobody's address is in it."""
    plan = _plan(slug)
    return downloads.table(f"{slug}-comments", MATRIX, _lines(plan))


@bp.get("/plans/<slug>/comments.xlsx")
@login_required
def workbook(slug: str) -> Response:
    """Serve the matrix as a workbook, to be printed as it lies; nobody's address is in it."""
    plan = _plan(slug)
    return downloads.workbook(f"{slug}-comments", plan.title, "Comments", MATRIX, _lines(plan))


def _plan(slug: str) -> Plan:
    plan, _ = rights.plan_for(db.session(), actor(), slug)
    return plan


def _lines(plan: Plan) -> Iterator[tuple[object, ...]]:
    """Yield a line for each point of the comments that the address asks for."""
    for row, points in comment_lists.all_of(db.session(), plan.id, narrowed()):
        yield from _cells(row, points)


def _cells(row: CommentRow, points: list[PointRow]) -> Iterator[tuple[object, ...]]:
    """Yield a line for each point of a comment."""
    came = row.came_at, CommentSource.said(row.source), row.sender, row.organisation
    who = "Yes" if row.may_be_named else "No", row.copies + 1, row.subject
    stands = row.state.words, row.answer_by, row.answered_at
    for point in points:
        about = point.words or row.words, Disposition.said(point.disposition or "")
        changes = point.objective_code, point.task_code, point.because, point.answer
        settled = point.settled_at, point.settled_by
        name = f"{row.reference}.{point.number}"
        yield (name, *came, *who, *about, *changes, *settled, *stands)
