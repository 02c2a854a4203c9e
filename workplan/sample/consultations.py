"""What stakeholders write to a sample plan, and how the coordinator settles and answers it.

Nobody of them has an address, so that no sample ever writes to anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models import Agency, Comment, Initiative, Objective, Plan, Task, User
from workplan.services.consultation import answers, comments, filing, points
from workplan.services.consultation.comments import Letter, Sender
from workplan.services.consultation.drafts import asking, drafting
from workplan.services.consultation.drafts.asking import Asked
from workplan.services.consultation.filing import Filed
from workplan.services.consultation.points import Settled
from workplan.services.lifecycle import plan_changes
from workplan.services.lifecycle.comment_terms import CommentTerms
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.tasks.states import day_of

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
            if "draft" in point:
                yield from _drafting(number, which, point["draft"])
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
            session.scalar(_effort(plan, raw)),
        )
        points.settle(change, slug, number, _version(session, slug, number), which, settled)

    return happen


def _drafting(number: int, which: int, raw: Raw) -> Iterator[tuple[dict[str, Any], Happens]]:
    """Yield that an agency is asked for the draft of an answer, and that it drafts it."""

    def asked(session: Session, slug: str, change: Change) -> None:
        plan = _plan(session, slug)
        agency = session.scalars(select(Agency.id).where(Agency.code == raw["agency"])).one()
        day = day_of(session, plan, change.now)
        wanted_on = day.calendar.on_or_before(day.today + timedelta(days=raw["days"]))
        wanted = Asked(agency, wanted_on, raw.get("ask", ""))
        asking.ask(change, slug, number, _version(session, slug, number), which, wanted)
        if "effort" in raw:
            filed = Filed(None, session.scalar(_effort(plan, raw)))
            filing.file(change, slug, number, _version(session, slug, number), which, filed)

    def drafted(session: Session, slug: str, change: Change) -> None:
        user = session.scalars(select(User).where(User.email == raw["by"])).one()
        theirs = change.by(Actor(user.id, user.name, change.actor.door))
        settled = Settled(raw["disposition"], raw["answer"], raw.get("because", ""))
        drafting.write(theirs, slug, number, 1, which, settled)

    yield {"on": raw["on"]}, asked
    if "by" in raw:
        yield {"on": raw["drafted_on"]}, drafted


def _effort(plan: Plan, raw: Raw) -> Select[int]:
    """Return the select of the line of effort under which a point is filed."""
    return select(Initiative.id).where(
        Initiative.plan_id == plan.id, Initiative.code == raw.get("effort")
    )


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
