"""What the settings of the mailbox that is read have to be."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+")
SERVERS, FOLDERS = ("imaps", "imap+starttls"), ("maildir", "eml")


def problems(url: str, address: str) -> list[str]:
    """Return what is wrong with the mailbox that is to be read, a sentence each."""
    found = []
    if url and not _is_mailbox(url):
        found.append(
            "MAIL_IN_URL must be imaps://user:password@host, imap+starttls://user:password@host, "
            "maildir:/folder or eml:/folder, with a port from 1 to 65535 where one is given; unset "
            "it to read no mail."
        )
    elif urlsplit(url).scheme in SERVERS and not unquote(url).isascii():
        found.append(
            "MAIL_IN_URL has letters that are not ASCII, which IMAP takes in no user, password or "
            "box. Give the mailbox a password without them."
        )
    if address and not ADDRESS.fullmatch(address):
        found.append(f"MAIL_IN_ADDRESS is “{address}”, which is no email address.")
    return found


def _is_mailbox(url: str) -> bool:
    try:
        parts = urlsplit(url)
        is_server = bool(parts.hostname and parts.username) and parts.port != 0
    except ValueError:  # a bracket that is never closed, or a port that is none
        return False
    is_folder = parts.scheme in FOLDERS and parts.path.startswith("/")
    return is_folder or (parts.scheme in SERVERS and is_server)
