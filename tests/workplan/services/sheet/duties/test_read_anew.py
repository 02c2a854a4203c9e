"""A task is filled in with what its sentence says now; what is not understood stays, and said."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from workplan.calendars.spans import Span
from workplan.extensions import db
from workplan.services.sheet.duties.read_anew import as_read
from workplan.services.tasks.suspenses import SuspenseRule
from workplan.services.tasks.task_fields import fields_of

if TYPE_CHECKING:
    from support.ground.office import Office
    from workplan.services.sheet.duties.read_anew import ReadAnew

TODAY = date(2026, 9, 2)


def read(office: Office, task_id: int, **cells: str) -> ReadAnew:
    present = fields_of(db.session(), office.task(task_id))
    return as_read(db.session(), office.plan(), present, cells, TODAY)


def test_name_agencies_rule_and_sentence_are_those_of_the_reading(office: Office) -> None:
    task, anchor = office.add("1a", 5), office.add("1b", 5)
    suspense = "6 months after 1b"

    found = read(office, task, name="Draft it", leads="DSCA", suspense=suspense, sentence="Do it.")

    assert found.said == []
    assert (found.fields.name, found.fields.sentence) == ("Draft it", "Do it.")
    assert found.fields.leads == (office.agencies["DSCA"],)
    rule = SuspenseRule("after_task", within=Span(6, "months"), after_task_id=anchor)
    assert found.fields.suspense == rule


def test_what_is_empty_or_not_understood_stays_as_it_is(office: Office) -> None:
    task = office.add("1a", 5)
    present = fields_of(db.session(), office.task(task))

    found = read(office, task, name="", leads="Nobody At All", suspense="some day", supports="")

    assert found.fields == present
    nobody, no_day = found.said
    assert nobody.startswith("No such agency: “Nobody At All”")
    assert no_day.startswith("“some day” is no suspense")
