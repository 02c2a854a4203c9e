"""What becomes of a mail: accepted, tried again, dead, or an alarm; and what health says."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from models import Plan, User
from support.fixtures import sender_to
from support.mail_server import ACCEPTED
from support.moments import washington
from support.office import SLUG
from workplan.extensions import db
from workplan.services import deliveries, health, plans, pulses, reminders, ticks
from workplan.services.deliveries import Sender

if TYPE_CHECKING:
    from datetime import datetime
    from email.message import EmailMessage

    from support.mail_server import Mail, MailServer
    from support.office import Office

DUE = date(2026, 11, 27)
EIGHT = washington(2026, 11, 25, 8)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def queued(office: Office) -> Office:
    """The office with two tasks for one mail to the lead, and one to the other lead."""
    office.add("1a", due=DUE, now=washington(2026, 11, 24, 21))
    office.add("1b", due=DUE, now=washington(2026, 11, 24, 21))
    office.add("2a", due=DUE, leads=["DSCA"], now=washington(2026, 11, 24, 21))
    reminders.queue_due(washington(2026, 11, 25, 0, 5))
    return office


def states(office: Office) -> list[str]:
    return [row.state for row in office.ledger()]


def ill(now: datetime) -> dict[str, str]:
    """Return the checks that fail, and what they saw."""
    db.session.rollback()
    return {
        check.name: check.saw for check in health.checks(db.session(), now) if not check.is_well
    }


def test_an_accepted_mail_is_recorded_with_the_servers_answer(
    queued: Office, sender: Sender, mail_server: MailServer
) -> None:
    mail_server.answers["DATA"].append("250 2.0.0 Ok: queued as 4F1A")
    assert deliveries.send_due(sender, EIGHT) == 2
    first, second, _ = queued.ledger()
    assert (first.state, first.attempts, first.sent_at) == ("sent", 1, EIGHT)
    assert first.last_reply == "250 2.0.0 Ok: queued as 4F1A"
    assert first.message_id == second.message_id == mail_server.mails[0].message_id
    assert first.leased_until is None
    reminders.queue_due(EIGHT)
    assert ill(EIGHT) == {}


def test_every_row_of_one_mail_carries_its_message_id_and_no_other_does(
    queued: Office, sender: Sender
) -> None:
    deliveries.send_due(sender, EIGHT)
    ids = [row.message_id for row in queued.ledger()]
    assert ids[0] == ids[1] != ids[2]
    assert all(message_id and message_id.endswith("@office.example>") for message_id in ids)


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA command", "DATA"])
def test_a_temporary_refusal_is_tried_again_under_the_same_message_id(
    queued: Office, sender: Sender, mail_server: MailServer, command: str
) -> None:
    mail_server.answers[command].append("451 4.7.1 Greylisted, come back later")
    assert deliveries.send_due(sender, EIGHT) == 1
    rows = queued.ledger()[:2]
    assert [row.state for row in rows] == ["failed", "failed"]
    assert rows[0].last_reply == "451 4.7.1 Greylisted, come back later"
    assert not rows[0].is_possible_copy
    kept = rows[0].message_id
    assert deliveries.send_due(sender, EIGHT + MINUTE) == 0
    assert deliveries.send_due(sender, EIGHT + 3 * MINUTE) == 1
    assert mail_server.to(queued.email("lead"))[0].message_id == kept
    assert states(queued) == ["sent"] * 3
    assert not any(row.is_possible_copy for row in queued.ledger())


def test_the_wait_doubles_and_after_eight_tries_the_mail_is_dead(
    queued: Office, sender: Sender, mail_server: MailServer
) -> None:
    mail_server.answers["RCPT"].extend(["450 4.2.1 Mailbox busy"] * 100)
    now, waits = EIGHT, []
    for _ in range(7):
        deliveries.send_due(sender, now)
        row = queued.ledger()[0]
        waits.append(row.not_before - now)
        now = row.not_before
    minutes = [wait / MINUTE for wait in waits]
    for number, waited in enumerate(minutes):
        assert 0.75 * 2 ** (number + 1) <= waited <= 1.25 * 2 ** (number + 1)
    assert queued.ledger()[0].state == "failed"
    deliveries.send_due(sender, now)
    row = queued.ledger()[0]
    assert (row.state, row.attempts) == ("dead", 8)
    assert row.last_reply == "450 4.2.1 Mailbox busy"
    assert "reminders failed" in ill(now)


def test_the_rows_of_one_mail_wait_equally_long_and_go_out_again_together(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    for n in range(12):
        office.add(f"1{n}", due=DUE, now=washington(2026, 11, 24, 21))
    reminders.queue_due(washington(2026, 11, 25, 0, 5))
    mail_server.answers["MAIL"].append("421 4.3.2 Shutting down")
    deliveries.send_due(sender, EIGHT)
    assert len({row.not_before for row in office.ledger()}) == 1
    for minute in range(1, 5):
        deliveries.send_due(sender, EIGHT + minute * MINUTE)
    assert [len(mail.codes) for mail in mail_server.mails] == [12]


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA command", "DATA"])
def test_a_lasting_refusal_is_dead_at_once_and_health_fails(
    queued: Office, sender: Sender, mail_server: MailServer, command: str
) -> None:
    mail_server.answers[command].append("550 5.1.1 No such user here")
    assert deliveries.send_due(sender, EIGHT) == 1
    assert states(queued) == ["dead", "dead", "sent"]
    assert queued.ledger()[0].last_reply == "550 5.1.1 No such user here"
    pulses.beat(db.session(), pulses.PLANNER, EIGHT)
    db.session.commit()
    assert ill(EIGHT) == {"reminders failed": "2 failed for good; see the ledger"}
    assert deliveries.send_due(sender, EIGHT + timedelta(hours=5)) == 0


def test_a_server_that_is_down_is_tried_again_until_it_is_up(
    queued: Office, sender: Sender, mail_server: MailServer
) -> None:
    mail_server.close()
    assert deliveries.send_due(sender, EIGHT) == 0
    assert states(queued) == ["failed"] * 3
    assert "No connection" in queued.ledger()[0].last_reply
    mail_server.open()
    assert deliveries.send_due(sender, EIGHT + 3 * MINUTE) == 2
    assert states(queued) == ["sent"] * 3
    assert not any(row.is_possible_copy for row in queued.ledger())


def test_a_connection_that_breaks_before_the_answer_leads_to_a_marked_copy(
    queued: Office, sender: Sender, mail_server: MailServer
) -> None:
    replies = iter([None])
    mail_server.on_accept = lambda _: next(replies, ACCEPTED)
    assert deliveries.send_due(sender, EIGHT) == 1
    assert states(queued) == ["failed", "failed", "sent"]
    assert deliveries.send_due(sender, EIGHT + 3 * MINUTE) == 1
    copies = mail_server.to(queued.email("lead"))
    assert len(copies) == 2
    assert copies[0].message_id == copies[1].message_id
    assert [row.is_possible_copy for row in queued.ledger()] == [True, True, False]
    assert states(queued) == ["sent"] * 3


def test_a_failed_sign_in_stops_the_round_raises_the_alarm_and_recovers(
    queued: Office, mail_server: MailServer
) -> None:
    mail_server.password = "right"
    wrong = sender_to(mail_server, f"smtp://robot:wrong@127.0.0.1:{mail_server.port}")
    assert ticks.tick(wrong, EIGHT).sent == 0
    assert mail_server.connections == 1, "the round stops at the first failure"
    assert states(queued) == ["failed", "failed", "pending"]
    assert "535" in queued.ledger()[0].last_reply
    assert ill(EIGHT) == {"mail server": "sign-in or TLS failed"}

    # A night of failures wears no mail out, and is no reason to wait long afterwards.
    for hour in range(1, 5):
        for minute in (0, 1, 2, 3):
            ticks.tick(wrong, EIGHT + timedelta(hours=hour, minutes=minute))
    assert set(states(queued)) == {"failed"}
    assert max(row.attempts for row in queued.ledger()) == 0

    mended = EIGHT + timedelta(hours=4, minutes=6)
    assert ticks.tick(sender_to(mail_server), mended).sent == 2
    assert states(queued) == ["sent"] * 3
    assert ill(mended) == {}
    assert len(mail_server.mails) == 2


@pytest.mark.usefixtures("queued")
def test_an_alarm_ends_when_the_server_answers_a_mail_even_with_a_refusal(
    mail_server: MailServer,
) -> None:
    mail_server.password = "right"
    stranger = sender_to(mail_server, f"smtp://127.0.0.1:{mail_server.port}")
    ticks.tick(stranger, EIGHT)
    assert "mail server" in ill(EIGHT)
    mail_server.answers["RCPT"].extend(["550 5.1.1 No such user"] * 2)
    ticks.tick(sender_to(mail_server), EIGHT + 3 * MINUTE)
    assert ill(EIGHT + 3 * MINUTE) == {"reminders failed": "3 failed for good; see the ledger"}


def test_a_server_that_wants_a_sign_in_first_raises_the_alarm_and_kills_no_mail(
    queued: Office, sender: Sender, mail_server: MailServer
) -> None:
    plain = sender
    mail_server.password = "right"
    ticks.tick(plain, EIGHT)
    assert states(queued) == ["failed", "failed", "pending"]
    assert "mail server" in ill(EIGHT)


@pytest.mark.usefixtures("queued")
@pytest.mark.parametrize("scheme", ["smtp+starttls", "smtps"])
def test_a_server_without_tls_is_an_alarm_when_tls_is_wanted(
    mail_server: MailServer, scheme: str
) -> None:
    secure = sender_to(mail_server, f"{scheme}://127.0.0.1:{mail_server.port}")
    ticks.tick(secure, EIGHT)
    assert mail_server.mails == []
    assert "mail server" in ill(EIGHT)


def test_a_mail_that_cannot_be_written_holds_up_nobody_and_is_listed_as_failed(
    queued: Office, sender: Sender, mail_server: MailServer
) -> None:
    db.session.execute(
        update(User).where(User.id == queued.lead.id).values(name="Lena\r\nBcc: all@office.example")
    )
    db.session.commit()
    assert deliveries.send_due(sender, EIGHT) == 1
    assert [mail.who for mail in mail_server.mails] == ["other_lead"]
    assert states(queued) == ["failed", "failed", "sent"]
    assert "could not be written" in queued.ledger()[0].last_reply
    now = EIGHT
    for _ in range(7):
        now = queued.ledger()[0].not_before
        deliveries.send_due(sender, now)
    assert states(queued) == ["dead", "dead", "sent"]
    assert [mail.who for mail in mail_server.mails] == ["other_lead"]


class SlowMailer:
    """Takes as long for each mail as the test says, by the clock that rounds are timed with."""

    def __init__(self, clock: list[float], seconds: float) -> None:
        self.clock, self.seconds, self.delivered = clock, seconds, 0

    def deliver(self, _message: EmailMessage) -> str:
        self.clock[0] += self.seconds
        self.delivered += 1
        return "250 Kept"


def test_a_long_round_ends_before_its_leases_do_and_the_next_beat_goes_on(
    queued: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [0.0]
    monkeypatch.setattr(deliveries, "monotonic", lambda: clock[0])
    slow = SlowMailer(clock, 150)
    sender = Sender(slow, "workplan@office.example", "https://work.example")
    assert deliveries.send_due(sender, EIGHT) == 1
    assert states(queued) == ["sent", "sent", "pending"]
    assert deliveries.send_due(sender, EIGHT + 3 * MINUTE) == 1
    assert states(queued) == ["sent"] * 3
    assert deliveries.ROUND + timedelta(minutes=5) < deliveries.LEASE


class ForgetfulMailer:
    """Hands over and then loses its process's memory of it, as a crash does."""

    def __init__(self, sender: Sender) -> None:
        self.inner = sender.mailer

    def deliver(self, message: EmailMessage) -> str:
        self.inner.deliver(message)
        raise SystemExit("killed")


