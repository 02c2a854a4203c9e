"""Alarms about mail: when health says that something is wrong, and when it is well again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from support.ground.fixtures import sender_to
from support.programs.outbox import EIGHT, MINUTE, ill, states
from workplan.services.operations import beats
from workplan.services.reminding import planner

if TYPE_CHECKING:
    from support.ground.office import Office
    from support.programs.mail_server import MailServer
    from workplan.services.delivery.deliveries import Sender


def test_a_failed_sign_in_stops_the_round_raises_the_alarm_and_recovers(
    queued: Office, mail_server: MailServer
) -> None:
    mail_server.password = "right"
    wrong = sender_to(mail_server, f"smtp://robot:wrong@127.0.0.1:{mail_server.port}")
    assert beats.tick(wrong, EIGHT).sent == 0
    assert mail_server.connections == 1, "the round stops at the first failure"
    assert states(queued) == ["failed", "failed", "pending"]
    assert "535" in queued.ledger()[0].last_reply
    assert ill(EIGHT) == {"mail server": "sign-in or TLS failed"}

    # A night of failures wears no mail out, and is no reason to wait long afterwards.
    for hour in range(1, 5):
        for minute in (0, 1, 2, 3):
            beats.tick(wrong, EIGHT + timedelta(hours=hour, minutes=minute))
    assert set(states(queued)) == {"failed", "pending"}
    assert max(row.attempts for row in queued.ledger()) == 0

    mended = EIGHT + timedelta(hours=4, minutes=6)
    assert beats.tick(sender_to(mail_server), mended).sent == 2
    assert states(queued) == ["sent"] * 3
    assert ill(mended) == {}
    assert len(mail_server.mails) == 2


@pytest.mark.usefixtures("queued")
def test_an_alarm_ends_when_the_server_answers_a_mail_even_with_a_refusal(
    mail_server: MailServer,
) -> None:
    mail_server.password = "right"
    stranger = sender_to(mail_server, f"smtp://127.0.0.1:{mail_server.port}")
    beats.tick(stranger, EIGHT)
    assert "mail server" in ill(EIGHT)
    mail_server.answers["RCPT"].extend(["550 5.1.1 No such user"] * 2)
    beats.tick(sender_to(mail_server), EIGHT + 3 * MINUTE)
    said = {"reminders failed": "3 failed for good; see the list of mails"}
    assert ill(EIGHT + 3 * MINUTE) == said


def test_a_server_that_wants_a_sign_in_first_raises_the_alarm_and_kills_no_mail(
    queued: Office, sender: Sender, mail_server: MailServer
) -> None:
    plain = sender
    mail_server.password = "right"
    beats.tick(plain, EIGHT)
    assert states(queued) == ["failed", "failed", "pending"]
    assert "mail server" in ill(EIGHT)


@pytest.mark.usefixtures("queued")
@pytest.mark.parametrize("scheme", ["smtp+starttls", "smtps"])
def test_a_server_without_tls_is_an_alarm_when_tls_is_wanted(
    mail_server: MailServer, scheme: str
) -> None:
    secure = sender_to(mail_server, f"{scheme}://127.0.0.1:{mail_server.port}")
    beats.tick(secure, EIGHT)
    assert mail_server.mails == []
    assert "mail server" in ill(EIGHT)


@pytest.mark.usefixtures("office")
def test_the_scheduler_is_ill_when_it_has_never_run_or_is_silent_for_a_quarter_of_an_hour() -> None:
    assert set(ill(EIGHT)) == {"scheduler"}
    assert "never run" in ill(EIGHT)["scheduler"]
    planner.queue_due(EIGHT)
    assert ill(EIGHT + 15 * MINUTE) == {}
    assert ill(EIGHT + 16 * MINUTE) == {"scheduler": "ran 960 s ago"}


def test_a_reminder_that_waits_for_more_than_an_hour_makes_the_system_ill(queued: Office) -> None:
    planner.queue_due(EIGHT + 60 * MINUTE)
    assert ill(EIGHT + 60 * MINUTE) == {}
    planner.queue_due(EIGHT + 61 * MINUTE)
    assert set(ill(EIGHT + 61 * MINUTE)) == {"reminders waiting"}
    assert states(queued) == ["pending"] * 3
