"""What the keys of a production server have to be."""

from __future__ import annotations

import secrets

import pytest

from workplan.settings.secret_keys import MIN_SECRET_LENGTH, problems

GOOD = "".join(map(chr, range(ord("0"), ord("p"))))
"""As long and as various as a random key is."""


def test_random_keys_are_taken() -> None:
    assert problems(GOOD, ()) == []
    assert problems(secrets.token_urlsafe(48), [GOOD, secrets.token_urlsafe(48)]) == []


@pytest.mark.parametrize("key", ["", "change me", "abcabcabc" * 8, GOOD[: MIN_SECRET_LENGTH - 1]])
def test_a_key_that_can_be_guessed_is_refused(key: str) -> None:
    [said] = problems(key, ())
    assert said.startswith("SECRET_KEY is missing or weak. Set at least 32 random characters:")


def test_a_former_key_is_a_whole_one() -> None:
    [said] = problems(GOOD, [GOOD, GOOD[:10]])
    assert said.startswith("FORMER_SECRET_KEYS holds a key that is too short")