def test_a_claim_whose_process_died_is_taken_up_after_its_lease_and_marked(
    queued: Office, sender: Sender, mail_server: MailServer
) -> None:
    dying = Sender(ForgetfulMailer(sender), sender.address, sender.base_url)
    with pytest.raises(SystemExit):
        deliveries.send_due(dying, EIGHT)
    assert states(queued) == ["sending", "sending", "pending"]
    assert deliveries.send_due(sender, EIGHT + MINUTE) == 1, "the lease holds"
    assert deliveries.send_due(sender, EIGHT + deliveries.LEASE + MINUTE) == 1
    copies = mail_server.to(queued.email("lead"))
    assert len(copies) == 2
    assert copies[0].message_id == copies[1].message_id
    assert [row.is_possible_copy for row in queued.ledger()] == [True, True, False]


def test_a_late_answer_to_a_claim_that_another_has_taken_changes_nothing(
    queued: Office, sender: Sender, mail_server: MailServer
) -> None:
    taken_over = threading.Event()

    def take_over(_: Mail) -> str:
        mail_server.on_accept = lambda _: ACCEPTED
        with queued.app.app_context():
            late = EIGHT + deliveries.LEASE + MINUTE
            deliveries.send_due(sender_to(mail_server), late)
        taken_over.set()
        return ACCEPTED

    mail_server.on_accept = take_over
    deliveries.send_due(sender, EIGHT)
    assert taken_over.is_set()
    rows = queued.ledger()
    assert [row.state for row in rows] == ["sent"] * 3
    assert rows[0].is_possible_copy
    assert rows[0].attempts == 2
    assert rows[0].sent_at == EIGHT + deliveries.LEASE + MINUTE


