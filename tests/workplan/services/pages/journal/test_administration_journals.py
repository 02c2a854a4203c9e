"""The journal of the administration: of the house, of oneself, and nothing of others in plans."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from support.ground.moments import washington
from support.record.sign_ins import enter
from workplan.errors import NotFound
from workplan.extensions import db
from workplan.services.accounts import accounts, house_settings
from workplan.services.accounts.house_settings import HouseFields
from workplan.services.changes.undoing import undo
from workplan.services.pages.journal import administration_journals as journals
from workplan.services.pages.journal.administration_journals import Wanted
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.record.verbs import ADMINISTRATION, FOR_ONESELF, OF_THE_HOUSE, VERBS

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2)
OPERATOR = Actor(None, "Operator", "cli")


def admin(office: Office) -> Actor:
    return Actor(office.people["admin"].id, "Ada Admin", "web", is_admin=True)


def verbs(office: Office, **wanted: object) -> list[str]:
    page = journals.page_of(db.session(), admin(office), Wanted(**wanted))  # type: ignore[arg-type]
    return [line.entry.verb for line in page.lines]


def test_it_has_what_was_done_to_the_house_and_nothing_of_plans(office: Office) -> None:
    office.add("1a", 5)
    enter(office)
    accounts.add(Change(OPERATOR, NOW), "new@office.example", "New Person")
    house_settings.change(Change(admin(office), NOW), HouseFields(idle_minutes=20))
    assert verbs(office)[:2] == ["house.changed", "user.added"]
    assert not {"task.added", "user.signed_in", "plan.founded"} & set(verbs(office))


def test_it_is_filtered_by_person_verb_and_days(office: Office) -> None:
    accounts.add(Change(OPERATOR, NOW), "new@office.example", "New Person")
    house_settings.change(Change(admin(office), NOW), HouseFields(idle_minutes=20))
    later = NOW + timedelta(days=3)
    house_settings.change(Change(admin(office), later), HouseFields(idle_minutes=25))
    assert verbs(office, actor_name="Operator", since=NOW.date()) == ["user.added"]
    assert verbs(office, verb="house.changed") == ["house.changed"] * 2
    assert verbs(office, since=later.date()) == ["house.changed"]
    found = journals.choices_of(db.session(), admin(office))
    assert ("Ada Admin", "Ada Admin") in found.people
    assert ("house.changed", "house changed") in found.verbs


def test_what_was_taken_back_is_marked(office: Office) -> None:
    house_settings.change(Change(admin(office), NOW), HouseFields(idle_minutes=20))
    undo.undo(Change(admin(office), NOW), office.last_seq())
    page = journals.page_of(db.session(), admin(office), Wanted(verb="house.changed"))
    assert [line.is_taken_back for line in page.lines] == [False, True]


def test_it_is_paged_by_entry(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journals, "PAGE", 2)
    for minutes in (20, 21, 22):
        house_settings.change(Change(admin(office), NOW), HouseFields(idle_minutes=minutes))
    page = journals.page_of(db.session(), admin(office), Wanted(verb="house.changed"))
    assert (len(page.lines), page.older_than) == (2, page.lines[-1].entry.seq)
    rest = Wanted(verb="house.changed", older_than=page.older_than)
    assert len(journals.page_of(db.session(), admin(office), rest).lines) == 1


def test_nobody_else_reads_it(office: Office) -> None:
    with pytest.raises(NotFound):
        journals.page_of(db.session(), office.auditor, Wanted())


def test_each_verb_about_the_house_is_read_or_for_oneself() -> None:
    of_the_house = {name for name in VERBS if name.partition(".")[0] in OF_THE_HOUSE}
    assert of_the_house == {*ADMINISTRATION, *FOR_ONESELF}
