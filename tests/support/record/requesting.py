"""Change requests of the office: asked for as a form does, looked at, and answered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import update

from models import Plan
from support.ground.moments import washington
from support.ground.office import SLUG
from workplan.extensions import db
from workplan.services.changes.requests import answering
from workplan.services.changes.requests.asking import BY_ASKING, Asked, Asking
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.structure.task import tasks
from workplan.services.tasks.task_fields import fields_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from models import ChangeRequest
    from support.ground.office import Office

ASKED_AT = washington(2026, 9, 10, 9)


def asking(office: Office, who: str = "lead", why: str = "We need it") -> Asking:
    """Return a change that a person asks for."""
    actor = replace(office.people[who], by_request=BY_ASKING)
    return Asking(actor, ASKED_AT, why=why)


def asks(save: Callable[[], Any]) -> int:
    """Save what is asked for, and return the number of the request that comes of it."""
    try:
        save()
    except Asked as asked:
        db.session.rollback()
        return asked.number
    raise AssertionError("It was saved, and not asked for.")


def asks_to_change(
    office: Office, task_id: int, who: str = "lead", why: str = "We need it", **wanted: Any
) -> int:
    """Ask for another structure of a task, and return the number of the request."""
    task = office.task(task_id)
    after = replace(fields_of(db.session(), task), **wanted)
    version = task.version
    change = asking(office, who, why)
    return asks(lambda: tasks.change(change, task_id, version, after, why))


def limits(office: Office, days: int, official: str | None = "viewer") -> None:
    """Write the limit of the plan and its official, as was decided before it was approved."""
    person = office.people[official].id if official else None
    with writing() as session:
        wanted = update(Plan).where(Plan.slug == SLUG)
        session.execute(wanted.values(change_days=days, approver_id=person))
    db.session.rollback()


def request(office: Office, number: int = 1) -> ChangeRequest:
    """Return a request as it is stored now."""
    plan = office.plan()
    return answering.request_of(db.session(), plan.id, number)


def by(office: Office, who: str = "coordinator", now: datetime = ASKED_AT) -> Change:
    """Return a change of a person."""
    return Change(office.people[who], now)


def accepts(office: Office, number: int = 1, who: str = "coordinator", answer: str = "") -> Any:
    """Accept a request in the version that the plan has now, and return what moved."""
    version = office.plan().version
    return answering.accept(by(office, who), SLUG, number, version, answer)