def test_a_retry_leaves_out_the_task_that_was_completed_meanwhile(
    queued: Office, sender: Sender, mail_server: MailServer
) -> None:
    mail_server.answers["RCPT"].append("450 4.2.1 Mailbox busy")
    deliveries.send_due(sender, EIGHT)
    task_id = queued.ledger()[0].task_id
    queued.complete(task_id, EIGHT + MINUTE)
    deliveries.send_due(sender, EIGHT + 3 * MINUTE)
    assert mail_server.to(queued.email("lead"))[0].codes == ["1b"]
    assert states(queued) == ["cancelled", "sent", "sent"]


def test_a_retry_of_a_closed_plan_is_cancelled(
    queued: Office, sender: Sender, mail_server: MailServer
) -> None:
    mail_server.answers["RCPT"].extend(["450 4.2.1 Mailbox busy"] * 2)
    deliveries.send_due(sender, EIGHT)
    plans.move_to_stage(queued.coordinator, EIGHT + MINUTE, SLUG, "closed")
    assert deliveries.send_due(sender, EIGHT + 3 * MINUTE) == 0
    assert mail_server.mails == []
    assert states(queued) == ["cancelled"] * 3


@pytest.mark.usefixtures("queued")
def test_no_retry_leaves_on_a_day_off_or_at_night(sender: Sender, mail_server: MailServer) -> None:
    mail_server.close()
    deliveries.send_due(sender, EIGHT)
    mail_server.open()
    for moment in (
        washington(2026, 11, 26, 12),  # Thanksgiving
        washington(2026, 11, 27, 2),
        washington(2026, 11, 27, 7, 59),
    ):
        assert deliveries.send_due(sender, moment) == 0
    assert deliveries.send_due(sender, washington(2026, 11, 27, 8)) == 2


