"""What a mail said is kept as it was sent, without what is its reader's alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models import KeptMail
from support.programs.outbox import EIGHT, MINUTE
from workplan.extensions import db
from workplan.services.delivery import deliveries

if TYPE_CHECKING:
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
