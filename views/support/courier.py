"""How a page sends a letter at once."""

from __future__ import annotations

from views.support.session import settings
from workplan.mail.choosing import mailer_at
from workplan.mail.courier import AT_ONCE, Courier


def courier() -> Courier:
    """Return how this installation sends a letter that somebody waits for."""
    own = settings()
    return Courier(
        lambda: mailer_at(own.mail_url, own.instance, AT_ONCE, key=own.key),
        own.mail_from,
        own.base_url,
    )
