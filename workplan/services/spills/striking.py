"""Take words out of what is kept: of texts, and of lists and dictionaries with texts in them.

What a program reads stays: the names of fields, codes, days, checksums. Words that mean such a
thing mean something else there.
"""

from __future__ import annotations

from typing import Any

from workplan.services.history.field_words import CODES
from workplan.services.record import entry_hash
from workplan.services.spills.passages import Passage

MACHINE = frozenset({
    "driver", "rule", "every", "counted_in", "weekmask", "time_zone", "mail_tag", "slug",
    "checksum", "checksums", "last_hash", "rests", "action", "version", "csrf_token", "once",
    "constraint", "days_off", "days_worked", "holidays", "hours", "work_calendar",
})  # fmt: skip
"""Fields that only programs read, besides those that hold codes."""


def is_read_by_programs(key: str) -> bool:
    """Tell whether a field of an entry, or of another dictionary, holds no words of people."""
    return key in MACHINE or key in CODES or key.endswith(("_on", "_at", "_id"))


def struck(value: Any, passage: Passage) -> Any:
    """Return a text without the words; of a list or a dictionary, the same with its texts."""
    if isinstance(value, str):
        return value if entry_hash.PLAIN.fullmatch(value) else passage.struck(value)
    if isinstance(value, list):
        return [struck(part, passage) for part in value]
    if isinstance(value, dict):
        return {
            key: part if is_read_by_programs(key) else struck(part, passage)
            for key, part in value.items()
        }
    return value
