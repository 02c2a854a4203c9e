"""An installation with many mails due, and what its ledger says beside what arrived."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from config import Settings
from models import Membership, Reminder, User
from support.ground.databases import release
from support.ground.moments import washington
from support.ground.office import Office, found_office
from support.programs.mail_server import MailServer
from support.programs.scheduler_process import SchedulerProcess
from workplan.app import create_app
from workplan.extensions import db
from workplan.mail.smtp import SmtpMailer
from workplan.services.delivery import outbox
from workplan.services.delivery.deliveries import Sender
from workplan.services.delivery.outcomes import Outcomes
from workplan.services.operations import beats

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from support.ground.databases import Databases

DUE = date(2026, 11, 27)
ARMED = washington(2026, 11, 20, 21)
EIGHT = washington(2026, 11, 25, 8)
"""One working day before the suspense."""
MINUTE = timedelta(minutes=1)


class Post:
    """An installation whose agency has many leads, so that one rung is many mails."""

    def __init__(self, app: Flask, folder: Path, server: MailServer, *, people: int) -> None:
        self.app, self.server, self.seen = app, server, 0
        self.office: Office = found_office(app)
        self.outcomes = Outcomes(Path(app.instance_path) / "mail-outcomes")
        self.folder = folder
        self.tasks = 0
        plan = self.office.plan()
        users = [
            User(email=f"lead{n}@office.example", name=f"Lead {n}", password_hash="x",
                 created_at=ARMED)
            for n in range(people - 1)
        ]  # fmt: skip
        db.session.add_all(users)
        db.session.flush()
        agency = self.office.agencies["DSCA"]
        db.session.add_all(
            Membership(plan_id=plan.id, user_id=user.id, role="lead", agency_id=agency)
            for user in users
        )
        db.session.commit()
        self.people = people

    @property
    def sender(self) -> Sender:
        """What a healthy scheduler sends with."""
        mailer = SmtpMailer(self.server.url)
        return Sender(mailer, "workplan@office.example", "https://work.example", self.outcomes)

    def owe(self, tasks: int) -> None:
        """Give the agency some tasks that are due, each a reminder for each of its leads."""
        for number in range(self.tasks + 1, self.tasks + tasks + 1):
            self.office.add(f"9.{number}", due=DUE, now=ARMED, leads=["DSCA"])
        self.tasks += tasks
        db.session.rollback()

    def recover(self, now: datetime) -> None:
        """Let a healthy scheduler beat until nothing waits: at once, after the lease, later."""
        for wait in (MINUTE, outbox.LEASE + MINUTE, timedelta(hours=1), timedelta(hours=2)):
            beats.tick(self.sender, now + wait)

    def process(self, **how: object) -> SchedulerProcess:
        """Start a scheduler of its own."""
        return SchedulerProcess(self.app, self.server.url, **how)  # type: ignore[arg-type]  # as it has them


class Counted(NamedTuple):
    """What the ledger says, beside what the server accepted."""

    due: int
    sent: int
    failed: int
    missed: int
    stuck: int
    copies: int
    unmarked: int
    mails: int


def counted(post: Post) -> Counted:
    """Hold the ledger against what arrived."""
    db.session.rollback()
    rows = db.session.scalars(select(Reminder)).all()
    arrived = Counter((mail.recipient, mail.message_id) for mail in post.server.mails)
    addresses = {user.id: user.email for user in db.session.scalars(select(User))}
    states = Counter(row.state for row in rows)
    unproved = [
        row
        for row in rows
        if row.state == "sent" and not arrived[addresses[row.user_id], row.message_id or ""]
    ]
    copied = {message for (_, message), count in arrived.items() if count > 1}
    marked = {row.message_id for row in rows if row.is_possible_copy}
    stuck = sum(states[state] for state in ("pending", "sending", "failed"))
    return Counted(
        due=len(rows),
        sent=states["sent"],
        failed=states["dead"],
        missed=len(unproved) + stuck,
        stuck=stuck,
        copies=sum(count - 1 for count in arrived.values()),
        unmarked=len(copied - marked),
        mails=len(post.server.mails),
    )


@contextmanager
def a_post(databases: Databases, folder: Path, *, people: int) -> Iterator[Post]:
    """Set up an installation with a mail server, and take it down again."""
    url = databases.create()
    folder.mkdir(mode=0o700)
    app = create_app(Settings.for_tests(folder, url))
    with MailServer() as server, app.app_context():
        yield Post(app, folder, server, people=people)
        db.session.remove()
    release(app)
    try:
        databases.drop(url)
    except OperationalError:
        databases.drop(url)  # The server was started anew, which an old connection finds out first.
