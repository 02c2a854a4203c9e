"""The day of an event is recorded once it has happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from support.ground.moments import washington
from support.web.refusals import refuses
from workplan.calendars.spans import days
from workplan.clock import civil_date
from workplan.extensions import db
from workplan.services.record.change import Change
from workplan.services.structure.task import tasks
from workplan.services.tasks.suspenses import SuspenseRule
from workplan.services.tasks.task_fields import fields_of

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2)


def test_an_event_is_recorded_once_it_has_happened(office: Office) -> None:
    waits = SuspenseRule("event", within=days(30), event="the report is in")
    task = office.add("1a", 5, waits)
    wanted = fields_of(db.session(), office.task(task))

    def recorded(day: date) -> None:
        version = office.task(task).version
        rule = replace(waits, happened_on=day)
        change = Change(office.coordinator, NOW)
        tasks.change(change, task, version, replace(wanted, suspense=rule))

    with refuses("happened_on", "Has it happened already: “the report is in”?"):
        recorded(civil_date(NOW, "America/New_York") + timedelta(days=1))
    recorded(civil_date(NOW, "America/New_York"))

    assert fields_of(db.session(), office.task(task)).suspense.happened_on is not None
