"""The comments of a plan counted by one thing after another, each count with its list.

Comments that ask for an answer of their own are counted, as everywhere: no copies, none set aside.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, case, func, literal, select
from sqlalchemy.orm import Session

from models import Agency, AnswerDraft, Comment, CommentPoint, Initiative, Objective
from workplan.services.consultation.finding import is_own
from workplan.services.pages.comments.comment_filters import CommentAge, of_age, waits
from workplan.vocabulary import CommentSource, Disposition

Own = tuple[ColumnElement[bool], ColumnElement[bool]]
COMMENTS = func.count(Comment.id.distinct())


class Tally(NamedTuple):
    """How many comments there are of one kind.

    Args:
        code: by which the list is narrowed to them.
    """

    code: str
    said: str
    comments: int


class Tallied(NamedTuple):
    """The counts by one thing.

    Args:
        name: in the address of the list.
        head: what heads the column of the kinds.
        counted: what is counted, in words.
    """

    name: str
    title: str
    head: str
    rows: list[Tally]
    counted: str = "comments"


def tallies(session: Session, plan_id: int, now: datetime) -> list[Tallied]:
    """Return the counts of a plan’s comments; six selects, however many there are.

    A comment whose points are filed under two objectives counts for both.
    """
    own = (Comment.plan_id == plan_id, is_own())
    dispositions, ages = _dispositions(session, own), _ages(session, plan_id, now)
    return [
        Tallied("source", "By how they came", "How it came", _sources(session, own)),
        Tallied("age", "By age", "Age", ages, "comments that wait"),
        Tallied("disposition", "By disposition", "Disposition of a point", dispositions),
        Tallied("objective", "By objective", "Objective", _objectives(session, own)),
        Tallied("effort", "By line of effort", "Line of effort", _efforts(session, own)),
        Tallied("agency", "By agency that drafts", "Agency", _agencies(session, own)),
    ]


def _sources(session: Session, own: Own) -> list[Tally]:
    wanted = select(Comment.source, COMMENTS).where(*own).group_by(Comment.source)
    return _words(CommentSource, session.execute(wanted).all())


def _ages(session: Session, plan_id: int, now: datetime) -> list[Tally]:
    ages = case(*((of_age(age, now), age) for age in CommentAge.codes()))
    wanted = select(ages, COMMENTS).where(Comment.plan_id == plan_id, waits()).group_by(ages)
    return _words(CommentAge, session.execute(wanted).all())


def _dispositions(session: Session, own: Own) -> list[Tally]:
    wanted = (
        select(CommentPoint.disposition, COMMENTS)
        .join(Comment, Comment.id == CommentPoint.comment_id)
        .where(*own)
        .group_by(CommentPoint.disposition)
    )
    return _words(Disposition, session.execute(wanted).all())


def _objectives(session: Session, own: Own) -> list[Tally]:
    wanted = _by(Objective.id, Objective.code, Objective.statement, Objective.position)
    wanted = wanted.join(Objective, Objective.id == CommentPoint.objective_id).where(*own)
    return _named(session, wanted)


def _efforts(session: Session, own: Own) -> list[Tally]:
    wanted = _by(Initiative.id, Initiative.code, Initiative.title, Initiative.position)
    wanted = wanted.join(Initiative, Initiative.id == CommentPoint.initiative_id).where(*own)
    return _named(session, wanted)


def _agencies(session: Session, own: Own) -> list[Tally]:
    wanted = (
        _by(Agency.id, Agency.label, literal(""), Agency.label)
        .join(AnswerDraft, AnswerDraft.point_id == CommentPoint.id)
        .join(Agency, Agency.id == AnswerDraft.agency_id)
    )
    return _named(session, wanted.where(*own))


def _by(row_id: Any, code: Any, name: Any, place: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(row_id, code, name, COMMENTS)
        .select_from(CommentPoint)
        .join(Comment, Comment.id == CommentPoint.comment_id)
        .group_by(row_id, code, name, place)
        .order_by(place, row_id)
    )


def _words(kind: Any, rows: Iterable[Any]) -> list[Tally]:
    counts = dict(rows)
    return [Tally(code, kind.said(code), counts[code]) for code in kind.codes() if counts.get(code)]


def _named(session: Session, wanted: Select[*tuple[Any, ...]]) -> list[Tally]:
    return [
        Tally(str(row_id), f"{code} {name}".strip(), count)
        for row_id, code, name, count in session.execute(wanted)
    ]
