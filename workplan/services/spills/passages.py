"""Words that have to leave, as they are found in a text, and as a trace that does not give them.

Words are found however they are written: case, accents and marks that nobody sees make no
difference, nor do breaks of lines, the marks of a quoted mail, and those of Markdown. A restored
backup holds the words again, while nothing of ours may keep them. So what left is remembered by
its length and by two hashes, of which the first is quick to work out for each place of a text.
They say no more than the backups do, beside which they lie.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterator
from typing import NamedTuple

from workplan.folding import fold, fold_with_origins
from workplan.services.record.entry_hash import REMOVED as REMOVED

SHORTEST, LONGEST = 4, 2_000
LEAST_DIGITS = 7
"""How many digits words have at least that have no letter, so that they are no year or percent."""
BETWEEN = r"[\s>*_~`]+"
"""What may stand between two words: blanks, ends of lines, marks of quoted mail and of Markdown."""
CUT = re.compile(r"\s*(…|\.\.\.)$")
"""How a text ends that was cut where there was no room for more."""
LEAST_OF_CUT = 10
"""How many characters of the words the end of such a text has at least."""
PRIME = (1 << 61) - 1
PLAIN = re.compile(r"[A-Za-z0-9]+")


class Trace(NamedTuple):
    """By what words are known again that are kept nowhere; `length` is in characters."""

    salt: str
    length: int
    quick: int
    digest: str


class Passage(NamedTuple):
    """Words to be found: folded, and as the pattern that finds them so."""

    folded: str
    pattern: re.Pattern[str]

    def within(self, text: str) -> bool:
        """Tell whether a text holds the words."""
        return self.struck(text) != text

    def struck(self, text: str) -> str:
        """Return a text without the words."""
        folded, origins = (text.lower(), None) if text.isascii() else fold_with_origins(text)
        spans = [match.span() for match in self.pattern.finditer(folded)]
        if not spans and text.endswith("…"):
            spans = self._cut_off(folded)
        for start, end in reversed(spans):
            first, last = (origins[start], origins[end - 1]) if origins else (start, end - 1)
            text = text[:first] + REMOVED + text[last + 1 :]
        return text

    def _cut_off(self, folded: str) -> list[tuple[int, int]]:
        """Return where a text that was cut begins to say the words, if it does."""
        end = CUT.sub("", folded)
        plain = _plain(end)
        for length in range(min(len(self.folded), len(plain)), LEAST_OF_CUT - 1, -1):
            if plain.endswith(self.folded[:length]):
                begun = passage_of(self.folded[:length]).pattern
                return [[match.span() for match in begun.finditer(end)][-1]]
        return []


def passage_of(words: str) -> Passage:
    """Return what finds words wherever they stand."""
    folded = _plain(fold(words))
    return Passage(folded, re.compile(BETWEEN.join(map(re.escape, folded.split()))))


def is_passage(words: str) -> bool:
    """Tell whether words can be looked for: a letter is among them, or many digits."""
    digits = sum(sign.isdigit() for sign in words)
    has_words = any(sign.isalpha() for sign in words) or digits >= LEAST_DIGITS
    return SHORTEST <= len(words) <= LONGEST and has_words and bool(_plain(fold(words)))


def plainest_of(words: str) -> str:
    """Return the longest run of plain letters in words, which any way of storing them keeps."""
    return max(PLAIN.findall(words), key=len, default="").lower()


def trace_of(words: str) -> Trace:
    """Return by what words are known again, with a salt of their own."""
    salt, plain = secrets.token_hex(16), _plain(fold(words))
    return Trace(salt, len(plain), _quick(plain, _base(salt)), _slow(plain, salt))


def found_again(trace: Trace, text: str) -> str | None:
    """Return the words of a trace as they stand in a text, folded, or None if they do not."""
    plain = _plain(fold(text))
    for start, quick in _windows(plain, trace.length, _base(trace.salt)):
        if quick == trace.quick:
            words = plain[start : start + trace.length]
            if _slow(words, trace.salt) == trace.digest:
                return words
    return None


def texts_in(value: object) -> Iterator[str]:
    """Yield every text of a value: itself, or those of a list or a dictionary, without its keys."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from texts_in(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts_in(part)


def _plain(folded: str) -> str:
    return re.sub(BETWEEN, " ", folded).strip()


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
    if not 0 < length <= len(plain):
        return
    first = pow(base, length - 1, PRIME)
    quick = _quick(plain[:length], base)
    yield 0, quick
    for end in range(length, len(plain)):
        quick = ((quick - ord(plain[end - length]) * first) * base + ord(plain[end])) % PRIME
        yield end - length + 1, quick
