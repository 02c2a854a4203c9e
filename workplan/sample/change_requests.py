"""The change requests of a sample plan: one of its past that was accepted, and one that waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Agency, Plan, Task, User
from workplan.extensions import db
from workplan.services.changes.requests import answering, asking
from workplan.services.changes.requests.asking import BY_ASKING, Asked, Asking
from workplan.services.changes.requests.parts import Part
from workplan.services.lifecycle import change_limits, plan_changes
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.structure.task import tasks
from workplan.services.tasks.task_fields import TaskFields, changed, fields_of

Raw = Mapping[str, Any]
Happens = Callable[[Session, str, Change], None]


def events_of(document: Raw) -> Iterator[tuple[dict[str, Any], Happens]]:
    """Yield what happened to its requests, each with a dictionary that says `on` which day."""
    if "requests" not in document:
        return
    told = document["requests"]
    yield {"on": told["set_on"]}, _limiting(told)
    for number, raw in enumerate(told["accepted"], 1):
        yield {"on": raw["on"]}, _asking(raw)
        yield {"on": raw["answered_on"]}, _accepting(number, raw)


def ask_open(document: Raw, now: datetime) -> None:
    """Ask for what still waits, as its people would on the day on which the sample is loaded."""
    for raw in document.get("requests", {}).get("open", ()):
        session = db.session()
        plan = session.scalars(select(Plan).where(Plan.slug == document["plan"]["slug"])).one()
        task = _task(session, plan.id, raw["task"])
        who = replace(_person(session, raw["by"]), by_request=BY_ASKING)
        wanted = _wanted(session, fields_of(session, task), raw)
        task_id, version = task.id, task.version
        with suppress(Asked):
            change = Asking(who, now, why=raw["why"])
            tasks.change(change, task_id, version, wanted, raw["why"])
        session.rollback()


def _limiting(told: Raw) -> Happens:
    def happen(session: Session, slug: str, change: Change) -> None:
        plan = session.scalars(select(Plan).where(Plan.slug == slug)).one()
        # Before anybody is named the coordinator sets the limit; afterwards the official does.
        official = _person(session, told["official"])
        plan_changes.name_approver(change, slug, plan.version, official.id)
        theirs = change.by(official)
        change_limits.set_limit(theirs, slug, plan.version, told["days"])

    return happen


def _asking(raw: Raw) -> Happens:
    def happen(session: Session, slug: str, change: Change) -> None:
        plan = session.scalars(select(Plan).where(Plan.slug == slug)).one()
        task = _task(session, plan.id, raw["task"])
        before = fields_of(session, task)
        old, new = changed(before, _wanted(session, before, raw))
        theirs = change.by(_person(session, raw["by"]))
        asking.keep(theirs, plan.id, [Part("task.changed", task.id, old, new)], raw["why"], None)

    return happen


def _accepting(number: int, raw: Raw) -> Happens:
    def happen(session: Session, slug: str, change: Change) -> None:
        plan = session.scalars(select(Plan).where(Plan.slug == slug)).one()
        answering.accept(change, slug, number, plan.version, raw["answer"])

    return happen


def _wanted(session: Session, before: TaskFields, raw: Raw) -> TaskFields:
    """Return the structure that somebody asks for: another duration, or an agency more."""
    wanted = raw["wanted"]
    ids = {row.code: row.id for row in session.execute(select(Agency.code, Agency.id))}
    more = tuple((ids[one["agency"]], one["role"]) for one in wanted.get("supports", ()))
    days = wanted.get("duration_days", before.duration_days)
    return replace(before, duration_days=days, supports=(*before.supports, *more))


def _task(session: Session, plan_id: int, code: str) -> Task:
    return session.scalars(select(Task).where(Task.plan_id == plan_id, Task.code == code)).one()


def _person(session: Session, email: str) -> Actor:
    user = session.scalars(select(User).where(User.email == email)).one()
    return Actor(user.id, user.name, "sample")
