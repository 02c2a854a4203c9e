"""A plan without a task, into which tests type a sheet."""

from __future__ import annotations

import pytest

from support.ground.office import Office
from support.record.typed_sheets import NOW, outline


@pytest.fixture
def empty(office: Office) -> Office:
    """An office whose plan has no task of its own."""
    for task in outline(office).tasks.values():
        office.remove(task.id, NOW)
    return office
