"""Agencies: added, renamed, retired and restored; what they were called stays true of its day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from support.ground.office import SLUG
from support.web.refusals import refuses
from workplan.errors import NotAllowed, StaleVersion
from workplan.extensions import db
from workplan.services.accounts.membership import memberships
from workplan.services.accounts.membership.memberships import MembershipFields
from workplan.services.history.entry_names import names_for
from workplan.services.history.entry_words import said
from workplan.services.people import agencies, agency_names
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.office import Office

from support.record.renaming import LATER, NOW, OPERATOR, TREASURY, admin, agency, changed


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


def test_a_name_that_is_remembered_takes_none_from_another_agency(office: Office) -> None:
    def called(code: str) -> list[str]:
        return agencies.by_code(db.session(), code).also_called.splitlines()

    change = Change(office.coordinator, NOW)
    state, pm = office.agencies["STATE"], office.agencies["PM"]
    official = agencies.by_code(db.session(), "PM").name
    meant = {"Secretary of War": state, official: state, "pm": state, "": state, "a\nb": state}
    agencies.call(change, meant, "A directive says so")
    assert called("STATE") == ["Secretary of War"]
    version = agencies.by_code(db.session(), "STATE").version
    agencies.call(change, {"secretary of war": pm, "SECRETARY OF WAR": state})
    assert (called("STATE"), called("PM")) == (["Secretary of War"], [])
    assert agencies.by_code(db.session(), "STATE").version == version
    for number in range(50):
        agencies.call(change, {f"Archivist {number}": pm})
    assert len(called("PM")) == 40
    with pytest.raises(NotAllowed):
        agencies.call(Change(office.people["lead"], NOW), {"Archivist": state})


def test_a_file_may_mean_an_agency_by_another_name_but_not_against_its_own(office: Office) -> None:
    agencies.call(Change(office.coordinator, NOW), {"Secretary of War": office.agencies["PM"]})
    known = agency_names.by_name(db.session())
    assert known["secretary of war"] == office.agencies["PM"]
    assert known["state"] == office.agencies["STATE"]
