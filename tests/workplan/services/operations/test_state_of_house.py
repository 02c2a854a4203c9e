"""The state of the house: what needs attention first, and nothing when all is well."""

from __future__ import annotations

from collections import namedtuple
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import update

from models import Backup, User
from support.ground.moments import washington
from workplan.errors import NotFound
from workplan.extensions import db
from workplan.services.operations import state_of_house
from workplan.services.operations.state_of_house import State, Versions
from workplan.services.record.actor import Actor
from workplan.services.record.transaction import writing
from workplan.services.reminding import heartbeats

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office

NOW = washington(2026, 11, 25)
SAME = Versions("0030", "0030")
Disk = namedtuple("Disk", "total used free")


def state(office: Office, now: datetime = NOW, versions: Versions = SAME, held: int = 0) -> State:
    admin = Actor(office.people["admin"].id, "Ada Admin", "web", is_admin=True)
    instance = office.app.extensions["workplan"].instance
    return state_of_house.state_of(db.session(), admin, now, instance, versions, held)


def kinds(office: Office, **given: Any) -> list[str]:
    return [one.kind for one in state(office, **given).attention]


@pytest.fixture
def sound(office: Office) -> Office:
    """An office in which nothing needs attention."""
    with writing() as session:
        heartbeats.beat(session, heartbeats.PLANNER, NOW)
        agency = next(iter(office.agencies.values()))
        session.execute(update(User).values(agency_id=agency))
        session.add(a_backup(NOW - timedelta(hours=2)))
    return office


def a_backup(at: datetime, missing: int = 0) -> Backup:
    return Backup(
        node="here", place="/b", name="b", asked_at=at, asked_by="Ada", state="made",
        ended_at=at, missing=missing,
    )  # fmt: skip


def test_a_sound_house_needs_nothing_and_has_facts(sound: Office) -> None:
    found = state(sound)
    assert found.attention == []
    assert found.facts.entries == sound.last_seq()
    assert found.facts.administrators == 1
    assert found.facts.last_backup is not None


def test_a_silent_scheduler_is_urgent_and_comes_first(sound: Office) -> None:
    later = NOW + timedelta(hours=3)
    first = state(sound, later, held=1).attention[0]
    assert (first.kind, first.is_urgent) == ("scheduler", True)
    assert "silent for 3 hours" in first.what


def test_a_scheduler_that_never_ran_is_said_so(office: Office) -> None:
    found = next(one for one in state(office).attention if one.kind == "scheduler")
    assert "has never run" in found.what


def test_an_old_backup_and_one_with_gaps_do_not_count(sound: Office) -> None:
    assert "backup" in kinds(sound, now=NOW + timedelta(hours=23))
    with writing() as session:
        session.add(a_backup(NOW + timedelta(hours=20), missing=1))
    assert "backup" in kinds(sound, now=NOW + timedelta(hours=23))
    with writing() as session:
        session.add(a_backup(NOW + timedelta(hours=20)))
    assert "backup" not in kinds(sound, now=NOW + timedelta(hours=23))


def test_tables_that_are_behind_are_urgent_and_those_ahead_are_not(sound: Office) -> None:
    behind = state(sound, versions=Versions("0030", "0031")).attention[0]
    ahead = state(sound, versions=Versions("0032", "0031")).attention[0]
    assert (behind.kind, behind.is_urgent) == ("migrations", True)
    assert (ahead.kind, ahead.is_urgent) == ("migrations", False)


def test_a_full_disk_is_urgent(sound: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: Disk(100 * 10**9, 95 * 10**9, 5 * 10**9))
    [found] = state(sound).attention
    assert found.what == "The disk of the instance folder is 95 % full: 5.0 GB are left."


def test_people_without_an_agency_and_slowed_accounts_are_counted(sound: Office) -> None:
    with writing() as session:
        session.execute(
            update(User).where(User.id == sound.people["lead"].id).values(agency_id=None)
        )
    found = {one.kind: one.what for one in state(sound, held=2).attention}
    assert found == {
        "no agency": "1 person has no agency.",
        "slowed": "2 accounts answer slower now, after wrong passwords.",
    }


def test_an_alarm_of_the_mail_server_is_said(sound: Office) -> None:
    with writing() as session:
        heartbeats.beat(session, heartbeats.MAIL_ALARM, NOW)
    assert kinds(sound) == ["mail server"]


def test_nobody_else_sees_it(office: Office) -> None:
    instance = office.app.extensions["workplan"].instance
    with pytest.raises(NotFound):
        state_of_house.state_of(db.session(), office.coordinator, NOW, instance, SAME, 0)
