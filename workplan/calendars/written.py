"""Days as people write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

FORMS = ("%Y-%m-%d", "%d %b %Y", "%d %B %Y", "%m/%d/%Y")
"""As fields send them, as pages show them, and as date pickers show them in the United States."""


def read_day(text: str) -> date:
    """Return the day that a text means.

    Raises:
        ValueError: when it means none.
    """
    for form in FORMS if text.isascii() else ():
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    raise ValueError(f"{text!r} is no day")
