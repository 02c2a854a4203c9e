"""Every agency, each bureau right below its department."""

from __future__ import annotations

import pytest

from support.ground.moments import washington
from workplan.extensions import db
from workplan.services.pages.agency import lists as agency_lists
from workplan.services.people import agencies
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change

NOW = washington(2026, 9, 2, 12)


@pytest.mark.usefixtures("office")
def test_bureaus_stand_right_below_their_department() -> None:
    rows = [(row.label, row.depth) for row in agency_lists.tree(db.session())]
    assert rows == [("DoD", 0), ("DSCA", 1), ("State", 0), ("State PM", 1)]
    operator = Change(Actor(None, "Operator", "cli"), NOW)
    agencies.retire(operator, "DSCA")
    agencies.retire(operator, "DOD")
    agencies.restore(operator, "DOD")
    present = agency_lists.tree(db.session(), with_retired=False)
    assert [(row.label, row.depth) for row in present] == [
        ("DoD", 0),
        ("State", 0),
        ("State PM", 1),
    ]
