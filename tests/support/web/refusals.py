"""What a refusal owes a person: the field, a sentence, the way out, and an untouched database."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from support.record.snapshots import snapshot
from workplan.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterator

WAYS_OUT = re.compile(
    r"\b(Add|Check|Choose|Correct|Give|Load|Look|Move|Name|Put|Reload|Remove|Report|report|Reset|"
    r"Restore|Retire|Say|Shorten|Try|Type|Undo|Use|use|Write|Copy|Take|Mark|Join|Make)\b"
)


@contextmanager
def refuses(field: str, words: str = "") -> Iterator[pytest.ExceptionInfo[InvalidInput]]:
    """Expect InvalidInput on a field, with some words in its message, and nothing changed."""
    before = snapshot()
    with pytest.raises(InvalidInput) as raised:
        yield raised
    error = raised.value
    assert error.field == field, error.message
    assert words in error.message
    assert error.message.endswith("."), f"no sentence: {error.message}"
    assert WAYS_OUT.search(error.message), f"no way out: {error.message}"
    assert snapshot() == before


@contextmanager
def refused(error: type[Exception], words: str | None = None) -> Iterator[None]:
    """Expect an error, with some words in its message, and nothing changed."""
    before = snapshot()
    with pytest.raises(error, match=re.escape(words) if words else None):
        yield
    assert snapshot() == before
