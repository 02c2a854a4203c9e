"""What stakeholders write to a sample plan, and how the coordinator settles and answers it.

Nobody of them has an address, so that no sample ever writes to anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Comment, Objective, Plan, Task
from workplan.services.consultation import answers, comments, points
from workplan.services.consultation.comments import Letter, Sender
from workplan.services.consultation.points import Settled
from workplan.services.lifecycle import plan_changes
from workplan.services.lifecycle.plan_changes import CommentTerms
from workplan.services.record.change import Change

Raw = Mapping[str, Any]
Happens = Callable[[Session, str, Change], None]


def events_of(document: Raw) -> Iterator[tuple[dict[str, Any], Happens]]:
    """Yield what happens about comments, each with a dictionary that says `on` which day."""
    if "consultation" not in document:
        return
    told = document["consultation"]
    yield {"on": told["opens_on"]}, _opening(told["comment_days"])
    for number, raw in enumerate(told["letters"], 1):
        yield {"on": raw["on"]}, _coming(raw)
        for point in raw.get("points", ()):
            if point.get("words"):
                yield {"on": raw["on"]}, _splitting(number, point["words"])
        for which, point in enumerate(raw.get("points", ()), 1):
            if "disposition" in point:
                yield {"on": point["on"]}, _settling(number, which, point)
        if "answered_on" in raw:
            yield {"on": raw["answered_on"]}, _answering(number)


def _opening(days: int) -> Happens:
    def happen(session: Session, slug: str, change: Change) -> None:
        plan = _plan(session, slug)
        terms = CommentTerms(takes_comments=True, shows_comments=True, comment_days=days)
        plan_changes.take_comments(change, slug, plan.version, terms)

    return happen


def _coming(raw: Raw) -> Happens:
    by = Sender(raw["sender"], raw.get("organisation", ""), "", raw.get("named", False))
    letter = Letter(by, raw["subject"], raw["words"])

    def happen(_session: Session, slug: str, change: Change) -> None:
        comments.enter(change, slug, letter)

    return happen


def _splitting(number: int, words: str) -> Happens:
    def happen(session: Session, slug: str, change: Change) -> None:
        points.split(change, slug, number, _version(session, slug, number), words)

    return happen


def _settling(number: int, which: int, raw: Raw) -> Happens:
    def happen(session: Session, slug: str, change: Change) -> None:
        plan = _plan(session, slug)
        task = select(Task.id).where(Task.plan_id == plan.id, Task.code == raw.get("task"))
        objective = select(Objective.id).where(
            Objective.directive_id == plan.directive_id, Objective.code == raw.get("objective")
        )
        settled = Settled(
            raw["disposition"],
            raw["answer"],
            raw.get("because", ""),
            session.scalar(task.where(Task.removed_at.is_(None))),
            session.scalar(objective),
        )
        points.settle(change, slug, number, _version(session, slug, number), which, settled)

    return happen


def _answering(number: int) -> Happens:
    def happen(session: Session, slug: str, change: Change) -> None:
        answers.send(change, slug, number, _version(session, slug, number))

    return happen


def _plan(session: Session, slug: str) -> Plan:
    return session.scalars(select(Plan).where(Plan.slug == slug)).one()


def _version(session: Session, slug: str, number: int) -> int:
    wanted = select(Comment.version).where(
        Comment.plan_id == _plan(session, slug).id, Comment.number == number
    )
    return session.scalars(wanted).one()
