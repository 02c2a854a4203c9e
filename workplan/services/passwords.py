"""Passwords: argon2id, and a check that takes as long for nobody as for somebody."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from workplan.errors import InvalidInput

MIN_LENGTH, MAX_LENGTH = 12, 200
HASHER = PasswordHasher()


def hashed(password: str) -> str:
    """Return the argon2id hash of a password of acceptable length."""
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise InvalidInput(
            "password",
            f"The password has {len(password)} characters. Use {MIN_LENGTH} to {MAX_LENGTH}; "
            "a few unrelated words make a good one.",
        )
    return HASHER.hash(password)


def matches(password: str, password_hash: str | None) -> bool:
    """Tell whether a password is the right one; without a hash, spend the same time on a no."""
    try:
        HASHER.verify(password_hash or _nobodys_hash(), password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


@cache
def _nobodys_hash() -> str:
    return HASHER.hash("nobody signs in with this")
