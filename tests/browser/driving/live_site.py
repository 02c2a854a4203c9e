"""The whole site on a loopback port, with the sample plans and a made-up one, at a set time."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from flask import got_request_exception
from sqlalchemy import make_url, select
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.test import run_wsgi_app

from config import Settings
from models import Plan, Task, User
from support.ground.databases import release
from support.ground.moments import washington
from workplan.app import create_app
from workplan.extensions import db
from workplan.mail.files import FileMailer
from workplan.sample import loader, synthetic
from workplan.services.accounts.membership import memberships
from workplan.services.delivery.deliveries import Sender
from workplan.services.operations import beats
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reminding import mail_links

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from flask import Flask

# The sample plan that is under way, one that is closed, and one that is made up and marked.
LIVE, CLOSED, MARKED = "arms-transfer-strategy", "cat-policy", "synthetic"
MARKING = "CONTROLLED UNCLASSIFIED INFORMATION"

LOADED_AT = washington(2026, 11, 24, 8, 30)
TICKED_AT = washington(2026, 11, 24, 9)
OPENED_AT = washington(2026, 11, 24, 10)  # A Tuesday, two days before Thanksgiving.

PEOPLE = {
    "coordinator": "daniel.okafor@state.example",
    "lead": "margaret.lindqvist@state.example",
    "other_lead": "marcus.delacroix@war.example",
    "contributor": "hana.novak@defense.example",
    "principal": "camille.durand@whitehouse.example",
    "auditor": "joseph.tanaka@audit.example",
    "admin": "priya.raman@workplan.example",
}


class SteadyClock:
    """A clock that starts at a set moment and runs on; a test may look a little ahead."""

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._started = monotonic()
        self._ahead = timedelta()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=monotonic() - self._started) + self._ahead

    @contextmanager
    def ahead(self, **by: float) -> Iterator[None]:
        """Let the site believe for a while that it is later."""
        self._ahead = timedelta(**by)
        try:
            yield
        finally:
            self._ahead = timedelta()


class QuietHandler(WSGIRequestHandler):
    """Keeps connections open, as a real server does, and prints nothing for each request."""

    protocol_version = "HTTP/1.1"

    def log_request(self, *_: object) -> None:
        pass


def read_first(app: WSGIApplication) -> WSGIApplication:
    """Return an app that reads what it sends first: who hangs up leaves no file open."""

    def answered(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        parts, status, headers = run_wsgi_app(app, environ, buffered=True)
        start_response(status, list(headers))
        return parts

    return answered


@dataclass
class LiveSite:
    """A running site, and what a test may look up or change behind its back."""

    app: Flask
    url: str
    clock: SteadyClock
    passwords: dict[str, str]
    database: Path
    broken: list[str] = field(default_factory=list)

    def keep(self) -> None:
        """Remember the database as it is."""
        self._copy(self.database, self.kept)

    def put_back(self) -> None:
        """Give the database back what it was, sessions too; only what is kept beside it stays."""
        self._copy(self.kept, self.database)

    @staticmethod
    def _copy(source: Path, target: Path) -> None:
        with closing(sqlite3.connect(source)) as from_it, closing(sqlite3.connect(target)) as to_it:
            from_it.backup(to_it)

    @property
    def kept(self) -> Path:
        """Where the copy is."""
        return self.database.with_name("as-it-was.db")

    def note_broken(self, _: Flask, exception: Exception, **__: object) -> None:
        self.broken.append(f"the site broke: {exception!r}")

    def task(self, code: str, slug: str = LIVE) -> Task:
        """Return a task of a plan as it is stored now, removed ones too."""
        with self.app.app_context():
            return db.session.scalars(
                select(Task)
                .join(Plan, Plan.id == Task.plan_id)
                .where(Plan.slug == slug, Task.code == code)
            ).one()

    def codes(self, slug: str = LIVE) -> set[str]:
        """Return the numbers of a plan's tasks as they are stored now."""
        with self.app.app_context():
            of_plan = select(Task.code).join(Plan, Plan.id == Task.plan_id).where(Plan.slug == slug)
            return set(db.session.scalars(of_plan))

    def mail_link(self, who: str, code: str) -> str:
        """Return the path of a link that a person was mailed for a task."""
        task = self.task(code)
        with self.app.app_context(), writing() as session:
            user_id = session.scalars(select(User.id).where(User.email == PEOPLE[who])).one()
            tokens = mail_links.issue(session, user_id, [task.id], self.clock.now())
        return f"/r/{tokens[task.id]}"

    def take_out(self, email: str) -> None:
        """Take somebody out of the plan as an operator does, whatever is handed to them."""
        with self.app.app_context():
            operator = Actor(None, "Operator", "cli")
            memberships.leave(Change(operator, self.clock.now()), email, LIVE)


@contextmanager
def running_site(folder: Path, database_url: str) -> Iterator[LiveSite]:
    """Fill a database as of a working day in November 2026, and serve it."""
    settings = Settings.for_tests(folder, database_url, is_testing=False)
    app = create_app(settings)
    server = make_server(
        "127.0.0.1", 0, read_first(app), threaded=True, request_handler=QuietHandler
    )
    server.daemon_threads = True
    passwords = fill(app, folder)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        url, database = f"http://127.0.0.1:{server.port}", make_url(database_url).database or ""
        site = LiveSite(app, url, SteadyClock(OPENED_AT), passwords, Path(database))
        site.keep()
        with got_request_exception.connected_to(site.note_broken, app):
            yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        release(app)


def fill(app: Flask, folder: Path) -> dict[str, str]:
    """Load the plans, let the scheduler beat once, and return the passwords by email."""
    with app.app_context():
        people = loader.load(LOADED_AT, lambda _: None)
        synthetic.generate(LOADED_AT, MARKED, tasks=60, links=80, seed=1)
        with writing() as session:
            session.scalars(select(Plan).where(Plan.slug == MARKED)).one().marking = MARKING
        sender = Sender(
            FileMailer(folder / "mail"), "workplan@work.example", "https://work.example"
        )
        beats.tick(sender, TICKED_AT)
        known = {row.email: row for row in db.session.scalars(select(User))}
        assert set(PEOPLE.values()) <= set(known)
    return {person.email: person.password for person in people}
