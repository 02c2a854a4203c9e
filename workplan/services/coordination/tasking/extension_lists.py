"""The requests for a later suspense: of a task, of a plan, and what waits for whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from models import Agency, Extension, ExtensionQuestion, Plan, Task, TaskAgency, User
from workplan.errors import NotFound
from workplan.paging import page_within, pages_of
from workplan.policy import STALE
from workplan.services.people import rights
from workplan.services.people.standing import Standing
from workplan.services.record.actor import Actor
from workplan.services.record.read_models import read
from workplan.services.tasks.owners import NOBODY, owners_of
from workplan.services.tasks.states import is_open
from workplan.vocabulary import ExtensionState

A_PAGE = 30
"""How many requests stand on a page."""
ASKER, CLOSER, EARLIER = aliased(User), aliased(User), aliased(Extension)
"""Made once: to put an alias together takes longer than its select."""


class Request(NamedTuple):
    """A request for a later suspense.

    Args:
        due_on: the day that counted when it was asked, and `directed_on` the one then ordered.
        number: the how manyth extension of its task it is, or would be.
    """

    id: int
    task_id: int
    plan_id: int
    slug: str
    code: str
    name: str
    by: str
    asked_at: datetime
    due_on: date
    directed_on: date
    wanted_on: date
    reason: str
    recovery: str
    state: str
    agreed_on: date | None
    answer: str
    closed_by: str | None
    closed_at: datetime | None
    number: int

    @property
    def is_open(self) -> bool:
        """Tell whether it still waits for somebody."""
        return self.state in (ExtensionState.ASKED, ExtensionState.RETURNED)


class Question(NamedTuple):
    """What a coordinator asked back, and the reply; empty while there is none."""

    extension_id: int
    by: str
    asked_at: datetime
    question: str
    reply: str


class Told(NamedTuple):
    """A request with the questions on it, and who leads its task."""

    request: Request
    questions: list[Question]
    leads: str


class Page(NamedTuple):
    """A page of the requests of a plan."""

    shown: list[Told]
    total: int
    page: int
    pages: int


class AskedIn(NamedTuple):
    """How many requests wait for the coordinators of a plan."""

    slug: str
    title: str
    waiting: int


def of_task(session: Session, task_id: int) -> list[Told]:
    """Return the requests on a task, the newest first; two selects, one where there is none."""
    wanted = _requests(Extension.task_id == task_id).order_by(Extension.id.desc())
    found = read(Request, session.execute(wanted))
    return _told(session, found) if found else []


def of_plan(session: Session, plan_id: int, agency: str, page: int) -> Page:
    """Return a page of the requests of a plan, those that are open first; four selects.

    Args:
        agency: the code of the lead agency whose requests are wanted; empty for all.
    """
    here: list[ColumnElement[bool]] = [Task.plan_id == plan_id]
    if agency:
        lead = select(TaskAgency.task_id).join(Agency, Agency.id == TaskAgency.agency_id)
        here.append(
            Extension.task_id.in_(lead.where(TaskAgency.role == "lead", Agency.code == agency))
        )
    counting = select(func.count()).select_from(Extension).join(Task, Task.id == Extension.task_id)
    total = session.scalar(counting.where(*here)) or 0
    shown = page_within(page, total, A_PAGE)
    is_closed = case((Extension.closed_at.is_(None), 0), else_=1)
    wanted = (
        _requests(*here)
        .order_by(is_closed, Extension.id.desc())
        .limit(A_PAGE)
        .offset((shown - 1) * A_PAGE)
    )
    found = read(Request, session.execute(wanted))
    return Page(_told(session, found), total, shown, pages_of(total, A_PAGE))


def waiting_in(plan_id: int) -> ScalarSelect[int]:
    """Return the expression of how many requests wait for the coordinators of a plan."""
    wanted = select(func.count()).select_from(Extension).join(Task, Task.id == Extension.task_id)
    return wanted.where(Task.plan_id == plan_id, _waits()).scalar_subquery()


def _waits() -> ColumnElement[bool]:
    """Return the condition of a request that waits for an answer: its task is open still."""
    return and_(Extension.state == ExtensionState.ASKED, is_open())


def times_extended() -> ScalarSelect[int]:
    """Return the expression of how many extensions of a task were approved."""
    wanted = select(func.count()).select_from(Extension)
    approved = Extension.state == ExtensionState.APPROVED
    return wanted.where(Extension.task_id == Task.id, approved).correlate(Task).scalar_subquery()


def asked_in(session: Session, standings: Sequence[Standing]) -> list[AskedIn]:
    """Return how many requests wait for a person in each plan that they coordinate; one select."""
    plans = [one.plan_id for one in standings if one.may_change_structure]
    if not plans:
        return []
    wanted = (
        select(Plan.slug, Plan.title, func.count().label("waiting"))
        .join(Task, Task.plan_id == Plan.id)
        .join(Extension, Extension.task_id == Task.id)
        .where(Plan.id.in_(plans), _waits(), Plan.stage != "closed")
        .group_by(Plan.id, Plan.slug, Plan.title)
        .order_by(Plan.title, Plan.id)
    )
    return read(AskedIn, session.execute(wanted))


def answered_to(session: Session, standings: Sequence[Standing], now: datetime) -> list[Told]:
    """Return the questions that wait, and the late answers to requests on a person's tasks.

    Questions first, then what was approved or declined in the last days.
    """
    mine = [one.owned() for one in standings if one.has_own_work]
    if not mine:
        return []
    lately = and_(
        Extension.state.in_((ExtensionState.APPROVED, ExtensionState.DECLINED)),
        Extension.closed_at >= now - STALE,
    )
    is_told = or_(and_(Extension.state == ExtensionState.RETURNED, is_open()), lately)
    wanted = _requests(or_(*mine), is_told).order_by(Extension.closed_at.isnot(None))
    found = read(Request, session.execute(wanted.order_by(Extension.id.desc()).limit(A_PAGE)))
    return _told(session, found) if found else []


def task_of(session: Session, actor: Actor, extension_id: int) -> Task:
    """Return the task of a request that a person may see.

    Raises:
        NotFound: when there is none, or none for them.
    """
    found = session.scalar(
        select(Task)
        .join(Extension, Extension.task_id == Task.id)
        .where(Extension.id == extension_id, Task.plan_id.in_(rights.visible_plans(actor)))
    )
    if found is None:
        raise NotFound("There is no such request among yours.")
    return found


def agencies_asking(session: Session, plan_id: int) -> list[tuple[str, str]]:
    """Return the codes and labels of the lead agencies on whose tasks requests were made."""
    rows = session.execute(
        select(Agency.code, Agency.label)
        .join(TaskAgency, TaskAgency.agency_id == Agency.id)
        .join(Task, Task.id == TaskAgency.task_id)
        .join(Extension, Extension.task_id == Task.id)
        .where(Task.plan_id == plan_id, TaskAgency.role == "lead")
        .distinct()
        .order_by(Agency.label)
    )
    return [(row.code, row.label) for row in rows]


def _requests(*conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    approved = (
        select(func.count())
        .select_from(EARLIER)
        .where(
            EARLIER.task_id == Extension.task_id,
            EARLIER.id < Extension.id,
            EARLIER.state == ExtensionState.APPROVED,
        )
        .correlate(Extension)
        .scalar_subquery()
    )
    return (
        select(
            Extension.id,
            Extension.task_id,
            Task.plan_id,
            Plan.slug,
            Task.code,
            Task.name,
            ASKER.name.label("by"),
            Extension.asked_at,
            Extension.due_on,
            Extension.directed_on,
            Extension.wanted_on,
            Extension.reason,
            Extension.recovery,
            Extension.state,
            Extension.agreed_on,
            Extension.answer,
            CLOSER.name.label("closed_by"),
            Extension.closed_at,
            (approved + 1).label("number"),
        )
        .join(Task, Task.id == Extension.task_id)
        .join(Plan, Plan.id == Task.plan_id)
        .join(ASKER, ASKER.id == Extension.asked_by_id)
        .outerjoin(CLOSER, CLOSER.id == Extension.closed_by_id)
        .where(*conditions)
    )


def _told(session: Session, found: Sequence[Request]) -> list[Told]:
    rows = session.execute(
        select(
            ExtensionQuestion.extension_id,
            User.name.label("by"),
            ExtensionQuestion.asked_at,
            ExtensionQuestion.question,
            ExtensionQuestion.reply,
        )
        .join(User, User.id == ExtensionQuestion.asked_by_id)
        .where(ExtensionQuestion.extension_id.in_([one.id for one in found]))
        .order_by(ExtensionQuestion.id)
    )
    questions: dict[int, list[Question]] = defaultdict(list)
    for row in read(Question, rows):
        questions[row.extension_id].append(row)
    owners = owners_of(session, [one.task_id for one in found])
    return [Told(one, questions[one.id], owners.get(one.task_id, NOBODY).led_by) for one in found]
