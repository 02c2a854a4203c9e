"""Hand one letter over at once, and say what the mail server answered.

Digests go through the ledger, which tries again for days. A letter about an account is asked for by
somebody who waits for the answer, or who can ask again, so it is tried once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from typing import NamedTuple

from workplan.mail.connections import Patience
from workplan.mail.files import FileMailer
from workplan.mail.mailer import Mailer, MailFailure

AT_ONCE = Patience(command=5, answer=15, whole=25)
"""How long somebody waits on a page for a mail server."""
FROM_A_FILE = "Mail is written to files here: no server sends it."


class Handed(NamedTuple):
    """What became of a letter.

    Args:
        has_left: whether it goes to its person; a file on this machine reaches nobody.
        reply: the server's very answer, or why there is none.
    """

    has_left: bool
    reply: str


@dataclass(frozen=True)
class Courier:
    """How a letter leaves: by which mailer, from which address, and where its links lead.

    Args:
        mailer: gives the mailer that holds at this moment.
    """

    mailer: Callable[[], Mailer]
    address: str
    base_url: str

    def hand_over(self, message: EmailMessage) -> Handed:
        """Hand a letter to the mail server, once."""
        try:
            mailer = self.mailer()
            reply = mailer.deliver(message)
        except MailFailure as failure:
            return Handed(False, str(failure))
        if isinstance(mailer, FileMailer):
            return Handed(False, f"{FROM_A_FILE} It is {reply}.")
        return Handed(True, reply)

    def link(self, path: str) -> str:
        """Return the address of a page, as people reach it from outside."""
        return f"{self.base_url}{path}"
