"""Words that have to leave, as they are found in a text, and as a trace that does not give them.

A restored backup holds the words again, while nothing of ours may keep them. So what left is
remembered by its length and by two hashes, of which the first is quick to work out for each place
of a text. They say no more than the backups do, beside which they lie.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterator
from typing import Any, NamedTuple

REMOVED = "[removed]"
SHORTEST, LONGEST = 4, 2_000
BETWEEN = r"[\s>]+"
"""What may stand between two words: blanks, ends of lines, and the marks of a quoted mail."""
PRIME = (1 << 61) - 1
PLAIN = re.compile(r"[A-Za-z0-9]+")


class Trace(NamedTuple):
    """By what words are known again that are kept nowhere; `length` is in characters."""

    salt: str
    length: int
    quick: int
    digest: str


def pattern_of(words: str) -> re.Pattern[str]:
    """Return what finds words wherever they stand, in any case and however their lines break."""
    return re.compile(BETWEEN.join(map(re.escape, words.split())), re.IGNORECASE)


def plainest_of(words: str) -> str:
    """Return the longest run of plain letters in words, which any way of storing them keeps."""
    return max(PLAIN.findall(words), key=len, default="").lower()


def struck(value: Any, pattern: re.Pattern[str], put: str = REMOVED) -> Any:
    """Return a text without the words; of a list or a dictionary, the same with all its texts."""
    if isinstance(value, str):
        return pattern.sub(put, value)
    if isinstance(value, list):
        return [struck(part, pattern, put) for part in value]
    if isinstance(value, dict):
        return {struck(key, pattern, put): struck(of, pattern, put) for key, of in value.items()}
    return value


def trace_of(words: str) -> Trace:
    """Return by what words are known again, with a salt of their own."""
    salt, plain = secrets.token_hex(16), _plain(words)
    return Trace(salt, len(plain), _quick(plain, _base(salt)), _slow(plain, salt))


def found_again(trace: Trace, text: str) -> str | None:
    """Return the words of a trace as they stand in a text, or None if they do not."""
    plain = _plain(text)
    for start, quick in _windows(plain, trace.length, _base(trace.salt)):
        if quick == trace.quick:
            words = plain[start : start + trace.length]
            if _slow(words, trace.salt) == trace.digest:
                return words
    return None


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text of a value: itself, or those of a list or a dictionary."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from texts_in(part)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield key
            yield from texts_in(part)


def _plain(text: str) -> str:
    return re.sub(BETWEEN, " ", text).lower().strip()


def _base(salt: str) -> int:
    return int(salt, 16) % PRIME


def _slow(plain: str, salt: str) -> str:
    return hashlib.sha256(f"{salt}{plain}".encode()).hexdigest()


def _quick(plain: str, base: int) -> int:
    found = 0
    for sign in plain:
        found = (found * base + ord(sign)) % PRIME
    return found


def _windows(plain: str, length: int, base: int) -> Iterator[tuple[int, int]]:
    """Yield the quick hash of each part of a length, each from the one before."""
    if len(plain) < length:
        return
    first = pow(base, length - 1, PRIME)
    quick = _quick(plain[:length], base)
    yield 0, quick
    for end in range(length, len(plain)):
        quick = ((quick - ord(plain[end - length]) * first) * base + ord(plain[end])) % PRIME
        yield end - length + 1, quick
