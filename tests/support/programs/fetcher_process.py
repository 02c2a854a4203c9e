"""A reader of a mailbox in a process of its own; it reads at each moment that it hears."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from support.programs.child import Child, answer, started
from workplan.mail.inbound.choosing import mailbox_at
from workplan.services.delivery.incoming import fetching
from workplan.storage.disk import DiskStore

if TYPE_CHECKING:
    from flask import Flask

    from support.programs.answers import Post


class FetcherProcess(Child):
    """A started reader of a mailbox."""

    def __init__(self, app: Flask, post: Post, url: str = "", address: str = "") -> None:
        super().__init__(
            "support.programs.fetcher_process",
            app,
            url=url or f"maildir:{post.maildir}",
            store=str(post.store.folder),
            address=address,
        )

    def fetch(self, now: datetime) -> None:
        """Let it read once, and do not wait."""
        self.say(now.isoformat())

    def done(self) -> fetching.Round:
        """Wait until it has read and return what it did."""
        return fetching.Round(*self.hear())


def main() -> None:
    app, orders = started()
    mailbox, store = mailbox_at(orders["url"]), DiskStore(Path(orders["store"]))
    assert mailbox is not None
    for line in sys.stdin:
        with app.app_context():
            now = datetime.fromisoformat(json.loads(line))
            answer(fetching.fetch(mailbox, store, now, orders["address"]))


if __name__ == "__main__":
    main()
