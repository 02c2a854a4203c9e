"""Break the sending of reminders in every way that we know, and count what arrived: `make drill`.

On SQLite and on PostgreSQL, with real processes, a real mail server on loopback and real kills.
Each fault meets reminders that are due; afterwards healthy beats go on until nothing waits. Then
the ledger is held against what the server accepted:

missed: a row that is due and neither sent nor listed as failed;
copies: mails that arrived more than once, each under one Message-ID and marked in the ledger;
stuck: rows that still wait or are being sent.
"""

from __future__ import annotations

import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from config import Settings
from models import Membership, Reminder, User
from support.ground.databases import Databases, PostgresDatabases, SQLiteDatabases, release
from support.ground.moments import washington
from support.ground.office import Office, found_office
from support.programs.dying import POINTS
from support.programs.mail_server import ACCEPTED, Mail, MailServer
from support.programs.postgres import Server, running_server
from support.programs.scheduler_process import SchedulerProcess
from workplan.app import create_app
from workplan.extensions import db
from workplan.mail.smtp import SmtpMailer
from workplan.services.delivery import outbox
from workplan.services.delivery.deliveries import Sender
from workplan.services.delivery.outcomes import Outcomes
from workplan.services.operations import beats

if TYPE_CHECKING:
    from flask import Flask

DUE = date(2026, 11, 27)
ARMED = washington(2026, 11, 20, 21)
EIGHT = washington(2026, 11, 25, 8)
"""One working day before the suspense."""
MINUTE = timedelta(minutes=1)
RANDOM_KILLS_S = 60


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


Fault = Callable[[Post], None]


def killed_at(point: str) -> Fault:
    """Kill a scheduler at a point, three times, each time at another mail."""

    def fault(post: Post) -> None:
        for number, mails in enumerate((0, 3, 8)):
            with post.process(die=point, mails=mails) as process:
                process.beat(EIGHT + number * MINUTE)
                process.died()
        post.recover(EIGHT + 3 * MINUTE)

    return fault


def killed_at_random(senders: int) -> Fault:
    """Kill one of several senders again and again for a minute, in the middle of their work."""

    def fault(post: Post) -> None:
        chance = random.Random(7)  # noqa: S311  # a drill that can be repeated
        post.server.on_accept = lambda _: time.sleep(0.05) or ACCEPTED  # type: ignore[func-returns-value]
        until, kills, beat = time.monotonic() + RANDOM_KILLS_S, 0, 0
        while time.monotonic() < until:
            with ExitStack() as stack:
                crew = [stack.enter_context(post.process()) for _ in range(senders)]
                for process in crew:
                    process.beat(EIGHT + beat * (outbox.LEASE + MINUTE))
                time.sleep(chance.uniform(0.1, 1.5))
                for process in crew:
                    process.kill()
                    kills += 1
            beat += 1
        post.server.on_accept = lambda _: ACCEPTED
        print(f"    ({kills} kills)", flush=True)
        post.recover(EIGHT + (beat + 1) * (outbox.LEASE + MINUTE))

    return fault


def several(count: int) -> Fault:
    """Let several schedulers beat at the same moments."""

    def fault(post: Post) -> None:
        with ExitStack() as stack:
            crew = [stack.enter_context(post.process()) for _ in range(count)]
            for now in (EIGHT, EIGHT + MINUTE):
                for process in crew:
                    process.beat(now)
                for process in crew:
                    process.done()
        post.recover(EIGHT + 2 * MINUTE)

    return fault


def answered(command: str, answer: str, times: int) -> Fault:
    """Let the server answer something else, some times."""

    def fault(post: Post) -> None:
        post.server.answers[command].extend([answer] * times)
        beats.tick(post.sender, EIGHT)
        for hour in range(1, 4):
            beats.tick(post.sender, EIGHT + timedelta(hours=hour))
        post.recover(EIGHT + timedelta(hours=4))

    return fault


def cut(post: Post) -> None:
    """Break every third connection after the message, before the answer."""
    count = iter(range(1, 10_000))

    def breaking(_: Mail) -> str | None:
        return None if next(count) % 3 == 0 else ACCEPTED

    post.server.on_accept = breaking
    beats.tick(post.sender, EIGHT)
    post.server.on_accept = lambda _: ACCEPTED
    post.recover(EIGHT + MINUTE)


def stalled(post: Post) -> None:
    """Let the server hold its answers, one after the other, for a second."""
    held = threading.BoundedSemaphore(1)

    def hold(_: Mail) -> str:
        with held:
            time.sleep(0.2)
        return ACCEPTED

    post.server.on_accept = hold
    beats.tick(post.sender, EIGHT)
    post.server.on_accept = lambda _: ACCEPTED
    post.recover(EIGHT + MINUTE)


def down_for(gone: timedelta) -> Fault:
    """Have no mail server for a while, and then one."""

    def fault(post: Post) -> None:
        post.server.close()
        for part in range(5):
            beats.tick(post.sender, EIGHT + part * gone / 5)
        post.server.open()
        post.recover(EIGHT + gone)

    return fault


