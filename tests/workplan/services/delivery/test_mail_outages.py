"""Nothing is lost while the mail server, the database or a plan is out of order."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from models import Plan, Reminder, Task
from support.ground.moments import washington
from support.programs.outbox import DUE, EIGHT, MINUTE, ill, states
from workplan.extensions import db
from workplan.mail.smtp import SmtpMailer
from workplan.services.delivery import deliveries, mail_writing, recorded
from workplan.services.delivery.deliveries import Sender
from workplan.services.delivery.outcomes import Outcome, Outcomes
from workplan.services.operations import beats
from workplan.services.record.transaction import writing
from workplan.services.reminding import heartbeats, planner

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path
    from typing import Any

    from support.ground.office import Office
    from support.programs.mail_server import MailServer
    from workplan.mail.digest import Digest


def test_a_night_without_a_mail_server_loses_nothing_and_ends_within_two_beats(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    """Whatever the trouble is: no connection, a 4xx or a 5xx at the door."""
    thursday = washington(2026, 11, 24, 21)
    for n in range(4):
        office.add(f"1{n}", due=DUE, now=thursday)
        office.add(f"2{n}", due=DUE, leads=["DSCA"], now=thursday)
    planner.queue_due(washington(2026, 11, 25, 0, 5))
    mail_server.close()
    for minute in range(0, 600, 7):
        beats.tick(sender, EIGHT + minute * MINUTE)
    assert set(states(office)) == {"failed", "pending"}
    assert max(row.attempts for row in office.ledger()) == 0
    mail_server.open()
    mail_server.answers["MAIL"].extend(["451 4.3.0 Not yet", "550 5.7.1 Not you"])
    back = EIGHT + 600 * MINUTE
    for minute in range(3):
        assert beats.tick(sender, back + minute * MINUTE).sent == (2 if minute == 2 else 0)
    # One mail a person, since nothing of the night had reached the server.
    assert sorted(len(mail.codes) for mail in mail_server.mails) == [4, 4]
    assert set(states(office)) == {"sent"}
    assert not any(row.is_possible_copy for row in office.ledger())


def test_what_was_put_off_all_night_goes_with_the_beat_after_the_first_that_passes(
    queued: Office, sender: Sender, mail_server: MailServer
) -> None:
    mail_server.answers["RCPT"].extend(["450 4.2.1 Mailbox busy"] * 16)
    now = EIGHT
    while mail_server.answers["RCPT"]:
        deliveries.send_due(sender, now)
        now += MINUTE
    due = sorted({row.not_before for row in queued.ledger()})
    assert deliveries.send_due(sender, due[0]) >= 1
    deliveries.send_due(sender, due[0] + MINUTE)
    assert states(queued) == ["sent"] * 3


def test_a_lease_from_a_clock_that_was_wrong_holds_nothing_for_years(
    queued: Office, sender: Sender
) -> None:
    far = EIGHT + timedelta(days=4000)
    held = {"state": "sending", "leased_until": far, "message_id": "<a@b>"}
    db.session.execute(update(Reminder).values(held))
    db.session.commit()
    assert deliveries.send_due(sender, EIGHT) == 2
    assert all(row.is_possible_copy for row in queued.ledger())


def test_an_answer_is_kept_while_a_long_write_holds_the_database(
    queued: Office, mail_server: MailServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes = Outcomes(tmp_path / "outcomes")
    keeping = Sender(
        SmtpMailer(mail_server.url), "workplan@office.example", "https://work.example", outcomes
    )

    def busy(found: list[object]) -> None:
        if found:
            raise OperationalError("UPDATE", {}, Exception("database is locked"))

    with monkeypatch.context() as patched:
        patched.setattr(recorded, "_record", busy)
        with pytest.raises(OperationalError):
            deliveries.send_due(keeping, EIGHT)
    assert len(mail_server.mails) == 1
    assert [kept.outcome.state for kept in outcomes.all()] == ["sent"]
    # Later than any lease: the answer is taken over first, so nothing goes out twice.
    assert deliveries.send_due(keeping, EIGHT + timedelta(hours=1)) == 1
    assert states(queued) == ["sent"] * 3
    assert len(mail_server.mails) == 2
    assert outcomes.all() == []
    assert queued.ledger()[0].sent_at == EIGHT


def test_one_task_that_cannot_be_planned_or_written_fails_alone(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    thursday = washington(2026, 11, 24, 21)
    good = office.add("1a", due=DUE, now=thursday)
    wild = office.add("1w", due=DUE, now=thursday)
    early = office.add("1x", due=DUE, now=thursday)
    for task, day in ((wild, date(9999, 12, 31)), (early, date(1900, 1, 1))):
        db.session.execute(update(Task).where(Task.id == task).values(due_on=day))
    db.session.commit()
    planner.queue_due(EIGHT)
    assert deliveries.send_due(sender, EIGHT) >= 1
    assert "1a" in mail_server.to(office.email("lead"))[0].codes
    dead = {row.task_id: row.last_reply for row in office.ledger() if row.state == "dead"}
    assert good not in dead
    assert "could not be planned: The year 9999" in dead[wild]
    assert "reminders failed" in ill(EIGHT)


def test_a_plan_of_an_unknown_zone_stops_nobody_elses_mail_and_is_named(
    queued: Office, sender: Sender
) -> None:
    strangers = queued.plan("strangers").id
    lost = {"time_zone": "Mars/Olympus", "stage": "implementing"}
    db.session.execute(update(Plan).where(Plan.id == strangers).values(lost))
    db.session.commit()
    assert beats.tick(sender, EIGHT).sent == 2
    assert ill(EIGHT)["plans"].startswith(f"cannot be planned: number {strangers}")
    db.session.execute(update(Plan).where(Plan.id == strangers).values(time_zone="UTC"))
    db.session.commit()
    beats.tick(sender, EIGHT + MINUTE)
    assert "plans" not in ill(EIGHT + MINUTE)


def keeping_sender(mail_server: MailServer, folder: Path) -> Sender:
    mailer = SmtpMailer(mail_server.url)
    return Sender(mailer, "workplan@office.example", "https://work.example", Outcomes(folder))


def test_an_answer_that_nobody_can_store_holds_up_no_other(
    queued: Office, mail_server: MailServer, tmp_path: Path
) -> None:
    mail_server.answers["DATA"].append("250 ok \0queued \x1b[1m")
    keeping = keeping_sender(mail_server, tmp_path)
    (tmp_path / "damaged.json").write_text('["half')
    assert deliveries.send_due(keeping, EIGHT) == 2
    assert states(queued) == ["sent"] * 3
    assert queued.ledger()[0].last_reply.startswith("250 ok  queued")
    assert [path.name for path in tmp_path.iterdir()] == ["damaged.damaged"]


def test_answers_go_to_the_ledger_where_the_disk_takes_none(
    queued: Office, mail_server: MailServer, tmp_path: Path
) -> None:
    blocked = tmp_path / "outcomes"
    blocked.write_text("a file where the folder should be")
    assert deliveries.send_due(keeping_sender(mail_server, blocked), EIGHT) == 2
    assert states(queued) == ["sent"] * 3
    assert len(mail_server.mails) == 2


def test_rows_that_cannot_stand_in_one_mail_go_in_several(
    queued: Office, sender: Sender, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = mail_writing.compose

    def only_one(digest: Digest, *rest: Any) -> EmailMessage:
        if len(digest.tasks) > 1:
            raise ValueError("too many for one")
        return whole(digest, *rest)

    monkeypatch.setattr(mail_writing, "compose", only_one)
    assert deliveries.send_due(sender, EIGHT) == 3
    assert states(queued) == ["sent"] * 3
    assert sorted(code for mail in mail_server.mails for code in mail.codes) == ["1a", "1b", "2a"]


def test_a_database_in_trouble_is_no_fault_of_a_mail(
    queued: Office, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deadlocked(*_: object) -> None:
        raise OperationalError("SELECT", {}, Exception("deadlock detected"))

    with monkeypatch.context() as patched:
        patched.setattr(mail_writing.digest_content, "digest_of", deadlocked)
        with pytest.raises(OperationalError):
            deliveries.send_due(sender, EIGHT)
    assert states(queued) == ["pending"] * 3
    assert deliveries.send_due(sender, EIGHT + MINUTE) == 2


def test_a_full_mailbox_is_not_knocked_at_more_often_because_others_get_their_mail(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    thursday = washington(2026, 11, 24, 21)
    office.add("1a", due=DUE, now=thursday)
    planner.queue_due(washington(2026, 11, 25, 0, 5))
    with writing() as session:
        heartbeats.beat(session, heartbeats.MAIL_ACCEPTED, EIGHT)
    tries = 0
    for minute in range(20):
        mail_server.answers["RCPT"].append("450 4.2.2 Mailbox full")
        before = office.ledger()[0].attempts
        now = EIGHT + minute * MINUTE
        deliveries.send_due(sender, now)
        mail_server.answers["RCPT"].clear()
        tries += office.ledger()[0].attempts - before
        with writing() as session:
            # Somebody else's mail is accepted.
            recorded._note_of_the_server(session, Outcome("sent", "250 ok"), now)
    assert tries <= 5


def test_what_fell_due_while_a_plan_was_out_of_order_is_listed_and_the_latest_is_sent(
    office: Office, sender: Sender
) -> None:
    office.add("1a", due=DUE, now=washington(2026, 9, 1, 12))
    plan = office.plan().id

    def zone(name: str) -> None:
        db.session.execute(update(Plan).where(Plan.id == plan).values(time_zone=name))
        db.session.commit()

    beats.tick(sender, washington(2026, 11, 2))
    zone("Mars/Olympus")
    for day in (9, 12, 17, 19):
        beats.tick(sender, washington(2026, 11, day))
    assert [row.state for row in office.ledger() if row.state == "dead"] == ["dead"]
    zone("America/New_York")
    beats.tick(sender, washington(2026, 11, 20))
    rungs = {row.rung_days: row.state for row in office.ledger() if not row.is_for_nobody}
    # The first row listed the plan as failed, in the place of its first rule.
    assert rungs == {-30: "dead", -14: "cancelled", -7: "sent"}
