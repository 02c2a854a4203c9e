"""Write each message as an .eml file: the embedded default, for trying things out."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, nullcontext
from email.message import EmailMessage
from pathlib import Path

from workplan.mail.mailer import WIRE, TryLater


class FileMailer:
    """Writes to a folder; a message's file is named by its Message-ID, so a copy replaces it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def deliver(self, message: EmailMessage) -> str:
        """Write the file whole or not at all, and return where it is."""
        name = message["Message-ID"].strip("<>").replace("/", "_") + ".eml"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            part = self.folder / f".{name}.{os.getpid()}"
            part.write_bytes(message.as_bytes(policy=WIRE))
            part.replace(self.folder / name)
        except OSError as error:
            raise TryLater(f"The file could not be written: {error}") from error
        return f"written to mail/{name}"

    def kept_open(self) -> AbstractContextManager[None]:
        """Keep nothing: a file is opened in no time."""
        return nullcontext()
