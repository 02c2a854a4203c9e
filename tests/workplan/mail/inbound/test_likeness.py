"""Copies of a letter are known, and letters of people's own are not taken for them."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from workplan.mail.inbound import likeness
from workplan.mail.inbound.likeness import ALIKE, most_alike, signature

WORDS = [f"word{number}" for number in range(400)]
LETTER = " ".join(random.Random(1).choices(WORDS, k=120))  # noqa: S311  # no secret


def share(one: str, other: str) -> float:
    found = most_alike(signature(one), [signature(other)])
    return found[1] if found else 0.0


def test_a_signature_is_the_same_on_every_machine_and_in_every_year() -> None:
    assert signature(" ".join(f"word{n}" for n in range(30))).startswith(
        "d7cfad00e7173307a4aff501072720044c376300"
    )


def test_case_accents_and_line_breaks_make_no_difference() -> None:
    assert share(LETTER, LETTER.upper().replace(" ", "\n  ")) == 1.0
    assert share("é " + LETTER, "E " + LETTER) == 1.0


def test_a_greeting_and_a_sentence_of_ones_own_are_no_other_letter() -> None:
    mine = f"Dear Madam Secretary, {LETTER} My son serves abroad. Jane Whitaker"
    assert share(LETTER, mine) >= ALIKE


@given(st.integers(0, 10_000))
def test_letters_of_other_words_are_not_alike(seed: int) -> None:
    other = " ".join(random.Random(seed + 2).choices(WORDS, k=120))  # noqa: S311  # no secret
    assert share(LETTER, other) < ALIKE


def test_a_short_letter_is_its_own() -> None:
    assert signature("I support this plan, as do my neighbors.") == ""
    assert most_alike("", [signature(LETTER)]) is None
    assert most_alike(signature(LETTER), ["", ""]) is None
    assert most_alike(signature(LETTER), ["", signature(LETTER)]) == (1, 1.0)


def test_the_least_of_a_letter_is_the_same_however_it_is_read_in_parts() -> None:
    long = " ".join(random.Random(5).choices(WORDS, k=9_000))  # noqa: S311  # no secret
    assert len(signature(long)) == likeness.HASHES * likeness.DIGITS
    assert share(long, f"{long} and more") > ALIKE
