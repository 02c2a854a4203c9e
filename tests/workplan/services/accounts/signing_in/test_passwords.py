"""Which passwords are taken, and what is said of the others."""

from __future__ import annotations

import secrets

import pytest

from support.ground.hashing import AS_SHIPPED
from workplan.errors import InvalidInput
from workplan.services.accounts.signing_in import passwords

NAMES = ("Elena Ivanova", "elena.ivanova@state.example")


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("short words", "has 11 characters. Use 12 to 200"),
        ("x" * 201, "has 201 characters"),
        ("password1234", "too easy to guess"),
        ("P@ssword1234", "too easy to guess"),
        (" " * 12, "too easy to guess"),
        ("a" * 40, "too easy to guess"),
        ("123456789012", "too easy to guess"),
        ("qwertyuiop12", "too easy to guess"),
        ("letmeinletmein", "too easy to guess"),
        ("workplan2026!", "little more than a name"),
        ("Ivanova-2026!", "little more than a name"),
        ("Elena.Ivanova.1", "little more than a name"),
        ("WorkplanIvanova", "little more than a name"),
    ],
)
def test_what_is_easy_to_guess_is_refused_with_the_reason(password: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said) as refused:
        passwords.check(password, NAMES)
    assert refused.value.field == "password"
    assert "15 characters or more" in refused.value.message


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery",
        "four unrelated words here",
        "Zt-3kPmW_7xBvL2c",
        "véhicule à réaction",
    ],
)
def test_unrelated_words_and_random_signs_are_taken(password: str) -> None:
    passwords.check(password, NAMES)


def test_those_that_we_make_are_taken() -> None:
    for _ in range(50):
        passwords.check(secrets.token_urlsafe(15))


def test_each_guess_at_a_stolen_hash_takes_64_megabytes_and_three_passes() -> None:
    assert AS_SHIPPED.hash("correct horse battery").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_guessing_at_a_password_never_takes_long() -> None:
    """Signs that stand for several letters each took seconds; work is counted and not timed."""
    assert passwords.LOOKED_AT <= 32
    passwords.check("azx#(1!@2||xxee&|4/tz(9[@" * 8)
