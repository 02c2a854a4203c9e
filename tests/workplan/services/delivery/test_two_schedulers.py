"""Two schedulers at once, and schedulers that are killed: real processes, one database."""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import ExitStack
from datetime import date, timedelta
from typing import TYPE_CHECKING

from models import Membership, User
from support.ground.moments import waking, washington
from support.programs.mail_server import ACCEPTED
from support.programs.scheduler_process import SchedulerProcess
from workplan.extensions import db
from workplan.services.accounts.signing_in.passwords import hashed
from workplan.services.delivery import outbox
from workplan.services.operations import beats

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from support.ground.office import Office
    from support.programs.mail_server import Mail, MailServer
    from workplan.services.delivery.deliveries import Sender
    from workplan.services.operations.beats import Tick

DUE = date(2026, 11, 27)
ARMED = washington(2026, 11, 20, 21)
EIGHT = washington(2026, 11, 25, 8)


def race(office: Office, server: MailServer, moments: Iterable[datetime]) -> list[Tick]:
    """Let two schedulers beat at the same moments at once, and return what each beat did."""
    db.session.rollback()
    done = []
    with ExitStack() as stack:
        both = [stack.enter_context(SchedulerProcess(office.app, server.url)) for _ in range(2)]
        for now in moments:
            for process in both:
                process.beat(now)
            done += [process.done() for process in both]
    return done


def with_more_leads(office: Office, count: int) -> None:
    """Give an agency many leads, so that one beat has many mails."""
    nobody = hashed("a password that nobody uses")
    plan = office.plan()
    for n in range(count):
        user = User(
            email=f"lead{n}@office.example",
            name=f"Lead {n}",
            password_hash=nobody,
            created_at=ARMED,
        )
        db.session.add(user)
        db.session.flush()
        db.session.add(
            Membership(
                plan_id=plan.id, user_id=user.id, role="lead", agency_id=office.agencies["DSCA"]
            )
        )
    db.session.commit()


def test_two_schedulers_send_each_mail_once_over_two_weeks(
    office: Office, mail_server: MailServer
) -> None:
    for n in range(3):
        office.add(f"1{n}", due=DUE, now=ARMED)
        office.add(f"2{n}", due=DUE, now=ARMED, leads=["DSCA"])
    moments = list(waking(date(2026, 11, 22), date(2026, 12, 4)))
    done = race(office, mail_server, moments)

    got = Counter((mail.who, mail.written_at.date()) for mail in mail_server.mails)
    days = [date(2026, 11, d) for d in (23, 25, 27, 30)] + [date(2026, 12, 2)]
    assert got == {
        **{(who, day): 1 for who in ("lead", "other_lead") for day in days},
        ("supervisor", date(2026, 12, 2)): 1,
        ("other_supervisor", date(2026, 12, 2)): 1,
        ("coordinator", date(2026, 12, 4)): 1,
    }
    assert sum(tick.sent for tick in done) == len(mail_server.mails)
    rows = office.ledger()
    assert len(rows) == 6 * 5 + 6 + 6
    assert {row.state for row in rows} == {"sent"}
    assert not any(row.is_possible_copy for row in rows)

    passed = [entry.on_day for entry in office.journal() if entry.verb == "plan.day_passed"]
    assert Counter(Counter(passed).values()) == {1: len(set(passed))}, "each day once, not twice"
    assert sum(tick.days_passed for tick in done) == len(passed)


def test_two_schedulers_share_forty_mails_of_one_beat_and_repeat_none(
    office: Office, mail_server: MailServer
) -> None:
    with_more_leads(office, 39)
    office.add("1", due=DUE, now=ARMED, leads=["DSCA"])
    done = race(office, mail_server, [EIGHT, EIGHT + timedelta(minutes=1)])
    assert Counter(Counter(mail.who for mail in mail_server.mails).values()) == {1: 40}
    assert sum(tick.sent for tick in done) == 40
    assert sum(tick.queued for tick in done) == 40
    assert Counter(row.state for row in office.ledger()) == {"sent": 40}