def nobody_for(gone: timedelta) -> Fault:
    """Run no scheduler for a while; on days of its return it is in the morning."""

    def fault(post: Post) -> None:
        beats.tick(post.sender, EIGHT - timedelta(days=1))
        post.recover(EIGHT + gone)

    return fault


def clock_off(by: timedelta) -> Fault:
    """Let a scheduler with a wrong clock die in the middle, and one with the right one go on."""

    def fault(post: Post) -> None:
        with post.process(die="after the claim", mails=5) as process:
            process.beat(EIGHT + by)
            process.process.wait(60) if by >= timedelta(0) else time.sleep(2)
        post.recover(EIGHT + max(by, timedelta(0)))
        post.recover(EIGHT + abs(by) + timedelta(hours=3))

    return fault


FAULTS: dict[str, Fault] = {
    **{f"killed {point}": killed_at(point) for point in POINTS},
    "two schedulers": several(2),
    "five schedulers": several(5),
    "421 at the sender, 5 times": answered("MAIL", "421 4.3.2 not now", 5),
    "451 at the recipient, 40 times": answered("RCPT", "451 4.7.1 greylisted", 40),
    "452 after the message, 40 times": answered("DATA", "452 4.2.2 full", 40),
    "550 at the recipient, 5 times": answered("RCPT", "550 5.1.1 unknown", 5),
    "connections cut before the answer": cut,
    "answers held back": stalled,
    "no mail server for an hour": down_for(timedelta(hours=1)),
    "no mail server for a night": down_for(timedelta(hours=14)),
    "no scheduler for an hour": nobody_for(timedelta(hours=1)),
    "no scheduler for eight days": nobody_for(timedelta(days=8)),
    "clock an hour ahead": clock_off(timedelta(hours=1)),
    "clock an hour behind": clock_off(timedelta(hours=-1)),
    "clock a day ahead": clock_off(timedelta(days=1)),
    "clock a day behind": clock_off(timedelta(days=-1)),
}


def database_stopped(server: Server) -> Fault:
    """Stop PostgreSQL in the middle of sending, and start it again."""

    def fault(post: Post) -> None:
        post.server.on_accept = lambda _: time.sleep(0.02) or ACCEPTED  # type: ignore[func-returns-value]
        with post.process() as process:
            process.beat(EIGHT)
            time.sleep(1.0)
            server.stop()
            time.sleep(1.0)
            server.start()
            process.kill()
        post.server.on_accept = lambda _: ACCEPTED
        db.engine.dispose()
        post.recover(EIGHT + MINUTE)

    return fault


MAY_COPY = ("killed", "cut", "held", "PostgreSQL stopped", "clock")
"""What may lead to a second copy: a kill, and a connection that dies before the answer."""


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
    databases.drop(url)


def tried(kind: str, databases: Databases, folder: Path, faults: dict[str, Fault]) -> int:
    """Meet reminders with each fault, print a line a fault, and return how many were due."""
    due = 0
    print(f"{kind}:\n  {'fault':<38}   due  sent failed missed stuck copies  mails     s")
    for number, (name, fault) in enumerate(faults.items()):
        people = 150 if "at random" in name else 20
        with a_post(databases, folder / f"{number}", people=people) as post:
            post.owe(4)
            began = time.monotonic()
            fault(post)
            found = counted(post)
            took = time.monotonic() - began
        print(
            f"  {name:<38} {found.due:>5} {found.sent:>5} {found.failed:>6} {found.missed:>6} "
            f"{found.stuck:>5} {found.copies:>6} {found.mails:>6} {took:>5.1f}",
            flush=True,
        )
        assert found.missed == found.stuck == 0, f"{name}: {found}"
        assert found.due == 4 * people * (found.due // (4 * people)), f"{name}: {found}"
        assert not found.unmarked, f"{name}: {found.unmarked} copies are not marked"
        assert not found.copies or any(word in name for word in MAY_COPY), f"{name}: {found}"
        due += found.due
    return due


def main() -> int:
    """Do the whole drill on both databases."""
    with tempfile.TemporaryDirectory(prefix="workplan-mail-drill-") as name, ExitStack() as stack:
        due = 0
        folder = Path(name) / "sqlite"
        folder.mkdir()
        sqlite = SQLiteDatabases(folder)
        stack.callback(sqlite.close)
        due += tried("SQLite", sqlite, folder, FAULTS | {"killed at random": killed_at_random(2)})
        folder = Path(name) / "postgres"
        folder.mkdir()
        server = stack.enter_context(running_server())
        postgres = PostgresDatabases(server.url, folder)
        stack.callback(postgres.close)
        faults = FAULTS | {
            "PostgreSQL stopped and started": database_stopped(server),
            "killed at random": killed_at_random(4),
        }
        due += tried("PostgreSQL", postgres, folder, faults)
        print(f"{due:,} reminders were due; none is missed, none is stuck.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
