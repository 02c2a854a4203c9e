"""Argon2id as shipped, and with the least work: a run makes and checks thousands of hashes."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher

from workplan.services.accounts.signing_in import passwords

AS_SHIPPED = passwords.HASHER
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@cache
def quick_hash(password: str) -> str:
    """Return a hash of a password that is checked in no time."""
    return QUICK.hash(password)
