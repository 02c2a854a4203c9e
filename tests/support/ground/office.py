"""A tiny inter-agency office: a plan, people of each role in two agencies, and strangers beside.

State ── State PM (coordinator, lead, contributor)      supervised from State
DoD ──── DSCA (the other lead)                          supervised from DoD
strangers: a plan of its own, with a coordinator and a lead at DSCA
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from models import Agency, JournalEntry, Plan, Reminder, Task, TaskAgency, User
from support.ground.hashing import quick_hash
from support.ground.moments import washington
from workplan.extensions import db
from workplan.sample.files import Anchor
from workplan.sample.founding import found_plan
from workplan.services.record.actor import LOADER, Actor
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reporting import status_reports
from workplan.services.reporting.report_fields import ReportFields
from workplan.services.structure import plan_stages
from workplan.services.structure.task import tasks
from workplan.services.tasks import giving
from workplan.services.tasks.suspenses import SuspenseRule
from workplan.services.tasks.task_fields import TaskFields, fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from flask import Flask

    from workplan.services.dates.rescheduling import Move

PASSWORD = "correct horse battery"
FOUNDED_AT = washington(2026, 9, 1)
SLUG, OTHER_SLUG = "arms", "strangers"

AGENCIES = (
    ("STATE", "State", "Department of State", None),
    ("PM", "State PM", "Bureau of Political-Military Affairs", "STATE"),
    ("DOD", "DoD", "Department of Defense", None),
    ("DSCA", "DSCA", "Defense Security Cooperation Agency", "DOD"),
)
# Who, their name, their role, their agency, and whether they supervise it.
MEMBERS = (
    ("coordinator", "Cora Diaz", "coordinator", "PM", False),
    ("lead", "Lena Ivanova", "lead", "PM", False),
    ("contributor", "Carl Weber", "contributor", "PM", False),
    ("supervisor", "Vera Stone", "viewer", "STATE", True),
    ("other_lead", "Dana Kim", "lead", "DSCA", False),
    ("other_supervisor", "Otto Hahn", "viewer", "DOD", True),
    ("viewer", "Walt Poe", "viewer", None, False),
    ("auditor", "Ada Byron", "auditor", None, False),
)
STRANGERS = (
    ("stranger", "Sam Stranger", "coordinator", None, False),
    ("stranger_lead", "Sue Stranger", "lead", "DSCA", False),
)


@dataclass
class Office:
    """What a test says about its plan; every change goes through the services."""

    app: Flask
    agencies: dict[str, int] = field(default_factory=dict)
    people: dict[str, Actor] = field(default_factory=dict)

    coordinator = property(lambda self: self.people["coordinator"])
    lead = property(lambda self: self.people["lead"])
    other_lead = property(lambda self: self.people["other_lead"])
    contributor = property(lambda self: self.people["contributor"])
    supervisor = property(lambda self: self.people["supervisor"])
    viewer = property(lambda self: self.people["viewer"])
    auditor = property(lambda self: self.people["auditor"])
    stranger = property(lambda self: self.people["stranger"])

    def email(self, who: str) -> str:
        return f"{who}@office.example"

    def fields(
        self,
        code: str = "1a",
        days: int = 5,
        due: date | SuspenseRule | None = None,
        leads: Sequence[str] = ("PM",),
        **others: Any,
    ) -> TaskFields:
        """Return what a coordinator would give for a task; `due` is a date or a rule."""
        if not isinstance(due, SuspenseRule):
            due = SuspenseRule("none") if due is None else SuspenseRule("fixed", fixed_on=due)
        others.setdefault("name", f"Draft part {code}")
        return TaskFields(
            code=code,
            duration_days=days,
            leads=tuple(self.agencies[code] for code in leads),
            suspense=due,
            **others,
        )

    def add(self, code: str = "1a", *args: Any, now: datetime = FOUNDED_AT, **others: Any) -> int:
        """Add a task and return its id; see `fields`.

        It counts as given before that was kept, so that nobody is asked to acknowledge it.
        """
        task_id = self.give(code, *args, now=now, **others)
        with writing() as session:
            of_task = update(TaskAgency).where(TaskAgency.task_id == task_id)
            session.execute(of_task.values(given_at=None))
        return task_id

    def give(self, code: str = "1a", *args: Any, now: datetime = FOUNDED_AT, **others: Any) -> int:
        """Add a task that its lead agency is asked to acknowledge, and return its id."""
        wanted = self.fields(code, *args, **others)
        return tasks.add(Change(self.coordinator, now), SLUG, wanted)[0]

    def change(self, task_id: int, now: datetime = FOUNDED_AT, **wanted: Any) -> list[Move]:
        """Change a task from the version that it has now."""
        task = self.task(task_id)
        after = replace(fields_of(db.session(), task), **wanted)
        return tasks.change(Change(self.coordinator, now), task_id, task.version, after)

    def remove(self, task_id: int, now: datetime = FOUNDED_AT) -> list[Move]:
        """Remove a task from the version that it has now, as while its plan is a draft."""
        version = self.task(task_id).version
        with self.as_draft():
            return tasks.remove(Change(self.coordinator, now), task_id, version, "Not needed")

    @contextmanager
    def as_draft(self) -> Iterator[None]:
        """Let the plan be a draft for a while, from which any task can be removed."""
        stage = self.put_stage("drafting")
        try:
            yield
        finally:
            self.put_stage(stage)

    def put_stage(self, word: str) -> str:
        """Write the stage of the plan as no service does, and return the one that it had."""
        before = self.plan().stage
        with writing() as session:
            session.execute(update(Plan).where(Plan.slug == SLUG).values(stage=word))
        db.session.rollback()
        return before

    def report(
        self, task_id: int, now: datetime = FOUNDED_AT, actor: Actor | None = None, **said: Any
    ) -> list[Move]:
        """Report on a task from the version that it has now; on track at 0 % unless told."""
        wanted = ReportFields(**{"status": "on_track", "percent": 0, **said})
        version = self.task(task_id).version
        return status_reports.report(
            Change(actor or self.lead, now), task_id, version, wanted
        ).moves

    def complete(self, task_id: int, now: datetime) -> list[Move]:
        return self.report(task_id, now, status="complete", percent=100)

    def task(self, task_id: int) -> Task:
        """Return a task as it is stored now."""
        db.session.rollback()
        return db.session.get_one(Task, task_id)

    def plan(self, slug: str = SLUG) -> Plan:
        """Return a plan as it is stored now."""
        db.session.rollback()
        return db.session.scalars(select(Plan).where(Plan.slug == slug)).one()

    def journal(self, since: int = 0) -> Sequence[JournalEntry]:
        """Return the journal's entries after a number."""
        db.session.rollback()
        return db.session.scalars(
            select(JournalEntry).where(JournalEntry.seq > since).order_by(JournalEntry.seq)
        ).all()

    def last_seq(self) -> int:
        db.session.rollback()
        return db.session.scalar(select(func.max(JournalEntry.seq))) or 0

    def ledger(self, **of: Any) -> Sequence[Reminder]:
        """Return the ledger's rows in order, perhaps only those with certain values."""
        db.session.rollback()
        return db.session.scalars(select(Reminder).filter_by(**of).order_by(Reminder.id)).all()


