"""What becomes of a mail: accepted, tried again, or dead."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from models import Plan, Task, User
from support.ground.moments import washington
from support.ground.office import SLUG
from support.programs.mail_server import ACCEPTED
from support.programs.outbox import DUE, EIGHT, MINUTE, ill, states
from workplan.extensions import db
from workplan.services.delivery import deliveries
from workplan.services.delivery.deliveries import Sender
from workplan.services.operations import beats
from workplan.services.record.change import Change
from workplan.services.reminding import heartbeats, planner
from workplan.services.structure import plan_stages

if TYPE_CHECKING:
    from email.message import EmailMessage

    from support.ground.office import Office
    from support.programs.mail_server import MailServer


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
    planner.queue_due(EIGHT)
    assert ill(EIGHT) == {}


def test_every_row_of_one_mail_carries_its_message_id_and_no_other_does(
    queued: Office, sender: Sender
) -> None:
    deliveries.send_due(sender, EIGHT)
    ids = [row.message_id for row in queued.ledger()]
    assert ids[0] == ids[1] != ids[2]
    assert all(message_id and message_id.endswith("@office.example>") for message_id in ids)


@pytest.mark.parametrize("command", ["RCPT", "DATA command", "DATA"])
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


def test_the_wait_doubles_up_to_an_hour_as_long_as_the_reminder_is_of_use(
    queued: Office, sender: Sender, mail_server: MailServer
) -> None:
    mail_server.answers["RCPT"].extend(["450 4.2.1 Mailbox busy"] * 100)
    now, waits = EIGHT, []
    for _ in range(6):
        deliveries.send_due(sender, now)
        row = queued.ledger()[0]
        waits.append(row.not_before - now)
        now = row.not_before
    minutes = [wait / MINUTE for wait in waits]
    for number, waited in enumerate(minutes):
        doubled = min(2 ** (number + 1), 48)
        assert 0.75 * doubled <= waited <= min(1.25 * doubled, 60)
    row = queued.ledger()[0]
    assert (row.state, row.attempts) == ("failed", 6)
    assert row.last_reply == "450 4.2.1 Mailbox busy"
    # Retries put it off, and health still knows since when it has been due.
    assert ill(EIGHT + 61 * MINUTE)["reminders waiting"].startswith("3 due")


def test_the_rows_of_one_mail_wait_equally_long_and_go_out_again_together(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    for n in range(12):
        office.add(f"1{n}", due=DUE, now=washington(2026, 11, 24, 21))
    planner.queue_due(washington(2026, 11, 25, 0, 5))
    mail_server.answers["RCPT"].append("421 4.3.2 Shutting down")
    deliveries.send_due(sender, EIGHT)
    assert len({row.not_before for row in office.ledger()}) == 1
    for minute in range(1, 5):
        deliveries.send_due(sender, EIGHT + minute * MINUTE)
    assert [len(mail.codes) for mail in mail_server.mails] == [12]


@pytest.mark.parametrize("command", ["RCPT", "DATA command", "DATA"])
def test_a_lasting_refusal_is_dead_at_once_and_health_fails(
    queued: Office, sender: Sender, mail_server: MailServer, command: str
) -> None:
    mail_server.answers[command].append("550 5.1.1 No such user here")
    assert deliveries.send_due(sender, EIGHT) == 1
    assert states(queued) == ["dead", "dead", "sent"]
    assert queued.ledger()[0].last_reply == "550 5.1.1 No such user here"
    heartbeats.beat(db.session(), heartbeats.PLANNER, EIGHT)
    db.session.commit()
    assert ill(EIGHT) == {"reminders failed": "2 failed for good; see the list of mails"}
    assert deliveries.send_due(sender, EIGHT + timedelta(hours=5)) == 0


def test_a_server_that_is_down_is_tried_again_until_it_is_up(
    queued: Office, sender: Sender, mail_server: MailServer
) -> None:
    mail_server.close()
    assert deliveries.send_due(sender, EIGHT) == 0
    assert states(queued) == ["failed", "failed", "pending"], "the round stops at once"
    assert "No connection" in queued.ledger()[0].last_reply
    mail_server.open()
    assert deliveries.send_due(sender, EIGHT + MINUTE) == 2
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


def test_a_mail_that_cannot_be_written_holds_up_nobody_and_is_listed_as_failed(
    queued: Office, sender: Sender, mail_server: MailServer
) -> None:
    db.session.execute(
        update(User).where(User.id == queued.lead.id).values(email="lena\r\nbcc: all@b.example")
    )
    db.session.commit()
    assert deliveries.send_due(sender, EIGHT) == 1
    assert [mail.who for mail in mail_server.mails] == ["other_lead"]
    assert states(queued) == ["dead", "dead", "sent"]
    assert "could not be written" in queued.ledger()[0].last_reply
    assert "reminders failed" in ill(EIGHT)


def test_a_line_break_in_a_stored_name_or_code_holds_up_nobody(
    queued: Office, sender: Sender, mail_server: MailServer
) -> None:
    breach = "Lena\r\nBcc: all@office.example"
    db.session.execute(update(User).where(User.id == queued.lead.id).values(name=breach))
    db.session.execute(update(Task).where(Task.code == "1a").values(code="1a\r\nX: y"))
    db.session.commit()
    assert deliveries.send_due(sender, EIGHT) == 2
    assert {mail.recipient for mail in mail_server.mails} == {
        queued.email("lead"),
        queued.email("other_lead"),
    }
    assert not any(mail.message["Bcc"] or mail.message["X"] for mail in mail_server.mails)


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
    plan_stages.move_to_stage(Change(queued.coordinator, EIGHT + MINUTE), SLUG, "closed")
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
        def kept_open(self) -> AbstractContextManager[None]:
            return nullcontext()

        def deliver(self, _message: EmailMessage) -> str:
            raise ZeroDivisionError("a bug")

    sender = Sender(Broken(), "workplan@office.example", "https://work.example")
    deliveries.send_due(sender, EIGHT)
    assert states(queued) == ["failed"] * 3
    assert queued.ledger()[0].last_reply == "ZeroDivisionError: a bug"


def test_one_plan_whose_dates_cannot_be_computed_stops_nobody_elses_mail(
    queued: Office, sender: Sender
) -> None:
    plan = queued.plan("strangers")
    db.session.execute(update(Plan).where(Plan.id == plan.id).values(start_on=date(2200, 1, 1)))
    db.session.commit()
    assert beats.tick(sender, EIGHT).sent == 2


def test_a_refused_mailbox_of_one_person_reaches_the_others(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add("1a", due=DUE, leads=["PM", "DSCA"], now=washington(2026, 11, 24, 21))
    mail_server.answers["RCPT"].append("550 5.1.1 No such user")
    assert beats.tick(sender, EIGHT).sent == 1
    assert sorted(states(office)) == ["dead", "sent"]
