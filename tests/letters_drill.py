"""Let thousands of letters of stakeholders come in, kill whoever reads them, and count them.

Part of `make drill`. The letters lie on a Dovecot of Debian on loopback; the readers are real
processes, killed with SIGKILL at random moments and started anew. Afterwards each letter has to be
one mail that came in, what it is had to become of it, and each that is a comment is one.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from config import Settings
from models import Comment, CommentMail, CommentPoint, ReceivedMail
from support.drill.letters import Written, letters
from support.ground.databases import PostgresDatabases, SQLiteDatabases, release
from support.ground.office import SLUG, found_office
from support.programs.answers import PLAN_ADDRESS, opened
from support.programs.fetcher_process import FetcherProcess
from support.programs.imap_server import ImapServer, running_imap
from support.programs.outbox import EIGHT
from support.programs.postgres import running_server
from workplan.app import create_app
from workplan.extensions import db
from workplan.services.lifecycle import plan_changes
from workplan.services.lifecycle.comment_terms import CommentTerms
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from flask import Flask

    from support.ground.databases import Databases
    from support.programs.answers import Post

LETTERS = 10_000
KILLED_AFTER = (2.0, 12.0)
"""Between how many seconds a reader is killed."""
PATIENCE = 900


def drill(kind: str, databases: Databases, folder: Path, count: int, *, kills: bool) -> None:
    """Let letters come in on one database, with or without kills, and print what became of them."""
    url = databases.create()
    app = create_app(Settings.for_tests(folder / "instance", database_url=url))
    with app.app_context(), running_imap() as server:
        os.environ["SSL_CERT_FILE"] = str(server.certificate)
        _open(app)
        post, sent = opened(folder), _deliver(server, count)
        began, killed = time.monotonic(), 0
        if kills:
            killed = _read_and_kill(app, post, server, count)
        else:
            _read(app, post, server, count)
        took = time.monotonic() - began
        _report(kind, sent, took, killed)
    release(app)


def _open(app: Flask) -> None:
    office = found_office(app)
    terms = CommentTerms(takes_comments=True, shows_comments=False, comment_days=8)
    plan_changes.take_comments(
        Change(office.coordinator, EIGHT), SLUG, office.plan().version, terms
    )
    db.session.rollback()


def _deliver(server: ImapServer, count: int) -> list[Written]:
    """Put the letters where the server finds them, as a mail server does."""
    owner, sent = server.maildir.stat(), []
    for number, one in enumerate(letters(count)):
        path = server.maildir / "new" / f"{1_700_000_000 + number}.M{number}.host"
        path.write_bytes(one.content)
        shutil.chown(path, owner.st_uid, owner.st_gid or owner.st_uid)
        sent.append(one._replace(content=b""))
    return sent


def _waiting(count: int) -> bool:
    db.session.rollback()
    rows = db.session.execute(
        select(ReceivedMail.state, func.count()).group_by(ReceivedMail.state)
    ).all()
    states = {row[0]: row[1] for row in rows}
    return sum(states.values()) < count or bool(states.get("waiting"))


def _read(app: Flask, post: Post, server: ImapServer, count: int) -> None:
    until = time.monotonic() + PATIENCE
    with FetcherProcess(app, post, server.url(), PLAN_ADDRESS) as reader:
        moment = EIGHT
        while _waiting(count):
            assert time.monotonic() < until, "it takes too long"
            reader.fetch(moment)
            reader.done()
            moment += timedelta(seconds=30)


def _read_and_kill(app: Flask, post: Post, server: ImapServer, count: int) -> int:
    """Let two readers read, and kill one of them again and again; return how often."""
    chance, killed, until = random.Random(4), 0, time.monotonic() + PATIENCE  # noqa: S311
    moment = EIGHT
    with ExitStack() as stack:

        def reader() -> FetcherProcess:
            return stack.enter_context(FetcherProcess(app, post, server.url(), PLAN_ADDRESS))

        crew = [reader(), reader()]
        while _waiting(count):
            assert time.monotonic() < until, "it takes too long"
            moment += timedelta(seconds=5)
            for one in crew:
                one.fetch(moment)  # Whoever is busy hears it later.
            time.sleep(chance.uniform(*KILLED_AFTER))
            victim = chance.randrange(2)
            crew[victim].kill()
            killed += 1
            crew[victim] = reader()
    return killed


def _report(kind: str, sent: list[Written], took: float, killed: int) -> None:
    """Hold what came in against what was sent, print it, and fail where they differ."""
    db.session.rollback()
    wanted = Counter(one.becomes for one in sent)
    states = db.session.scalars(select(ReceivedMail.state)).all()
    found, comments = Counter(states), db.session.scalar(select(func.count(Comment.id))) or 0
    mails = db.session.scalar(select(func.count(func.distinct(Comment.mail_id)))) or 0
    own = db.session.scalar(select(func.count(Comment.id)).where(Comment.alike_id.is_(None))) or 0
    points = db.session.scalar(select(func.count(CommentPoint.id))) or 0
    receipts = db.session.scalar(select(func.count(CommentMail.id))) or 0
    print(
        f"  {kind:<10} {len(sent):>7,} letters {took:>6.1f} s {len(sent) / took:>6.0f}/s "
        f"{killed:>3} kills: {found['taken']:,} taken, {found['ignored']:,} ignored, "
        f"{found['parked']:,} parked; {comments:,} comments in {own:,} rows, {receipts:,} receipts",
        flush=True,
    )
    assert found == wanted, f"{dict(found)} is not {dict(wanted)}"
    assert comments == mails == wanted["taken"], f"{comments} comments of {mails} mails"
    assert points == own, f"{points} points of {own} rows"
    assert receipts == comments, f"{receipts} receipts for {comments} comments"


def main(count: int) -> None:
    """Do it on both databases, without kills and with them."""
    print("Letters of stakeholders, from a Dovecot on this machine:")
    with tempfile.TemporaryDirectory(prefix="workplan-letters-") as name, ExitStack() as stack:
        folder = Path(name)
        for part in ("sqlite", "postgres"):
            (folder / part).mkdir()
        made: dict[str, Databases] = {
            "SQLite": SQLiteDatabases(folder / "sqlite"),
            "PostgreSQL": PostgresDatabases(
                stack.enter_context(running_server()).url, folder / "postgres"
            ),
        }
        for kind, databases in made.items():
            stack.callback(databases.close)
            for kills in (False, True):
                place = folder / f"{kind}-{kills}"
                place.mkdir()
                drill(kind, databases, place, count, kills=kills)
                shutil.rmtree(place)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else LETTERS)
