"""Days as people write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from workplan.errors import InvalidInput

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


DAY = r"\d{4}-\d\d-\d\d|\d{1,2} [A-Za-z]{3,9} \d{4}|\d{1,2}/\d{1,2}/\d{4}"
WEEKDAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?"
LINE = re.compile(
    rf"{WEEKDAY}(?P<first>{DAY})(?:\s*(?:to|until|through|–|—|-)\s*{WEEKDAY}(?P<last>{DAY}))?"
    r"(?:[\s,:;–—-]+(?P<note>.*))?",
    re.IGNORECASE,
)
LONGEST_RANGE, MAX_NOTE = 366, 200


def read_days(text: str) -> dict[date, str]:
    """Return the days that lines name, each with its note.

    A line is a day or a range of days, and then perhaps why: “24 Dec 2026 to 31 Dec 2026, agency
    closed”.

    Raises:
        InvalidInput: naming the line that means no day, or too many of them.
    """
    found: dict[date, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            found |= _read_line(number, " ".join(line.split()))
    return found


def _read_line(number: int, line: str) -> dict[date, str]:
    parts = LINE.fullmatch(line)
    try:
        first = read_day(parts["first"]) if parts else None
        last = read_day(parts["last"]) if parts and parts["last"] else first
    except ValueError:
        first = last = None
    if parts is None or first is None or last is None:
        raise InvalidInput(
            "days",
            f"Line {number}, “{line[:60]}”, begins with no day. "
            "Give a day such as 24 Dec 2026, or a range such as 24 Dec 2026 to 31 Dec 2026.",
        )
    count = (last - first).days + 1
    if not 1 <= count <= LONGEST_RANGE:
        wrong = "ends before it begins" if count < 1 else f"is {count:,} days long"
        raise InvalidInput(
            "days", f"Line {number}, “{line[:60]}”, {wrong}. Give {LONGEST_RANGE} days at most."
        )
    note = (parts["note"] or "").strip()
    if len(note) > MAX_NOTE or not (note or " ").isprintable():
        raise InvalidInput(
            "days", f"Line {number}: give the note on one line, of {MAX_NOTE} characters at most."
        )
    return {date.fromordinal(first.toordinal() + n): note for n in range(count)}
