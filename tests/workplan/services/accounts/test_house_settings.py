"""Settings of the house: bounds, defaults, who may, two at once, and taking one back."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from support.ground.office import PASSWORD
from support.record.sign_ins import HERE, LIMITS, NOW, enter, fail
from workplan.errors import InvalidInput, NotFound, StaleVersion
from workplan.extensions import db
from workplan.services.accounts import house_settings
from workplan.services.accounts.house_settings import BOUNDS, HouseFields
from workplan.services.accounts.signing_in.sign_in_limits import Limits
from workplan.services.accounts.signing_in.sign_ins import sign_in, user_of
from workplan.services.changes.undoing import undo
from workplan.services.history.entry_names import Names
from workplan.services.history.entry_words import said
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.office import Office

CONFIGURED = HouseFields("Be good.", False, 15, 12, 3, 15, 30)


def admin(office: Office) -> Actor:
    return Actor(office.people["admin"].id, "Ada Admin", "web", is_admin=True)


def put(office: Office, version: int | None = None, **wanted: object) -> tuple[str, ...]:
    found, _ = house_settings.fields_of(db.session())
    wanted_fields = replace(found, **wanted)  # type: ignore[arg-type]
    return house_settings.change(Change(admin(office), NOW), wanted_fields, version)


def held() -> HouseFields:
    db.session.rollback()
    return house_settings.fields_of(db.session())[0]


def test_nothing_set_is_as_configured(office: Office) -> None:  # noqa: ARG001
    house = house_settings.in_force(db.session(), CONFIGURED)
    assert (house.consent, house.banner, house.idle) == ("Be good.", False, timedelta(minutes=15))
    assert house.limits == LIMITS


def test_what_is_set_stands_over_what_is_configured(office: Office) -> None:
    changed = put(office, idle_minutes=20, government_banner=True, consent_banner=" Agree. ")
    assert changed == ("consent_banner", "government_banner", "idle_minutes")
    house = house_settings.in_force(db.session(), CONFIGURED)
    assert (house.consent, house.banner, house.idle) == ("Agree.", True, timedelta(minutes=20))
    assert house.limits == LIMITS


@pytest.mark.parametrize("name", BOUNDS)
@pytest.mark.parametrize("beyond", ["lowest", "highest"])
def test_a_number_out_of_bounds_is_refused_with_its_bounds(
    office: Office, name: str, beyond: str
) -> None:
    bounds = BOUNDS[name]
    value = bounds.lowest - 1 if beyond == "lowest" else bounds.highest + 1
    with pytest.raises(InvalidInput, match=f"Give {bounds.lowest} to") as refusal:
        put(office, **{name: value})
    assert refusal.value.field == name
    put(office, **{name: getattr(bounds, beyond)})
    assert getattr(held(), name) == getattr(bounds, beyond)


def test_a_text_before_sign_in_has_a_longest_length(office: Office) -> None:
    with pytest.raises(InvalidInput, match="4,001 characters"):
        put(office, consent_banner="x" * 4_001)
    put(office, consent_banner="x" * 4_000)


def test_a_page_from_before_does_not_overwrite(office: Office) -> None:
    put(office, 0, idle_minutes=20)
    with pytest.raises(StaleVersion):
        put(office, 0, idle_minutes=25)
    put(office, 1, idle_minutes=25)


def test_nobody_but_an_administrator_knows_of_it(office: Office) -> None:
    for who in (office.coordinator, office.lead, office.auditor):
        with pytest.raises(NotFound):
            house_settings.change(Change(who, NOW), HouseFields(idle_minutes=20))
    assert held() == HouseFields()


def test_saving_the_same_again_leaves_no_entry(office: Office) -> None:
    put(office, idle_minutes=20)
    since = office.last_seq()
    assert put(office, idle_minutes=20) == ()
    assert office.journal(since) == []


def test_a_change_says_before_and_after_and_can_be_taken_back_twice(office: Office) -> None:
    put(office, idle_minutes=20)
    put(office, idle_minutes=None, consent_banner="Agree.")
    entry = office.journal()[-1]
    assert said(entry, Names()) == (
        "Settings of the house changed: text before sign-in from the default to “Agree.”, "
        "idle minutes from “20” to the default"
    )
    undo.undo(Change(admin(office), NOW), entry.seq)
    assert held() == HouseFields(idle_minutes=20)
    undo.undo(Change(admin(office), NOW), office.last_seq())
    assert held() == HouseFields(consent_banner="Agree.")


def test_what_was_set_anew_is_not_set_back(office: Office) -> None:
    put(office, idle_minutes=20)
    first = office.last_seq()
    put(office, idle_minutes=25)
    with pytest.raises(InvalidInput, match="changed the same setting again"):
        undo.undo(Change(admin(office), NOW), first)
    put(office, lock_minutes=5)
    assert held() == HouseFields(idle_minutes=25, lock_minutes=5)


def test_nobody_else_takes_a_setting_back(office: Office) -> None:
    put(office, idle_minutes=20)
    with pytest.raises(NotFound):
        undo.undo(Change(office.coordinator, NOW), office.last_seq())


def test_a_shorter_session_ends_those_that_run(office: Office) -> None:
    token = enter(office)
    two_hours = NOW + timedelta(hours=2)
    assert user_of(db.session(), two_hours, token, timedelta(hours=12)) is not None
    assert user_of(db.session(), two_hours, token, timedelta(hours=1)) is None


def test_whatever_is_set_nobody_is_locked_out_for_more_than_a_day(office: Office) -> None:
    """With the longest wait and the fewest tries, the right password works a day later."""
    widest = {name: bounds.highest for name, bounds in BOUNDS.items()}
    put(office, **widest | {"sign_in_tries": BOUNDS["sign_in_tries"].lowest})
    limits: Limits = house_settings.in_force(db.session(), CONFIGURED).limits
    for _ in range(5):
        fail(office)
    later = NOW + timedelta(days=1, minutes=1)
    assert sign_in(later, office.email("lead"), PASSWORD, HERE, limits)


def test_every_field_has_its_place_among_the_settings_of_the_environment(office: Office) -> None:
    settings = office.app.extensions["workplan"]
    assert [name for name in asdict(HouseFields()) if not hasattr(settings, name)] == []
