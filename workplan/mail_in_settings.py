"""What the settings of the mailbox that is read have to be."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+")
SERVERS, FOLDERS = ("imaps", "imap+starttls"), ("maildir", "eml")


def problems(url: str, address: str) -> list[str]:
    """Return what is wrong with the mailbox that is to be read, a sentence each."""
    parts, found = urlsplit(url), []
    is_server = parts.scheme in SERVERS and parts.hostname and parts.username
    is_folder = parts.scheme in FOLDERS and parts.path.startswith("/")
    if url and not (is_server or is_folder):
        found.append(
            "MAIL_IN_URL must be imaps://user:password@host, imap+starttls://user:password@host, "
            "maildir:/folder or eml:/folder; unset it to read no mail."
        )
    if address and not ADDRESS.fullmatch(address):
        found.append(f"MAIL_IN_ADDRESS is “{address}”, which is no email address.")
    return found
