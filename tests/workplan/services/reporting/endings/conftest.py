"""Fixtures of these tests."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from support.record.tasks.claiming import MONDAY
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from support.ground.office import Office


@pytest.fixture
def checked(office: Office) -> Office:
    """An office whose plan has everything checked, with one task of DSCA at 40 %."""
    with writing():
        office.plan().verifies = "everything"
    task = office.add("2a", 10, date(2026, 9, 10), leads=("DSCA",))
    office.report(task, MONDAY, office.people["other_lead"], percent=40)
    return office
