"""Two processes read one mailbox at the same time: each mail is there once, and acts once."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from models import TaskComment
from support.ground.moments import washington
from support.programs.answers import answer, received, sent_to
from support.programs.fetcher_process import FetcherProcess
from support.programs.outbox import DUE, EIGHT
from workplan.extensions import db
from workplan.services.reminding import planner

if TYPE_CHECKING:
    from support.ground.office import Office
    from support.programs.answers import Post
    from support.programs.mail_server import MailServer
    from workplan.services.delivery.deliveries import Sender

pytestmark = pytest.mark.program
MAILS, STRANGE = 20, 10


def test_each_mail_is_kept_once_and_leads_to_one_comment(
    office: Office, sender: Sender, mail_server: MailServer, post: Post
) -> None:
    office.add("1a", due=DUE, now=washington(2026, 11, 24, 21))
    planner.queue_due(washington(2026, 11, 25, 0, 5))
    mail = sent_to(office, sender, mail_server, "lead")
    for n in range(MAILS):
        post.arrive(answer(mail, f"Part {n}"))
    for n in range(STRANGE):
        post.arrive(answer(mail, f"Part {n}", From="nobody@elsewhere.example"))
    db.session.rollback()
    with ExitStack() as stack:
        both = [stack.enter_context(FetcherProcess(office.app, post)) for _ in range(2)]
        for process in both:
            process.fetch(EIGHT)
        rounds = [process.done() for process in both]
        for process in both:
            process.fetch(EIGHT)
        again = [process.done() for process in both]
    assert sum(one.fetched for one in rounds) == MAILS + STRANGE
    assert sum(one.settled for one in (*rounds, *again)) == MAILS + STRANGE
    assert sum(one.fetched for one in again) == 0
    assert Counter(row.state for row in received()) == {"taken": MAILS, "parked": STRANGE}
    assert db.session.scalar(select(func.count()).select_from(TaskComment)) == MAILS
    files = sum(path.is_file() for path in post.store.folder.rglob("*"))
    assert files == MAILS + STRANGE
    parked = [entry for entry in office.journal() if entry.verb == "mail.parked"]
    assert len(parked) == STRANGE