def dated(moves: Sequence[Move]) -> list[int]:
    """Return the tasks whose dates moved, and not only their float."""
    return [
        m.task_id for m in moves if m.before[:2] != m.after[:2] or m.before.due_on != m.after.due_on
    ]


def found_office(
    app: Flask,
    now: datetime = FOUNDED_AT,
    *,
    stage: str = "implementing",
    time_zone: str = "America/New_York",
    marking: str | None = None,
) -> Office:
    """Found both plans inside the app's pushed context, and bring the first to a stage."""
    office = Office(app)
    founding = Change(LOADER, now)
    with founding.transaction() as session:
        for code, label, name, parent in AGENCIES:
            agency = Agency(
                code=code, label=label, name=name, parent_id=office.agencies.get(parent or "")
            )
            session.add(agency)
            session.flush()
            office.agencies[code] = agency.id
        for who, name, *_ in (*MEMBERS, *STRANGERS, ("admin", "Max Root")):
            user = User(
                email=office.email(who),
                name=name,
                password_hash=quick_hash(PASSWORD),
                is_admin=who == "admin",
                created_at=now,
            )
            session.add(user)
            session.flush()
            office.people[who] = Actor(user.id, name, "web", user.is_admin)
        for slug, members in ((SLUG, MEMBERS), (OTHER_SLUG, STRANGERS)):
            document = _document(office, slug, members, time_zone, marking, now)
            actor = office.people[members[0][0]]
            found_plan(founding.by(actor), document, Anchor.of(document, now.date()))
    for word in ("approved", "implementing"):
        if stage in (word, "implementing"):
            plan_stages.move_to_stage(Change(office.coordinator, now), SLUG, word)
    plan_id = office.plan().id
    with writing() as session:
        giving.forget(session, plan_id)
    return office


def _document(
    office: Office,
    slug: str,
    members: Sequence[tuple[str, str, str, str | None, bool]],
    time_zone: str,
    marking: str | None,
    now: datetime,
) -> dict[str, Any]:
    """Return a plan in the form of the sample files, with no tasks yet but one to hold it open."""
    return {
        "directive": {
            "citation": f"NSPM-10 {slug}" if slug == OTHER_SLUG else "NSPM-10",
            "title": "Conventional Arms Transfer Policy",
            "signed_on": "2026-08-03",
            "status": "in_force",
        },
        "objectives": [{"code": "1", "statement": "Make allies stronger."}],
        "plan": {
            "slug": slug,
            "title": "Arms transfer plan" if slug == SLUG else "Strangers' plan",
            "mail_tag": "CAT plan" if slug == SLUG else "Other plan",
            "time_zone": time_zone,
            "marking": marking,
            "start_on": now.date().isoformat(),
            "verifies": "nothing",
        },
        "members": [
            {"email": office.email(who), "role": role, "agency": agency, "is_supervisor": is_sup}
            for who, _, role, agency, is_sup in members
        ],
        "initiatives": [{"code": "1", "title": "Organize for success", "agency": "PM"}],
        "tasks": [
            {
                "code": "0",
                "name": "Keep the plan",
                "duration_days": 1,
                "leads": ["DSCA"],
                "dates_source": "plan",
                "initiative": "1",
                "objectives": ["1"],
            }
        ],
        "links": [],
    }
