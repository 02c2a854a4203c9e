"""How a sample plan is cleared by its agencies and approved by its official."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    Agency,
    Plan,
    Round,
    RoundAnswer,
    RoundAsk,
    RoundComment,
    RoundVersion,
    User,
)
from workplan.services.consultation import approvals, clearances
from workplan.services.consultation.clearances import Sent
from workplan.services.coordination.rounds import answers, finding, settling
from workplan.services.coordination.rounds.answers import Answer, Comment
from workplan.services.lifecycle import plan_changes
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change

Raw = Mapping[str, Any]
Happens = Callable[[Session, str, Change], None]
SAID = ("passage", "words", "proposed")


def events_of(document: Raw) -> Iterator[tuple[dict[str, Any], Happens]]:
    """Yield what happens in the clearance, each with a dictionary that says `on` which day."""
    if "clearance" not in document:
        return
    told = document["clearance"]
    yield {"on": told["named_on"]}, _naming(told["approver"])
    for raw in told["sends"]:
        yield {"on": raw["on"]}, _sending(raw)
    for raw in told["answers"]:
        yield {"on": raw["on"]}, _answering(raw)
        for comment in raw["comments"]:
            yield {"on": comment["decided_on"]}, _deciding(comment)
    yield {"on": told["cleared_on"]}, _clearing
    yield {"on": told["approved_on"]}, _approving(told["approver"])


def _naming(email: str) -> Happens:
    def happen(session: Session, slug: str, change: Change) -> None:
        plan = _plan(session, slug)
        plan_changes.name_approver(change, slug, plan.version, _person(session, email).id)

    return happen


def _sending(raw: Raw) -> Happens:
    def happen(session: Session, slug: str, change: Change) -> None:
        ids = {row.code: row.id for row in session.execute(select(Agency.code, Agency.id))}
        asks = {ids[code]: date.fromisoformat(day) for code, day in raw["asks"].items()}
        found = finding.open_clearance(session, _plan(session, slug).id)
        numbers = select(RoundVersion.number).where(
            RoundVersion.round_id == (found.id if found else 0)
        )
        after = max(session.scalars(numbers), default=0)
        clearances.send(change, slug, Sent(raw["name"], asks, after))

    return happen


def _answering(raw: Raw) -> Happens:
    def happen(session: Session, slug: str, change: Change) -> None:
        asked = (
            select(RoundAsk.id)
            .join(RoundVersion, RoundVersion.id == RoundAsk.version_id)
            .join(Round, Round.id == RoundVersion.round_id)
            .join(Agency, Agency.id == RoundAsk.agency_id)
            .where(
                Round.plan_id == _plan(session, slug).id,
                Round.task_id.is_(None),
                Agency.code == raw["agency"],
            )
            .order_by(RoundAsk.id.desc())
            .limit(1)
        )
        comments = [Comment(*(one[key] for key in SAID)) for one in raw["comments"]]
        theirs = change.by(_actor(session, raw["by"], change))
        answers.answer(theirs, session.scalars(asked).one(), Answer(raw["kind"], comments))

    return happen


def _deciding(raw: Raw) -> Happens:
    def happen(session: Session, _slug: str, change: Change) -> None:
        comment = (
            select(RoundComment.id)
            .join(RoundAnswer, RoundAnswer.id == RoundComment.answer_id)
            .where(RoundComment.words == raw["words"])
        )
        settling.decide(change, session.scalars(comment).one(), raw["decision"], raw["because"])

    return happen


def _clearing(session: Session, slug: str, change: Change) -> None:
    found = finding.open_clearance(session, _plan(session, slug).id)
    assert found is not None, "it goes round before it is cleared"
    settling.clear(change, found.id)


def _approving(email: str) -> Happens:
    def happen(session: Session, slug: str, change: Change) -> None:
        official = change.by(_actor(session, email, change))
        plan = _plan(session, slug)
        approvals.approve(official, slug, plan.version, approvals.readiness(session, plan).digest)

    return happen


def _plan(session: Session, slug: str) -> Plan:
    return session.scalars(select(Plan).where(Plan.slug == slug)).one()


def _person(session: Session, email: str) -> User:
    return session.scalars(select(User).where(User.email == email)).one()


def _actor(session: Session, email: str, change: Change) -> Actor:
    user = _person(session, email)
    return Actor(user.id, user.name, change.actor.door)
