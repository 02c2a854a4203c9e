"""The office on the web: two plans with tasks, and a browser for each of its people.

arms, everybody's plan               strangers, a plan that the office knows nothing of
  ours      led by State PM            stranger's  led by the Zebra Bureau, no less
  handed    led by DSCA and State,
            handed to the contributor
  theirs    led by DSCA

`ours` waits for `theirs`, and each plan has rules and a ledger of reminders.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from config import Settings
from models import Agency, Base, Dependency, Notice, Plan, Reminder, ReminderRule, Task, User
from support.ground.databases import release
from support.ground.hashing import quick_hash
from support.ground.office import OTHER_SLUG, PASSWORD, SLUG, Office, found_office
from support.record.snapshots import selects
from support.web.browsers import Browser
from workplan import clock
from workplan.app import create_app
from workplan.extensions import db
from workplan.sample.files import read
from workplan.services.record.actor import SCHEDULER
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reminding import heartbeats
from workplan.services.structure import plan_stages
from workplan.services.structure.task import dependencies, tasks
from workplan.services.structure.task.dependencies import DependencyFields

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from pathlib import Path

    from flask import Flask

    from support.ground.databases import Databases
    from support.ground.workshop import Workshop

ZONE = "America/New_York"

# A site says that its planner ran when it was filled; `/healthz` believes that for a quarter of
# an hour (`PLANNER_SILENT`), so a worker that runs longer fills its site anew.
OLDEST = timedelta(minutes=10)


@dataclass
class Site:
    """Both plans with what stands in them, by name."""

    app: Flask
    office: Office
    now: datetime
    tasks: dict[str, int] = field(default_factory=dict)
    links: dict[str, int] = field(default_factory=dict)
    rules: dict[str, int] = field(default_factory=dict)
    browsers: dict[str, Browser] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return clock.civil_date(self.now, ZONE)

    def day(self, away: int) -> date:
        """Return the date so many calendar days from today."""
        return self.today + timedelta(days=away)

    def browser(self, who: str) -> Browser:
        """Return the browser in which a person has signed in; nobody has in `anonymous`."""
        if who not in self.browsers:
            email = None if who == "anonymous" else self.office.email(who)
            self.browsers[who] = Browser(self.app, email)
        return self.browsers[who]

    @contextmanager
    def as_draft(self) -> Iterator[None]:
        """Let the plan be a draft for a while, while browsers ask; see `Office.as_draft`."""
        with self.inside() as office:
            stage = office.put_stage("drafting")
        try:
            yield
        finally:
            with self.inside() as office:
                office.put_stage(stage)

    @contextmanager
    def inside(self) -> Iterator[Office]:
        """Work in the office, apart from every request."""
        with self.app.app_context():
            yield self.office

    def version(self, task_id: int) -> int:
        with self.inside() as office:
            return office.task(task_id).version

    def rows(self, name: str) -> list[Any]:
        """Return every row of a table."""
        with self.inside(), db.engine.connect() as connection:
            return list(connection.execute(selects()[name]).all())

    def dump(self) -> dict[str, list[Any]]:
        """Return every row of every table."""
        return {name: self.rows(name) for name in Base.metadata.tables}

    def on(self, app: Flask) -> Site:
        """Return the same site, served by another app from a copy of the database."""
        office = replace(self.office, app=app)
        return Site(app, office, self.now, dict(self.tasks), dict(self.links), dict(self.rules))

    def work(self) -> dict[str, list[Any]]:
        """Return every row but those that only tell who signed in."""
        tables = self.dump()
        del tables["user_sessions"], tables["sign_in_tries"]
        tables["journal"] = [entry for entry in tables["journal"] if entry.plan_id is not None]
        return tables


class Sites:
    """Opens the site for each test, on a copy of a database that is filled now and then."""

    def __init__(self, databases: Databases, workshop: Workshop, folder: Path) -> None:
        self._databases = databases
        self._workshop = workshop
        self._folder = folder
        self._url = ""
        self._site: Site | None = None

    @contextmanager
    def opened(self, instance: Path, **settings: Any) -> Iterator[Site]:
        """Open the site with certain settings."""
        with self._workshop.lent(self._filled(), instance, **settings) as app:
            assert self._site is not None
            yield self._site.on(app)

    def close(self) -> None:
        if self._site is not None:
            self._databases.drop(self._url)

    def _filled(self) -> str:
        """Return the URL of the filled database; at midnight, or when old, it is filled anew."""
        now = clock.now()
        if (
            self._site is None
            or self._site.today != clock.civil_date(now, ZONE)
            or now - self._site.now > OLDEST
        ):
            self.close()
            self._url = self._databases.create()
            app = create_app(Settings.for_tests(instance=self._folder, database_url=self._url))
            self._site = found_site(app)
            release(app)
        return self._url


def found_site(app: Flask) -> Site:
    """Found both plans sixty days ago, and let their people work since."""
    now = clock.now()
    founded_at = now - timedelta(days=60)
    with app.app_context():
        site = Site(app, found_office(app, founded_at), now)
        _add_zebra_bureau(site.office)
        _fill_arms(site, founded_at)
        _fill_strangers(site, founded_at)
        for plan_id in db.session.scalars(select(Plan.id)).all():
            plan_stages.pass_days(Change(SCHEDULER, now), plan_id)
        _write_ledger(site)
        for name, slug in (("ours", SLUG), ("stranger's", OTHER_SLUG)):
            site.rules[name] = db.session.scalars(
                select(ReminderRule.id)
                .join(Plan, Plan.id == ReminderRule.plan_id)
                .where(Plan.slug == slug)
                .order_by(ReminderRule.id)
            ).first()
    return site


def add_sample_people() -> None:
    """Add the people of the sample plans, who sign in as quickly."""
    with writing() as session:
        for raw in read("people.json"):
            session.add(
                User(
                    email=raw["email"],
                    name=raw["name"],
                    password_hash=quick_hash(PASSWORD),
                    is_admin=raw.get("is_admin", False),
                    created_at=clock.now(),
                )
            )


def _add_zebra_bureau(office: Office) -> None:
    with writing() as session:
        bureau = Agency(code="ZEBRA", label="Zebra Bureau", name="Bureau of Zebras")
        session.add(bureau)
        session.flush()
        office.agencies["ZEBRA"] = bureau.id


def _fill_arms(site: Site, founded_at: datetime) -> None:
    office = site.office
    contributor = office.contributor.id
    site.tasks["theirs"] = office.add("2a", 5, site.day(3), ("DSCA",), now=founded_at)
    site.tasks["ours"] = office.add("1a", 60, site.day(6), now=founded_at)
    site.tasks["handed"] = office.add(
        "2b", 20, site.day(-4), ("DSCA", "STATE"), now=founded_at, assignee_id=contributor
    )
    with writing() as session:
        # The site begins with empty ledgers: who was handed it then has long read so.
        session.execute(delete(Notice))
    wanted = DependencyFields(site.tasks["theirs"])
    dependencies.add(Change(office.coordinator, founded_at), site.tasks["ours"], wanted)
    site.links["ours"] = _only_link(site.tasks["ours"])
    office.report(
        site.tasks["ours"],
        site.now - timedelta(days=20),
        percent=40,
        actual_start_on=site.day(-50),
        done="Wrote the first half",
        next_steps="Write the second",
        help_needed="Counsel’s time",
    )


def _fill_strangers(site: Site, founded_at: datetime) -> None:
    office, stranger = site.office, site.office.stranger
    for stage in ("approved", "implementing"):
        plan_stages.move_to_stage(Change(stranger, founded_at), OTHER_SLUG, stage)
    for name, code, due in (("stranger's", "ZZ1", site.day(4)), ("stranger's other", "ZZ2", None)):
        wanted = office.fields(
            code, 30, due, ("ZEBRA",), name=f"Zebra work {code}", description="Zebra stripes"
        )
        site.tasks[name], _ = tasks.add(
            Change(stranger, founded_at), OTHER_SLUG, wanted, "Zebra reason"
        )
    wanted = DependencyFields(site.tasks["stranger's other"])
    dependencies.add(Change(stranger, founded_at), site.tasks["stranger's"], wanted)
    site.links["stranger's"] = _only_link(site.tasks["stranger's"])
    office.report(
        site.tasks["stranger's"],
        site.now - timedelta(days=20),
        stranger,
        percent=10,
        done="Zebra note",
    )


def _only_link(successor_id: int) -> int:
    return db.session.scalars(
        select(Dependency.id).where(Dependency.successor_id == successor_id)
    ).one()


def _write_ledger(site: Site) -> None:
    """Write a reminder that was sent about each task that is due, and that the scheduler runs."""
    lead_of = {"ours": "lead", "theirs": "other_lead", "stranger's": "stranger_lead"}
    with writing() as session:
        heartbeats.beat(session, heartbeats.PLANNER, site.now)
        heartbeats.beat(session, heartbeats.CHECKPOINT, site.now)
        for number, (name, who) in enumerate(lead_of.items()):
            task = session.get_one(Task, site.tasks[name])
            rule = session.scalars(
                select(ReminderRule).where(ReminderRule.plan_id == task.plan_id).limit(1)
            ).one()
            session.add(
                Reminder(
                    rule_id=rule.id,
                    plan_id=task.plan_id,
                    task_id=task.id,
                    user_id=site.office.people[who].id,
                    due_on=task.due_on,
                    rung_days=-5,
                    send_on=site.day(-1),
                    state="sent",
                    not_before=site.now - timedelta(days=1),
                    message_id=f"<{who}-{number}@office.example>",
                    attempts=1,
                    last_reply=f"250 kept for {who}",
                    sent_at=site.now - timedelta(days=1),
                )
            )
