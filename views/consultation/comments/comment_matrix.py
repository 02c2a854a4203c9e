"""The matrix of comments as files: a line for each point, with what became of it and why."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response
from flask_login import login_required

from models import Plan
from views.consultation.comments.comment_choices import narrowed
from views.support.plan_days import today_in
from views.support.session import actor
from views.support.shown import downloads, papers
from workplan import clock
from workplan.extensions import db
from workplan.papers.paper import Paper, Section, table_of
from workplan.scheduling.explain import day_words
from workplan.services.pages.comments import comment_lists
from workplan.services.pages.comments.comment_filters import meant
from workplan.services.pages.comments.comment_rows import CommentRow
from workplan.services.pages.comments.point_rows import PointRow
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.vocabulary import CommentSource, Disposition

bp = Blueprint("comment_matrix", __name__)

DONE = "Every comment is answered"
PRINTED = (
    *(("Point", 2), ("From", 3), ("Words", 6), ("Disposition, task, filed under", 3)),
    *(("Answer", 5), ("Reason, for those inside", 4)),
)
"""The columns of the printed matrix, and how wide each is beside the others."""
MATRIX = (
    *("Point", "Came (UTC)", "How", "From", "Organisation", "May be named", "Letters alike"),
    *("About", "Words", "Disposition", "Objective", "Line of effort", "Task", "Entry"),
    *("Reason", "Answer", "Settled (UTC)", "By", "Drafted by", "State", "Answer due"),
    "Answered (UTC)",
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


@bp.get("/plans/<slug>/comments.pdf")
@login_required
def document(slug: str) -> Response:
    """Serve the matrix as a tagged PDF, across the page; nobody's address is in it."""
    plan = _plan(slug)
    session, today = db.session(), today_in(plan)
    figures = comment_lists.figures_of(session, plan, clock.now())
    matrix = table_of(PRINTED, _printed(plan))
    facts = (f"As it stands on {day_words(today)}", comment_lists.waiting_words(figures) or DONE)
    paper = Paper(
        title=plan.title,
        kind="Comment-response matrix",
        facts=facts,
        sections=[Section("Comments and answers", (matrix,))],
        marking=plan.marking or "",
        foot=journal.source_line(session),
        is_across=True,
    )
    return downloads.served(*papers.written(paper, "pdf"), f"{slug}-comments.pdf")


def _meant(plan: Plan) -> list[tuple[CommentRow, list[PointRow]]]:
    """Return the comments that the address asks for, each with its points."""
    return comment_lists.all_of(db.session(), meant(plan.id, narrowed(), clock.now()))


def _printed(plan: Plan) -> Iterator[tuple[str, ...]]:
    """Yield the cells of each point as they are printed."""
    for row, points in _meant(plan):
        who = "\n".join(filter(None, (row.sender, row.organisation)))
        letters = f"\n{row.copies + 1:,} letters alike" if row.copies else ""
        for point in points:
            said = Disposition.said(point.disposition) if point.disposition else row.state.words
            changes = "\n".join(
                filter(None, (said, point.task_code, point.objective_code, point.effort))
            )
            words = point.words or row.words
            name = f"{row.reference}.{point.number}"
            yield (name, who + letters, words, changes, point.answer, point.because)


def _plan(slug: str) -> Plan:
    plan, _ = rights.plan_for(db.session(), actor(), slug)
    return plan


def _lines(plan: Plan) -> Iterator[tuple[object, ...]]:
    """Yield a line for each point of the comments that the address asks for."""
    for row, points in _meant(plan):
        yield from _cells(row, points)


def _cells(row: CommentRow, points: list[PointRow]) -> Iterator[tuple[object, ...]]:
    """Yield a line for each point of a comment."""
    came = row.came_at, CommentSource.said(row.source), row.sender, row.organisation
    who = "Yes" if row.may_be_named else "No", row.copies + 1, row.subject
    stands = row.state.words, row.answer_by, row.answered_at
    for point in points:
        about = point.words or row.words, Disposition.said(point.disposition or "")
        changes = point.objective_code, point.effort, point.task_code, point.change_seq
        said = point.because, point.answer
        settled = point.settled_at, point.settled_by, point.drafts
        name = f"{row.reference}.{point.number}"
        yield (name, *came, *who, *about, *changes, *said, *settled, *stands)
