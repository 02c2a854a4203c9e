"""Former names still mean an agency, in addresses, files and kept filters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from models import SavedView
from support.ground.office import SLUG
from support.web.refusals import refuses
from workplan.errors import NotFound
from workplan.extensions import db
from workplan.services.finding import saved_views
from workplan.services.finding.task_lists import TaskFilter, all_of
from workplan.services.interchange.imports import ImportWishes, agency_ids
from workplan.services.people import agencies, rights
from workplan.services.record.change import Change
from workplan.services.tasks.states import day_of

if TYPE_CHECKING:
    from support.ground.office import Office

from support.record.renaming import LATER, NOW, TREASURY, admin, agency, changed


def test_a_former_code_still_leads_there_and_nobody_else_gets_it(office: Office) -> None:
    changed(office, "PM", code="BPM")
    assert agency("pm").code == "BPM"
    with refuses("code", "Another agency had the code PM"):
        agencies.add(Change(admin(office), NOW), replace(TREASURY, code="PM"))
    assert changed(office, "BPM", LATER, code="PM").code == "PM"
    with pytest.raises(NotFound, match="“NOBODY”"):
        agencies.by_code(db.session(), "NOBODY")


def test_files_and_filters_that_name_it_as_before_still_mean_it(office: Office) -> None:
    task = office.add("1a")
    query = "agency=PM&f=lead&o=is&v=State+PM&f=support&o=not&v=pm"
    saved_views.save(Change(office.coordinator, NOW), SLUG, "Ours", query, is_shared=False)
    changed(office, "PM", code="BPM", label="Pol-Mil", name="Pol-Mil Bureau")

    known = agency_ids(db.session(), ImportWishes(agencies={"Somebody": "PM"}))
    for name in ("state pm", "bureau of political-military affairs", "pol-mil", "bpm", "somebody"):
        assert known[name] == office.agencies["PM"], name
    plan, standing = rights.plan_for(db.session(), office.coordinator, SLUG)
    day = day_of(db.session(), plan, NOW)
    found = all_of(db.session(), standing, TaskFilter(agency="PM"), day)
    assert [one.task.id for one in found] == [task]
    [view] = db.session.query(SavedView).all()
    assert view.query == "agency=BPM&f=lead&o=is&v=Pol-Mil&f=support&o=not&v=BPM"
