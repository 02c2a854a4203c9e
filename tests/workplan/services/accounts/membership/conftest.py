"""Fixtures of these tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from support.ground.office import Office


@pytest.fixture
def task(office: Office) -> int:
    """A task that the contributor does."""
    return office.add("1a", assignee_id=office.contributor.id)
