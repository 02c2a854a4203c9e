"""Passwords: which are taken, argon2id, and a check that takes as long for nobody as for somebody.

Hashing takes 64 MB and a core for a while, on purpose. So it stands outside transactions, and at
most two run at a time: whoever sends passwords in numbers waits, and others save meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from workplan.errors import InvalidInput, WorkplanError
from workplan.folding import fold

MIN_LENGTH, MAX_LENGTH = 12, 200
ADVISED_LENGTH = 15
ENOUGH = 3
"""The least of zxcvbn's marks, of 0 to 4: ten to the eighth guesses."""
LOOKED_AT = 32
"""How many characters are guessed at; longer ones are strong by what comes after."""
OWN_BESIDES = 8
"""How much a password holds besides names that everybody can guess."""
SHORTEST_NAME = 4
HASHER = PasswordHasher()
AT_ONCE = 2
PATIENCE_SECONDS = 5.0
PRODUCT = "workplan"
NONE = "!"
"""Stands where a person has no password yet: no hash, so nothing matches it."""
ADVICE = f"A few unrelated words, {ADVISED_LENGTH} characters or more, make a good one."

_room = BoundedSemaphore(AT_ONCE)


class TooBusy(WorkplanError):
    """Too many passwords are being checked at this moment."""

    def __init__(self) -> None:
        super().__init__("Too many people are signing in at this moment. Try again in a while.")


def hashed(password: str, names: Iterable[str] = ()) -> str:
    """Return the argon2id hash of a password that is not easy to guess.

    Args:
        names: what everybody knows of its person, such as their name and email address.

    Raises:
        InvalidInput: with what is wrong with the password.
    """
    with _turn():
        check(password, names)
        return HASHER.hash(password)


def is_set(password_hash: str) -> bool:
    """Tell whether somebody has ever had a password of their own."""
    return password_hash != NONE


def check(password: str, names: Iterable[str] = ()) -> None:
    """Refuse a password that is short, common, of few characters, or made of names.

    Raises:
        InvalidInput: with the reason.
    """
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise InvalidInput(
            "password",
            f"The password has {len(password)} characters. Use {MIN_LENGTH} to {MAX_LENGTH}. "
            f"{ADVICE}",
        )
    known = {PRODUCT, *_parts(names)}
    besides = fold(password)
    for name in sorted(known, key=len, reverse=True):
        besides = besides.replace(name, "")
    if len(besides) < OWN_BESIDES and len(besides) < len(password):
        raise InvalidInput(
            "password", f"The password is little more than a name that others know. {ADVICE}"
        )
    from zxcvbn import zxcvbn  # 14 MB of lists, which only a new password needs

    if zxcvbn(password[:LOOKED_AT], user_inputs=sorted(known))["score"] < ENOUGH:
        raise InvalidInput("password", f"The password is too easy to guess. {ADVICE}")


def _parts(names: Iterable[str]) -> set[str]:
    """Return the words of names and addresses that are long enough to tell."""
    text = "".join(c if c.isalnum() else " " for c in fold(" ".join(names)))
    return {word for word in text.split() if len(word) >= SHORTEST_NAME}


def matches(password: str, password_hash: str | None) -> bool:
    """Tell whether a password is the right one; without a hash, spend the same time on a no.

    Raises:
        TooBusy: when others are checked for so long that this one would keep a worker from work.
    """
    known = password_hash if password_hash is not None and is_set(password_hash) else None
    with _turn():
        try:
            HASHER.verify(known or _nobodys_hash(), password[:MAX_LENGTH])
        except (VerificationError, InvalidHashError):
            return False
    return known is not None and len(password) <= MAX_LENGTH


@contextmanager
def _turn() -> Iterator[None]:
    if not _room.acquire(timeout=PATIENCE_SECONDS):
        raise TooBusy
    try:
        yield
    finally:
        _room.release()


@cache
def _nobodys_hash() -> str:
    return HASHER.hash("nobody signs in with this")