def test_a_broken_mailer_is_our_error_and_is_listed(queued: Office) -> None:
    class Broken:
        def deliver(self, _message: EmailMessage) -> str:
            raise ZeroDivisionError("a bug")

    sender = Sender(Broken(), "workplan@office.example", "https://work.example")
    deliveries.send_due(sender, EIGHT)
    assert states(queued) == ["failed"] * 3
    assert queued.ledger()[0].last_reply == "ZeroDivisionError: a bug"


@pytest.mark.usefixtures("office")
def test_the_scheduler_is_ill_when_it_has_never_run_or_is_silent_for_a_quarter_of_an_hour() -> None:
    assert set(ill(EIGHT)) == {"scheduler"}
    assert "never run" in ill(EIGHT)["scheduler"]
    reminders.queue_due(EIGHT)
    assert ill(EIGHT + 15 * MINUTE) == {}
    assert ill(EIGHT + 16 * MINUTE) == {"scheduler": "ran 960 s ago"}


def test_a_reminder_that_waits_for_more_than_an_hour_makes_the_system_ill(queued: Office) -> None:
    reminders.queue_due(EIGHT + 60 * MINUTE)
    assert ill(EIGHT + 60 * MINUTE) == {}
    reminders.queue_due(EIGHT + 61 * MINUTE)
    assert set(ill(EIGHT + 61 * MINUTE)) == {"reminders waiting"}
    assert states(queued) == ["pending"] * 3


def test_one_plan_whose_dates_cannot_be_computed_stops_nobody_elses_mail(
    queued: Office, sender: Sender
) -> None:
    plan = queued.plan("strangers")
    db.session.execute(update(Plan).where(Plan.id == plan.id).values(start_on=date(2200, 1, 1)))
    db.session.commit()
    assert ticks.tick(sender, EIGHT).sent == 2


def test_a_refused_mailbox_of_one_person_reaches_the_others(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add("1a", due=DUE, leads=["PM", "DSCA"], now=washington(2026, 11, 24, 21))
    mail_server.answers["RCPT"].append("550 5.1.1 No such user")
    assert ticks.tick(sender, EIGHT).sent == 1
    assert sorted(states(office)) == ["dead", "sent"]