def test_two_schedulers_may_start_at_the_same_moment_in_a_new_database(
    office: Office, mail_server: MailServer
) -> None:
    """Both write the first pulse, the first days and the first rows."""
    office.add("1", due=DUE, now=ARMED)
    done = race(office, mail_server, [EIGHT, EIGHT + timedelta(minutes=1)])
    assert sum(tick.queued for tick in done) == 1
    assert [mail.who for mail in mail_server.mails] == ["lead"]


def test_a_process_killed_after_the_server_accepted_leads_to_one_marked_copy(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add("1a", due=DUE, now=ARMED)
    office.add("2a", due=DUE, now=ARMED, leads=["DSCA"])
    db.session.rollback()
    with SchedulerProcess(office.app, mail_server.url, die="after the 250") as process:
        process.beat(EIGHT)
        process.died()
    assert len(mail_server.mails) == 1
    _then_all_is_sent(office, sender, mail_server, copies=1)


def test_a_process_killed_while_the_server_holds_its_answer_leads_to_one_marked_copy(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add("1a", due=DUE, now=ARMED)
    office.add("2a", due=DUE, now=ARMED, leads=["DSCA"])
    db.session.rollback()
    kept, go_on = threading.Event(), threading.Event()

    def hold(_: Mail) -> str:
        kept.set()
        go_on.wait(60)
        return ACCEPTED

    mail_server.on_accept = hold
    with SchedulerProcess(office.app, mail_server.url) as process:
        process.beat(EIGHT)
        assert kept.wait(60)
        process.kill()
    go_on.set()
    mail_server.on_accept = lambda _: ACCEPTED
    assert len(mail_server.mails) == 1
    _then_all_is_sent(office, sender, mail_server, copies=1)


def test_a_process_killed_before_it_spoke_to_the_server_loses_nothing(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add("1a", due=DUE, now=ARMED)
    office.add("2a", due=DUE, now=ARMED, leads=["DSCA"])
    db.session.rollback()
    with SchedulerProcess(office.app, mail_server.url, die="after the claim") as process:
        process.beat(EIGHT)
        process.died()
    assert mail_server.mails == []
    _then_all_is_sent(office, sender, mail_server, copies=0)


def test_a_scheduler_killed_again_and_again_misses_nothing_and_marks_every_copy(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    with_more_leads(office, 2)
    office.add("2a", due=DUE, now=ARMED, leads=["DSCA"])
    db.session.rollback()
    for _ in range(2):
        with SchedulerProcess(office.app, mail_server.url, die="after the 250") as process:
            process.beat(EIGHT)
            process.died()
    beats.tick(sender, EIGHT + timedelta(minutes=1))
    beats.tick(sender, EIGHT + outbox.LEASE + timedelta(minutes=1))
    per_person = Counter(mail.who for mail in mail_server.mails)
    assert len(per_person) == 3
    assert max(per_person.values()) == 2
    copied = {row.user_id for row in office.ledger() if row.is_possible_copy}
    assert len(copied) == 2 == sum(count == 2 for count in per_person.values())
    assert {row.state for row in office.ledger()} == {"sent"}


def _then_all_is_sent(office: Office, sender: Sender, server: MailServer, *, copies: int) -> None:
    """Let another scheduler go on at once and after the lease, and count what arrived."""
    claimed = [row for row in office.ledger() if row.state == "sending"]
    assert len(claimed) == 1
    beats.tick(sender, EIGHT + timedelta(minutes=1))
    assert len(office.ledger(state="sending")) == 1, "the lease holds"
    beats.tick(sender, EIGHT + outbox.LEASE + timedelta(minutes=1))
    beats.tick(sender, EIGHT + timedelta(hours=1))
    by_person = Counter(mail.who for mail in server.mails)
    assert set(by_person) == {"lead", "other_lead"}
    assert sorted(by_person.values()) == [1, 1 + copies]
    assert len({mail.message_id for mail in server.mails}) == 2, "a copy has the same Message-ID"
    rows = office.ledger()
    assert {row.state for row in rows} == {"sent"}
    assert [row.id for row in rows if row.is_possible_copy] == [claimed[0].id]
