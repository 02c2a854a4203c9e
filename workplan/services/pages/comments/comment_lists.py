"""The comments on a plan: the list with its filter, the figures, one comment, and the register.

A letter that repeats another is counted with it and is no row of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from statistics import median
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session

from models import Comment, CommentPoint, FormerShortName, JournalEntry, Plan
from workplan.clock import civil_date
from workplan.errors import NotFound
from workplan.paging import page_within, pages_of
from workplan.services.consultation import copies
from workplan.services.consultation.finding import SUBJECT, is_own
from workplan.services.consultation.senders import leaving
from workplan.services.history.entry_names import names_for
from workplan.services.history.entry_words import said
from workplan.services.pages.comments import comment_counts
from workplan.services.pages.comments.comment_rows import (
    CommentRow,
    CommentState,
    in_state,
    read_rows,
)
from workplan.services.pages.comments.point_rows import PointRow, points_of
from workplan.services.people.standing import Standing
from workplan.services.record.words.sentences import count
from workplan.services.tasks.states import day_of
from workplan.vocabulary import Disposition

A_PAGE, MOST_COPIES = 50, 200


class CommentFigures(NamedTuple):
    """How many comments there are, and where they stand.

    Args:
        letters: how many came in all, set aside or not.
        comments: how many of them ask for an answer of their own: neither copies nor set aside.
        waiting: how many of those are not answered, and `overdue` how many of these are late.
        dispositions: how many points were settled each way.
        median_days: within how many working days half of the answers went; None without one.
    """

    letters: int
    comments: int
    waiting: int
    overdue: int
    set_aside: int
    dispositions: Mapping[str, int]
    median_days: int | None


class CommentPage(NamedTuple):
    """A page of the list."""

    rows: list[CommentRow]
    page: int
    pages: int


class RegisterPage(NamedTuple):
    """A page of the register: each comment with its points."""

    rows: list[tuple[CommentRow, list[PointRow]]]
    page: int
    pages: int


def figures_of(session: Session, plan: Plan, now: datetime) -> CommentFigures:
    """Return the figures of the comments on a plan; three selects and the calendar."""
    day = day_of(session, plan, now)
    of_plan = Comment.plan_id == plan.id
    own = select(func.count()).select_from(Comment).where(of_plan, is_own()).scalar_subquery()
    counts = session.execute(
        select(
            func.count(),
            own,
            comment_counts.column(plan.id),
            comment_counts.column(plan.id, day.today),
            func.count(Comment.set_aside_at),
        ).where(of_plan)
    ).one()
    answered = session.execute(
        select(Comment.came_at, Comment.answered_at).where(
            of_plan, is_own(), Comment.answered_at.is_not(None)
        )
    )
    settled = session.execute(
        select(CommentPoint.disposition, func.count())
        .join(Comment, Comment.id == CommentPoint.comment_id)
        .where(of_plan, is_own(), CommentPoint.disposition.is_not(None))
        .group_by(CommentPoint.disposition)
    )

    def took(came_at: datetime, answered_at: datetime) -> int:
        came, went = (civil_date(at, plan.time_zone) for at in (came_at, answered_at))
        return day.calendar.working_days_between(came, went)

    days = [took(row.came_at, row.answered_at) for row in answered if row.answered_at]
    dispositions = {str(row[0]): row[1] for row in settled}
    half = round(median(days)) if days else None
    letters, comments, waiting, overdue, aside = counts
    return CommentFigures(letters, comments, waiting, overdue, aside, dispositions, half)


def page_of(session: Session, which: ColumnElement[bool], page: int) -> CommentPage:
    """Return a page of the comments that a filter means, as `meant` has it; two selects."""
    total = session.scalar(select(func.count()).select_from(Comment).where(which)) or 0
    page = page_within(page, total, A_PAGE)
    rows = read_rows(session, which, A_PAGE, (page - 1) * A_PAGE)
    return CommentPage(rows, page, pages_of(total, A_PAGE))


def all_of(session: Session, which: ColumnElement[bool]) -> list[tuple[CommentRow, list[PointRow]]]:
    """Return every comment that a filter means, each with its points; two selects."""
    points = points_of(session, select(Comment.id).where(which))
    return [(row, points.get(row.id, [])) for row in read_rows(session, which)]


def of_number(session: Session, plan_id: int, number: int) -> CommentRow | None:
    """Return a comment by its number in the plan; one select."""
    which = and_(Comment.plan_id == plan_id, Comment.number == number)
    return next(iter(read_rows(session, which)), None)


def copies_of(session: Session, comment_id: int) -> list[CommentRow]:
    """Return the first letters that repeat a comment; one select."""
    return read_rows(session, copies.repeats(comment_id), MOST_COPIES)


def of_sender(session: Session, comment: Comment) -> list[CommentRow]:
    """Return the comments of whoever wrote one, the first ones; one select."""
    return read_rows(session, leaving.of_sender(comment), MOST_COPIES)


def following(session: Session, comment_id: int) -> list[CommentRow]:
    """Return the first comments that add to one; one select."""
    return read_rows(session, Comment.follows_id == comment_id, A_PAGE)


def next_to_settle(session: Session, row: CommentRow) -> int | None:
    """Return the number of the comment to settle that is due next after one; the first at the end.

    One select.
    """
    order = Comment.answer_by, Comment.came_at, Comment.id
    is_behind = tuple_(*order) > tuple_(
        literal(row.answer_by), literal(row.came_at, Comment.came_at.type), literal(row.id)
    )
    wanted = select(Comment.number).where(
        Comment.plan_id == row.plan_id,
        is_own(),
        in_state(CommentState.TO_SETTLE),
        Comment.id != row.id,
    )
    return session.scalars(wanted.order_by(case((is_behind, 0), else_=1), *order).limit(1)).first()


def plan_shown(session: Session, slug: str) -> Plan:
    """Return a plan that shows everybody what became of comments.

    Raises:
        NotFound: in the same words when there is none, and when it shows nothing.
    """
    named = select(FormerShortName.plan_id).where(FormerShortName.slug == slug)
    found = session.scalar(
        select(Plan).where(
            or_(Plan.slug == slug, Plan.id.in_(named)),
            Plan.shows_comments,
            Plan.removed_at.is_(None),
        )
    )
    if found is None:
        raise NotFound("There is no such page.")
    return found


def register_of(session: Session, plan_id: int, page: int) -> RegisterPage:
    """Return a page of what the public reads: each comment with its points, the last one first."""
    which = and_(Comment.plan_id == plan_id, is_own())
    total = session.scalar(select(func.count()).select_from(Comment).where(which)) or 0
    page = page_within(page, total, A_PAGE)
    rows = read_rows(session, which, A_PAGE, (page - 1) * A_PAGE, by_number=True)
    points = points_of(session, [row.id for row in rows])
    shown = [(row, points.get(row.id, [])) for row in rows]
    return RegisterPage(shown, page, pages_of(total, A_PAGE))


def history_of(
    session: Session, standing: Standing, comment_id: int
) -> list[tuple[JournalEntry, str]]:
    """Return what the journal says of a comment to who may read that, the last first."""
    entries: Sequence[JournalEntry] = session.scalars(
        select(JournalEntry)
        .where(
            JournalEntry.subject_type == SUBJECT,
            JournalEntry.subject_id == comment_id,
            standing.readable_journal(),
        )
        .order_by(JournalEntry.seq.desc())
    ).all()
    names = names_for(session, entries)
    return [(entry, said(entry, names)) for entry in entries]


def waiting_words(figures: CommentFigures) -> str:
    """Return how many comments wait, in words; empty for none."""
    if not figures.waiting:
        return ""
    verb = "waits" if figures.waiting == 1 else "wait"
    said = f"{count(figures.waiting, 'comment')} {verb} for an answer"
    if not figures.overdue:
        return said
    return f"{said}; {'one is' if figures.overdue == 1 else f'{figures.overdue:,} are'} overdue"


def disposed(figures: CommentFigures) -> str:
    """Return how the points were settled, in words: “14 accepted, 9 in part”."""
    return ", ".join(
        f"{figures.dispositions[code]:,} {Disposition.said(code).lower()}"
        for code in Disposition.codes()
        if figures.dispositions.get(code)
    )
