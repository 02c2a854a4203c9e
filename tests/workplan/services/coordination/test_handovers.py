"""Offers of a task, found by their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.ground.moments import washington
from workplan.extensions import db
from workplan.services.coordination import handovers
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2)


def test_an_offer_leads_to_its_own_task_and_strangers_nowhere(office: Office) -> None:
    tasks = [office.add(code) for code in ("1a", "1b", "1c")]
    taker = office.agencies["DSCA"]
    found = {
        handovers.propose(Change(office.lead, NOW), task, taker, "Yours"): task for task in tasks
    }
    assert {offer: handovers.task_of(db.session(), office.lead, offer) for offer in found} == found
    assert handovers.task_of(db.session(), office.stranger, next(iter(found))) is None
    assert handovers.task_of(db.session(), office.lead, 987_654) is None
