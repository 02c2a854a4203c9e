"""An outbox on the morning before Thanksgiving: what is queued in it, and what became of that."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from support.ground.moments import washington
from workplan.extensions import db
from workplan.services.operations import health
from workplan.services.reminding import planner

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office

DUE = date(2026, 11, 27)
EIGHT = washington(2026, 11, 25, 8)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def queued(office: Office) -> Office:
    """The office with two tasks for one mail to the lead, and one to the other lead."""
    office.add("1a", due=DUE, now=washington(2026, 11, 24, 21))
    office.add("1b", due=DUE, now=washington(2026, 11, 24, 21))
    office.add("2a", due=DUE, leads=["DSCA"], now=washington(2026, 11, 24, 21))
    planner.queue_due(washington(2026, 11, 25, 0, 5))
    return office


def states(office: Office) -> list[str]:
    """Return the states of the ledger's rows, in the order of their tasks."""
    return [row.state for row in office.ledger()]


def ill(now: datetime) -> dict[str, str]:
    """Return the checks that fail, and what they saw."""
    db.session.rollback()
    return {
        check.name: check.saw
        for check in (*health.of_database(), *health.of_records(db.session(), now))
        if not check.is_well and check.name != "checkpoint"
    }
