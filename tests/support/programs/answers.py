"""Mail that comes in: a folder that it is put into, and answers as mail programs write them."""

from __future__ import annotations

from email.message import EmailMessage
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from models import ReceivedMail
from support.programs.outbox import EIGHT
from workplan.extensions import db
from workplan.mail.inbound.folders import MaildirMailbox
from workplan.services.delivery import deliveries
from workplan.services.delivery.deliveries import Sender
from workplan.services.delivery.incoming import fetching
from workplan.storage.disk import DiskStore

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from support.ground.office import Office
    from support.programs.mail_server import Mail, MailServer

NUMBERS = count(1)
PLAN_ADDRESS = "plan@office.example"


class Post(NamedTuple):
    """Where mail comes in, and where it is kept."""

    maildir: Path
    store: DiskStore

    def arrive(self, message: EmailMessage | bytes) -> None:
        """Deliver a mail as a mail server does: written aside, then moved in."""
        name = f"{next(NUMBERS):04}.M1.host"
        part = self.maildir / "tmp" / name
        part.write_bytes(message if isinstance(message, bytes) else message.as_bytes())
        part.rename(self.maildir / "new" / name)

    def fetch(self, now: datetime = EIGHT) -> fetching.Round:
        """Read the mailbox once."""
        db.session.rollback()
        return fetching.fetch(MaildirMailbox(self.maildir), self.store, now, PLAN_ADDRESS)

    def came(self, message: EmailMessage | bytes, now: datetime = EIGHT) -> ReceivedMail:
        """Deliver a mail, read it, and return what became of it."""
        self.arrive(message)
        self.fetch(now)
        return received()[-1]


def opened(folder: Path) -> Post:
    """Return a new mailbox in a folder."""
    for part in ("tmp", "new", "cur"):
        (folder / "maildir" / part).mkdir(parents=True)
    return Post(folder / "maildir", DiskStore(folder / "evidence"))


def received() -> list[ReceivedMail]:
    """Return every mail that came in, in order."""
    db.session.rollback()
    return list(db.session.scalars(select(ReceivedMail).order_by(ReceivedMail.id)))


def sent_to(office: Office, sender: Sender, server: MailServer, who: str) -> Mail:
    """Send what is due, with addresses to answer at, and return the mail that somebody got."""
    answered = Sender(sender.mailer, sender.address, sender.base_url, None, PLAN_ADDRESS)
    deliveries.send_due(answered, EIGHT)
    return server.to(office.email(who))[-1]


def answer(mail: Mail, words: str, **heads: Any) -> EmailMessage:
    """Return an answer to a mail as a person's program writes it.

    `heads` take the place of its own; None leaves one out.
    """
    original = mail.message
    quoted = "\n".join(f"> {line}" for line in mail.text.splitlines())
    lines = {
        "From": str(original["To"]),
        "To": str(original["Reply-To"]),
        "Subject": f"Re: {original['Subject']}",
        "Message-ID": f"<answer-{next(NUMBERS)}@office.example>",
        "In-Reply-To": mail.message_id,
        **{name.replace("_", "-"): value for name, value in heads.items()},
    }
    message = EmailMessage()
    for name, value in lines.items():
        if value is not None:
            message[name] = value
    message.set_content(f"{words}\n\nOn Wed, Workplan <workplan@office.example> wrote:\n{quoted}\n")
    return message
