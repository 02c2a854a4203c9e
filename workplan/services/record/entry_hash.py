"""The hash of an entry, in which texts that people wrote stand as salted digests only.

So a text can leave for good while the chain still holds: its digest stays, and without the salt,
which goes with it, nobody can try whether the text was this or that. Codes, dates and numbers
are hashed as they are. Entries that were made before there were salts are hashed with their
texts; of these, as of all from which something left, another entry keeps what remained.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

CODED = re.compile(r"(?:[a-z0-9_.:+-]+(?:[A-Z]{1,2}[a-z0-9_.:+-]*)?)?")
"""What is no text but a code, a date, a moment, a hash or a driver: no space, no name."""
OUTSIDE = ("before", "after", "reason")
"""The columns in which people's texts stand."""
LATER = ("hash", "salt", "digests")
"""The columns that no hash covers, since they follow from it or leave with a text."""

Put = Callable[[str, str], str]
Rests = Mapping[int, str]
"""What remained of the entries from which something left, as digests, by their numbers."""


def salted(row: dict[str, Any]) -> dict[str, Any]:
    """Return a new entry with its salt, if it has texts, and with its hash."""
    has_texts = any(True for _ in texts_of(row))
    row = row | {"salt": secrets.token_hex(16) if has_texts else None, "digests": None}
    return row | {"hash": digest(row)}


def digest(row: Mapping[str, Any]) -> str:
    """Return the SHA-256 of an entry as canonical JSON, its texts as digests where it has any."""
    plain = {key: _plain(value) for key, value in row.items() if key not in LATER}
    if row.get("salt") or row.get("digests"):
        known = digests_of(row)
        # No code has the sign, so that nothing but a digest of ours reads like one.
        plain |= replaced(plain, lambda path, text: "#" + known.get(path, text))
    return _sha256(canonical(plain))


def digests_of(row: Mapping[str, Any]) -> dict[str, str]:
    """Return the digest of each text of an entry, by where it stands: “after.name”."""
    if row.get("digests"):
        return dict(row["digests"])
    return {path: _sha256(f"{row['salt']}{path}\0{text}") for path, text in texts_of(row)}


def rest_of(row: Mapping[str, Any]) -> str:
    """Return a digest of an entry as it stands, for the record of what left it."""
    plain = {key: _plain(value) for key, value in row.items() if key not in LATER[1:]}
    return _sha256(canonical(plain))


def holds(row: Mapping[str, Any], rests: Rests) -> bool:
    """Tell whether an entry is as it was made, or as it was left when something of it went."""
    if row.get("digests") is None:
        return bool(row["hash"] == digest(row))
    is_as_left = rests.get(row["seq"]) == rest_of(row)
    return is_as_left and (not row["digests"] or row["hash"] == digest(row))


def texts_of(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the texts of an entry, each with where it stands."""
    found: list[tuple[str, str]] = []

    def note(path: str, text: str) -> str:
        found.append((path, text))
        return text

    replaced(row, note)
    yield from found


def replaced(row: Mapping[str, Any], put: Put) -> dict[str, Any]:
    """Return the columns with texts, and in place of each what is put for it."""
    return {column: _replaced(column, row.get(column), put) for column in OUTSIDE}


def _replaced(path: str, value: Any, put: Put) -> Any:
    if isinstance(value, str):
        return value if CODED.fullmatch(value) else put(path, value)
    if isinstance(value, dict):
        return {key: _replaced(f"{path}.{key}", part, put) for key, part in value.items()}
    if isinstance(value, list):
        return [_replaced(f"{path}.{number}", part, put) for number, part in enumerate(value)]
    return value


def canonical(value: Any) -> str:
    """Return JSON with sorted keys and no spaces: one text for one value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value
