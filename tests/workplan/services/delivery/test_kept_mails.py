"""What a mail said is kept as it was sent, without what is its reader's alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models import KeptMail, Reminder
from support.ground.moments import washington
from support.programs.outbox import EIGHT, MINUTE
from workplan.extensions import db
from workplan.services.accounts import house_settings
from workplan.services.accounts.house_settings import HouseFields
from workplan.services.delivery import deliveries, kept_mails
from workplan.services.record.change import Change

if TYPE_CHECKING:
    import pytest

    from support.ground.office import Office
    from support.programs.mail_server import MailServer
    from workplan.services.delivery.deliveries import Sender


def kept() -> list[KeptMail]:
    db.session.rollback()
    return list(db.session.scalars(select(KeptMail).order_by(KeptMail.id)))


def test_the_text_of_each_mail_is_kept_without_the_links_that_report(
    queued: Office, sender: Sender, mail_server: MailServer
) -> None:
    assert deliveries.send_due(sender, EIGHT) == 2
    first = kept()[0]
    sent = mail_server.to(queued.email("lead"))[0]
    assert (first.message_id, first.subject) == (sent.message_id, sent.subject)
    pairs = zip(sent.text.splitlines(), first.body.splitlines(), strict=True)
    differ = [(said, ours) for said, ours in pairs if said != ours]
    assert len(differ) == 2
    for said, ours in differ:
        assert ours == f"{said[: said.index('/r/')]}/r/…"
    assert len(kept()) == 2


def test_a_mail_that_is_tried_again_is_kept_once_as_it_went_last(
    queued: Office, sender: Sender, mail_server: MailServer
) -> None:
    mail_server.answers["RCPT"].append("451 4.7.1 Come back later")
    deliveries.send_due(sender, EIGHT)
    deliveries.send_due(sender, EIGHT + 3 * MINUTE)
    assert {mail.message_id for mail in kept()} == {row.message_id for row in queued.ledger()}
    assert max(mail.written_at for mail in kept()) == EIGHT + 3 * MINUTE
    assert len(kept()) == 2


def test_texts_that_were_kept_long_enough_go_in_batches_and_the_ledger_stays(
    queued: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_mails, "A_BATCH", 2)
    session = db.session()
    now = washington(2030, 1, 1)
    plan_id = queued.plan().id
    ages = (40, 50, 60, 20)
    session.add_all(
        KeptMail(
            plan_id=plan_id,
            message_id=f"<{days}@here>",
            subject="Due",
            body="It is due.",
            written_at=now - timedelta(days=days),
        )
        for days in ages
    )
    session.commit()
    ledger = session.scalar(select(func.count()).select_from(Reminder))
    house_settings.change(Change(queued.people["admin"], now), HouseFields(mail_days=30))

    assert [kept_mails.forget_old(session, now) for _ in range(3)] == [2, 1, 0]

    assert [mail.message_id for mail in kept()] == ["<20@here>"]
    assert session.scalar(select(func.count()).select_from(Reminder)) == ledger


def test_three_years_are_kept_where_nobody_set_a_number(office: Office) -> None:
    session, now = db.session(), washington(2030, 1, 1)
    plan_id = office.plan().id
    for days in (1_090, 1_100):
        written_at = now - timedelta(days=days)
        facts = {"subject": "Due", "body": "It is due.", "written_at": written_at}
        session.add(KeptMail(plan_id=plan_id, message_id=f"<{days}@here>", **facts))
    session.commit()

    assert kept_mails.forget_old(session, now) == 1
    assert [mail.message_id for mail in kept()] == ["<1090@here>"]
