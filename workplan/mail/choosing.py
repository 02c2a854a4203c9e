"""The mailer that the settings name."""

from __future__ import annotations

from pathlib import Path

from workplan.mail.connections import Hear, Patience
from workplan.mail.files import FileMailer
from workplan.mail.mailer import Mailer
from workplan.mail.signing import Key, SigningMailer
from workplan.mail.smtp import SmtpMailer


def mailer_at(
    url: str,
    instance: Path,
    patience: Patience | None = None,
    hear: Hear | None = None,
    key: Key | None = None,
) -> Mailer:
    """Return the mailer that speaks to the server at a URL, or writes files where there is none.

    Args:
        patience: how long a delivery may take; as long as the ledger waits unless given.
        hear: takes each line of the conversation.
        key: signs what goes to a server.
    """
    if not url:
        if hear is not None:
            hear("us", "No mail server is set: the mail is written to a file.")
        return FileMailer(instance / "mail")
    mailer = SmtpMailer(url, patience or Patience(), hear)
    return SigningMailer(mailer, key) if key else mailer
