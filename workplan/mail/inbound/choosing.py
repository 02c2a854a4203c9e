"""The mailbox that the settings name."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from workplan.mail.inbound.folders import EmlMailbox, MaildirMailbox
from workplan.mail.inbound.imap import ImapMailbox
from workplan.mail.inbound.mailbox import Mailbox


def mailbox_at(url: str) -> Mailbox | None:
    """Return the mailbox at a URL, or None where no mail is read."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme in ("maildir", "eml"):
        folder = Path(unquote(parts.path))
        return MaildirMailbox(folder) if parts.scheme == "maildir" else EmlMailbox(folder)
    return ImapMailbox(url)
