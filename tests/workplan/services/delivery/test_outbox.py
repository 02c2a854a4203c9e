"""A claim on a mail: how long it is held, who takes it over, and the copy that this can make."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from support.ground.fixtures import sender_to
from support.programs.mail_server import ACCEPTED
from support.programs.outbox import EIGHT, MINUTE, states
from workplan.services.delivery import deliveries, outbox
from workplan.services.delivery.deliveries import Sender

if TYPE_CHECKING:
    from email.message import EmailMessage

    from support.ground.office import Office
    from support.programs.mail_server import Mail, MailServer


class SlowMailer:
    """Takes as long for each mail as the test says, by the clock that rounds are timed with."""

    def __init__(self, clock: list[float], seconds: float) -> None:
        self.clock, self.seconds, self.delivered = clock, seconds, 0

    def kept_open(self) -> AbstractContextManager[None]:
        return nullcontext()

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
    assert deliveries.ROUND + timedelta(minutes=5) < outbox.LEASE


class ForgetfulMailer:
    """Hands over and then loses its process's memory of it, as a crash does."""

    def __init__(self, sender: Sender) -> None:
        self.inner = sender.mailer

    def kept_open(self) -> AbstractContextManager[None]:
        return nullcontext()

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
    assert deliveries.send_due(sender, EIGHT + outbox.LEASE + MINUTE) == 1
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
            late = EIGHT + outbox.LEASE + MINUTE
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
    assert rows[0].sent_at == EIGHT + outbox.LEASE + MINUTE
