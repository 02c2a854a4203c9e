"""Whoever checks is reminded of a claim that waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Notice
from support.ground.moments import washington
from support.record.tasks.claiming import LATER, claim
from workplan.extensions import db
from workplan.services.record.change import Change
from workplan.services.reporting.endings import acceptance, claim_reminders

if TYPE_CHECKING:
    from support.ground.office import Office


def test_whoever_checks_is_reminded_every_three_working_days_until_it_is_decided(
    checked: Office,
) -> None:
    found = claim(checked)
    asked = select(Notice.told_at, Notice.user_id, Notice.said).where(Notice.kind == "claim")
    for day, told in ((14, 1), (15, 1), (16, 2), (17, 2), (18, 2), (21, 3), (21, 3)):
        claim_reminders.remind(washington(2026, 9, day, 12))
        db.session.rollback()
        rows = db.session.execute(asked.order_by(Notice.id)).all()
        assert len(rows) == told, day
        assert {row.user_id for row in rows} == {checked.coordinator.id}
    assert rows[-1].said == "Claimed on 11 Sep 2026; it waits for 6 working days."
    acceptance.accept(Change(checked.coordinator, LATER), found.id)
    assert claim_reminders.remind(washington(2026, 9, 30, 12)) == 0
