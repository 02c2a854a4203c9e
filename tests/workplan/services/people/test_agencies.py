"""Agencies: added, renamed, retired and restored; what they were called stays true of its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from models import Agency, SavedView
from support.ground.moments import washington
from support.ground.office import SLUG
from support.web.refusals import refused, refuses
from workplan.errors import NotAllowed, NotFound, StaleVersion
from workplan.extensions import db
from workplan.services.accounts import accounts, memberships
from workplan.services.accounts.memberships import MembershipFields
from workplan.services.changes import undo
from workplan.services.finding import saved_views
from workplan.services.finding.task_lists import TaskFilter, all_of
from workplan.services.history.entry_names import names_for
from workplan.services.history.entry_words import said
from workplan.services.interchange.imports import ImportWishes, agency_ids
from workplan.services.people import agencies, agency_names, rights
from workplan.services.people.agency_fields import AgencyFields
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.tasks.states import day_of

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office

NOW = washington(2026, 9, 2, 12)
LATER = NOW + timedelta(hours=1)
OPERATOR = Actor(None, "Operator", "cli")
TREASURY = AgencyFields("treasury", "Treasury", "Department of the Treasury", None, "@Treasury.gov")


def admin(office: Office) -> Actor:
    return office.people["admin"]


def agency(code: str) -> Agency:
    db.session.rollback()
    return agencies.by_code(db.session(), code)


def changed(office: Office, of: str, now: datetime = NOW, **wanted: Any) -> Agency:
    row = agency(of)
    fields = replace(agencies.fields_of(db.session(), row), **wanted)
    return agencies.change(Change(admin(office), now), of, row.version, fields)


def test_administrators_coordinators_and_operators_add_an_agency(office: Office) -> None:
    added = agencies.add(Change(admin(office), NOW), TREASURY)
    assert (added.code, added.mail_domain) == ("TREASURY", "treasury.gov")
    energy = replace(TREASURY, code="DOE", label="Energy", parent="STATE")
    assert (
        agencies.add(Change(office.coordinator, NOW), energy).parent_id == office.agencies["STATE"]
    )
    agencies.add(Change(OPERATOR, NOW), replace(TREASURY, code="NASA", label="NASA"))
    for who in ("lead", "viewer", "auditor"):
        with pytest.raises(NotAllowed, match="Ask the coordinator"):
            agencies.add(Change(office.people[who], NOW), replace(TREASURY, code="X", label="X"))


def test_only_an_administrator_renames_retires_and_restores(office: Office) -> None:
    fields = agencies.fields_of(db.session(), agency("PM"))
    for act in (
        lambda c: agencies.change(c, "PM", 1, replace(fields, label="PM")),
        lambda c: agencies.retire(c, "PM"),
        lambda c: agencies.restore(c, "PM"),
    ):
        with pytest.raises(NotAllowed, match="Only an administrator"):
            act(Change(office.coordinator, NOW))


@pytest.mark.parametrize(
    ("wanted", "field", "words"),
    [
        ({"code": "  "}, "code", "empty"),
        ({"code": "a b"}, "code", "“A B” is no code"),
        ({"code": "pm"}, "code", "has the code PM already"),
        ({"label": ""}, "label", "empty"),
        ({"label": "x" * 41}, "label", "40 characters at most"),
        ({"label": "dscA"}, "label", "another agency as “dscA”"),
        ({"name": "x" * 201}, "name", "200 characters"),
        ({"parent": "NOBODY"}, "parent", "“NOBODY”"),
        ({"mail_domain": "state"}, "mail_domain", "“state” is no domain"),
        ({"supervisor": "nobody@office.example"}, "supervisor", "nobody@office.example"),
    ],
)
def test_what_cannot_be_taken_is_named_with_the_way_out(
    office: Office, wanted: dict[str, Any], field: str, words: str
) -> None:
    with refuses(field, words):
        agencies.add(Change(admin(office), NOW), replace(TREASURY, **wanted))
    assert agency_names.meant_by(db.session(), "TREASURY") is None


def test_no_agency_stands_below_itself(office: Office) -> None:
    for parent in ("STATE", "PM"):
        with refuses("parent", "stands below it"):
            changed(office, "STATE", parent=parent)


def test_two_who_change_an_agency_at_once_do_not_overwrite_each_other(office: Office) -> None:
    fields = agencies.fields_of(db.session(), agency("PM"))
    agencies.change(Change(admin(office), NOW), "PM", 1, replace(fields, name="Another name"))
    with pytest.raises(StaleVersion):
        agencies.change(Change(admin(office), NOW), "PM", 1, replace(fields, label="PM"))
    assert agency("PM").version == 2


def test_saving_what_stands_there_writes_nothing(office: Office) -> None:
    since = office.last_seq()
    changed(office, "PM")
    assert office.journal(since) == []
    assert agency("PM").version == 1


def test_entries_tell_the_name_of_their_day_and_pages_that_of_now(office: Office) -> None:
    office.add("1a")
    memberships.join(
        Change(OPERATOR, NOW), office.email("admin"), SLUG, MembershipFields("lead", "PM")
    )
    renamed = changed(office, "PM", LATER, code="BPM", label="Pol-Mil")
    office.add("1b", now=LATER)

    entries = office.journal()
    texts = [said(entry, names_for(db.session(), entries)) for entry in entries]
    assert any(text.endswith("led by State PM") for text in texts)
    assert "Max Root joined as agency lead of State PM" in texts
    assert "Agency Pol-Mil: code from “PM” to “BPM”, label from “State PM” to “Pol-Mil”" in texts
    assert any(text.endswith("led by Pol-Mil") for text in texts)
    assert agencies.labels(db.session())[renamed.id] == "Pol-Mil"


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


def test_a_retired_agency_is_not_chosen_and_what_it_has_stays(office: Office) -> None:
    task = office.add("1a")
    agencies.retire(Change(admin(office), NOW), "PM")

    assert office.agencies["PM"] not in agencies.choices(db.session())
    assert office.agencies["PM"] in agencies.choices(db.session(), [office.agencies["PM"]])
    assert "PM" not in {one.code for one in agencies.codes(db.session())}
    assert "PM" in {one.code for one in agencies.codes(db.session(), SLUG)}
    office.change(task, duration_days=8)
    with refuses("leads", "State PM is retired"):
        office.add("1b")
    with refuses("agency", "State PM is retired"):
        memberships.join(
            Change(OPERATOR, NOW), office.email("admin"), SLUG, MembershipFields("lead", "PM")
        )
    with refuses("code", "retired already"):
        agencies.retire(Change(admin(office), NOW), "PM")
    agencies.restore(Change(admin(office), LATER), "PM")
    office.add("1b")
    with refuses("code", "in use already"):
        agencies.restore(Change(admin(office), LATER), "PM")


def test_a_department_is_retired_after_its_bureaus_and_restored_before_them(
    office: Office,
) -> None:
    with refuses("code", "bureaus in use: State PM"):
        agencies.retire(Change(admin(office), NOW), "STATE")
    agencies.retire(Change(admin(office), NOW), "PM")
    agencies.retire(Change(admin(office), NOW), "STATE")
    with refuses("code", "Restore that first"):
        agencies.restore(Change(admin(office), NOW), "PM")


def test_what_was_changed_is_taken_back_once_and_not_over_another_change(office: Office) -> None:
    changed(office, "PM", label="Pol-Mil", parent=None)
    first = office.last_seq()
    undo.undo(Change(admin(office), LATER), first)
    row = agency("PM")
    assert (row.label, row.parent_id, row.version) == ("State PM", office.agencies["STATE"], 3)
    with refuses("entry", "taken back already"):
        undo.undo(Change(admin(office), LATER), first)

    changed(office, "PM", LATER, label="P-M")
    second = office.last_seq()
    changed(office, "PM", LATER, label="PolMil")
    with refuses("entry", "changed it again"):
        undo.undo(Change(admin(office), LATER), second)

    agencies.retire(Change(admin(office), LATER), "DSCA")
    undo.undo(Change(admin(office), LATER), office.last_seq())
    assert agency("DSCA").retired_at is None
    undo.undo(Change(admin(office), LATER), office.last_seq())
    assert agency("DSCA").retired_at is not None


def test_who_may_not_change_it_does_not_take_it_back(office: Office) -> None:
    changed(office, "PM", label="Pol-Mil")
    with pytest.raises(NotAllowed):
        undo.undo(Change(office.coordinator, NOW), office.last_seq())
    accounts.add(Change(OPERATOR, NOW), "new@office.example", "New Person")
    with refused(NotFound):
        undo.undo(Change(office.coordinator, NOW), office.last_seq())


def test_whom_an_agency_names_supervises_it_unless_said_otherwise(office: Office) -> None:
    changed(office, "PM", supervisor=office.email("admin"))

    def is_supervisor(**said: Any) -> bool:
        wanted = MembershipFields("viewer", "PM", **said)
        memberships.join(Change(OPERATOR, NOW), office.email("admin"), SLUG, wanted)
        db.session.rollback()
        held = memberships._described(
            db.session(), memberships._membership(db.session(), office.plan(), admin(office).id)
        )
        memberships.leave(Change(OPERATOR, NOW), office.email("admin"), SLUG)
        return bool(held["is_supervisor"])

    assert is_supervisor()
    assert not is_supervisor(is_supervisor=False)
    assert is_supervisor(is_supervisor=True)
