"""What the keys of a production server have to be."""

from __future__ import annotations

from collections.abc import Sequence

MIN_SECRET_LENGTH = 32
MIN_SECRET_VARIETY = 10
"""How many different characters a random key has at least; a word said again and again has not."""


def problems(key: str, former: Sequence[str]) -> list[str]:
    """Return what makes the keys of a server easy to guess, a sentence each."""
    found = []
    if len(key) < MIN_SECRET_LENGTH or len(set(key)) < MIN_SECRET_VARIETY:
        found.append(
            f"SECRET_KEY is missing or weak. Set at least {MIN_SECRET_LENGTH} random "
            'characters: python -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    if any(len(each) < MIN_SECRET_LENGTH for each in former):
        found.append(
            "FORMER_SECRET_KEYS holds a key that is too short to have been one. "
            "Separate whole keys by spaces, the newest first, or unset it."
        )
    return found
