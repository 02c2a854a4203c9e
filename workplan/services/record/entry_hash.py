"""The hash of an entry, in which texts that people wrote stand as salted digests only.

So a text can leave for good while the chain still holds: its digest stays, and without the salt,
which goes with it, nobody can try whether the text was this or that. Every string is a text but
days, moments, checksums and what drives a date, which are hashed as they are. Texts beside one
that left keep salts of their own, so that they still hold. Entries from before there were salts are
hashed with their texts; when something leaves one, only another entry proves what remained.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

REMOVED = "[removed]"
"""What stands in place of a text that left."""
PLAIN = re.compile(
    r"|\d{4}-\d\d-\d\d(T[\d:.]+([+-]\d\d:\d\d|Z)?)?"
    r"|[0-9a-f]{64}"
    r"|(start|children|status|actual|forecast|constraint):[a-z_]*|link:\d+:[A-Z]{2}:[\d.-]+:[01]"
)
"""What is no text: nothing, a day, a moment, a checksum, what drives a date."""
OUTSIDE = ("before", "after", "reason")
"""The columns in which people's texts stand."""
LATER = ("hash", "salt", "digests")
"""The columns that no hash covers, since they follow from it or leave with a text."""
DIGEST = "#"
"""Before a digest in what is hashed: nothing that is hashed as it is begins so."""
LEFT, STANDS = "left:", "stands:"
"""Before what is kept of each text of an entry that something left: its digest, or its salt."""

Put = Callable[[str, str], str]
Rests = Mapping[int, str]
"""What remained of the entries from which something left, as digests, by their numbers."""


def salted(row: dict[str, Any]) -> dict[str, Any]:
    """Return a new entry with its salt, if it has texts, and with its hash."""
    has_texts = any(True for _ in texts_of(row))
    row = row | {"salt": secrets.token_hex(16) if has_texts else None, "digests": None}
    return row | {"hash": digest(row)}


def digest(row: Mapping[str, Any]) -> str:
    """Return the SHA-256 of an entry as canonical JSON, its texts as digests where it has salts."""
    plain = {key: _plain(value) for key, value in row.items() if key not in LATER}
    if row.get("salt") or row.get("digests"):
        plain |= replaced(plain, lambda path, text: _of_text(row, path, text))
        # So that no entry whose texts read like digests has the hash of one that has digests.
        plain["is_salted"] = True
    return _sha256(canonical(plain))


def without(row: Mapping[str, Any], left: Mapping[str, str]) -> dict[str, Any]:
    """Return the columns of an entry that some texts leave: what stands, and what proves it.

    Args:
        row: as it stands.
        left: the texts that leave, by where they stand.
    """
    texts = replaced(row, lambda path, text: REMOVED if path in left else text)
    if not row.get("salt") and not row.get("digests"):
        return {**texts, "salt": None, "digests": {}}
    known = dict(row.get("digests") or {})
    for path, text in texts_of(row):
        kept = known.get(path, STANDS + _salt_of(row["salt"], path) if row.get("salt") else "")
        if path in left and kept.startswith(STANDS):
            kept = LEFT + _sha256(kept.removeprefix(STANDS) + text)
        known[path] = kept
    return {**texts, "salt": None, "digests": known}


def rest_of(row: Mapping[str, Any]) -> str:
    """Return a digest of an entry as it stands, for the record of what left it."""
    plain = {key: _plain(value) for key, value in row.items() if key not in LATER[1:]}
    return _sha256(canonical(plain))


def holds(row: Mapping[str, Any], rests: Rests, *, is_before_salts: bool) -> bool:
    """Tell whether an entry is as it was made, or as it was left when something of it went.

    Args:
        is_before_salts: whether no entry before it had a salt; after that each has, and proves
            what stands in it itself.
    """
    kept = row.get("digests")
    if kept is None:
        return bool(row["hash"] == digest(row))
    if rests.get(row["seq"]) != rest_of(row):
        return False
    if not kept:
        return is_before_salts
    gone = {path for path, one in kept.items() if one.startswith(LEFT)}
    is_empty = all(text == REMOVED for path, text in texts_of(row) if path in gone)
    return is_empty and row["hash"] == digest(row)


def texts_of(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the texts of an entry, each with where it stands: “after.name”."""
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
        return value if PLAIN.fullmatch(value) else put(path, value)
    if isinstance(value, dict):
        return {key: _replaced(f"{path}.{key}", part, put) for key, part in value.items()}
    if isinstance(value, list):
        return [_replaced(f"{path}.{number}", part, put) for number, part in enumerate(value)]
    return value


def _of_text(row: Mapping[str, Any], path: str, text: str) -> str:
    """Return the digest of a text, which is all that the hash knows of it."""
    kept = (row.get("digests") or {}).get(path, "")
    if kept.startswith(LEFT):
        return DIGEST + str(kept.removeprefix(LEFT))
    salt = kept.removeprefix(STANDS) if kept else _salt_of(row["salt"], path)
    return DIGEST + _sha256(salt + text)


def _salt_of(salt: str, path: str) -> str:
    """Return the salt of one text, which does not give that of another."""
    return _sha256(f"{salt}{path}")


def canonical(value: Any) -> str:
    """Return JSON with sorted keys and no spaces: one text for one value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value
