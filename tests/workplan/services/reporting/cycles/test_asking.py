"""Whoever owes reports is asked by one mail a day, all of them or one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from support.files.wishes import TUESDAY, told
from support.ground.moments import washington
from support.ground.office import SLUG
from support.record.cycling import DUE, by, closes, opens, with_only
from support.web.refusals import refuses
from workplan.extensions import db
from workplan.services.operations import beats
from workplan.services.people import absences, rights
from workplan.services.reporting.cycles import asking, owing

if TYPE_CHECKING:
    from support.ground.office import Office
    from support.programs.mail_server import MailServer
    from workplan.services.delivery.deliveries import Sender
    from workplan.services.reporting.cycles.owing import OwedCycle

TOMORROW = TUESDAY + timedelta(days=1)


@pytest.fixture
def led(office: Office) -> dict[str, int]:
    """Two tasks of State PM, and one of DSCA."""
    made = {
        code: office.add(code, 90, leads=leads, now=washington(2026, 10, 1))
        for code, leads in (("1a", ("PM",)), ("1b", ("PM",)), ("2a", ("DSCA",)))
    }
    with_only(office, *made.values())
    return made


def asked(office: Office, now: object = TOMORROW, **whom: int) -> int:
    return asking.ask(by(office, now=now), SLUG, 1, **whom)  # type: ignore[arg-type]


def test_nobody_is_asked_twice_on_one_day(office: Office, led: dict[str, int]) -> None:
    assert led
    opens(office)
    with refuses("person", "Nobody is left to ask"):
        asked(office, TUESDAY + timedelta(hours=3))
    assert asked(office) == 2
    with refuses("person", "Nobody is left to ask"):
        asked(office, TOMORROW + timedelta(hours=1))


def test_whoever_has_reported_is_not_asked_again(office: Office, led: dict[str, int]) -> None:
    opens(office)
    before = len(told())
    office.report(led["2a"], TOMORROW, office.other_lead, percent=10)
    office.report(led["1a"], TOMORROW, percent=10)
    assert asked(office, TOMORROW + timedelta(hours=1)) == 1
    new = told()[before:]
    assert [one.user_id for one in new] == [office.lead.id]
    assert "by 1 Dec 2026: 1b." in new[0].said


def test_one_of_them_is_asked_alone(office: Office, led: dict[str, int]) -> None:
    assert led
    opens(office)
    before = len(told())
    assert asked(office, user_id=office.other_lead.id) == 1
    assert [one.user_id for one in told()[before:]] == [office.other_lead.id]
    assert "2a" in told()[-1].said
    with refuses("person", "Nobody is left to ask"):
        asked(office, user_id=office.viewer.id)


def test_a_person_gets_one_mail_that_lists_their_tasks(
    office: Office, led: dict[str, int], mail_server: MailServer, sender: Sender
) -> None:
    assert led
    opens(office)
    beats.tick(sender, TUESDAY + timedelta(days=1))
    [mail] = mail_server.to(office.email("lead"))
    for words in ("1a", "1b", "November 2026", "as of 24 Nov 2026"):
        assert words in mail.text


def test_what_another_lead_reports_takes_nothing_from_what_is_asked_of_one(
    office: Office, mail_server: MailServer, sender: Sender
) -> None:
    joint = office.add("1a", 90, leads=("PM", "DSCA"), now=washington(2026, 10, 1))
    with_only(office, joint)
    opens(office)
    office.report(joint, TUESDAY + timedelta(minutes=1), percent=10)
    beats.tick(sender, TOMORROW)
    assert len(mail_server.to(office.email("other_lead"))) == 1
    [owed] = owing_of(office, "other_lead")
    assert owed.tasks == [(joint, "1a")]
    assert owing_of(office, "lead") == []


def test_the_work_of_a_lead_names_the_cycle_until_it_ends(
    office: Office, led: dict[str, int]
) -> None:
    opens(office)
    [owed] = owing_of(office, "lead")
    assert (owed.name, owed.number) == ("November 2026", 1)
    assert owed.tasks == [(led["1a"], "1a"), (led["1b"], "1b")]
    assert owing_of(office, "viewer") == []
    office.report(led["1a"], TOMORROW, percent=10)
    assert owing_of(office, "lead")[0].tasks == [(led["1b"], "1b")]
    db.session.rollback()
    closes(office, TOMORROW + timedelta(hours=1))
    assert owing_of(office, "lead") == []


def test_whoever_stands_in_for_several_is_asked_once_a_day_and_owes_what_they_owe(
    office: Office, led: dict[str, int]
) -> None:
    assert led
    absences.say(by(office, "lead"), TUESDAY.date(), TUESDAY.date(), DUE, office.contributor.id)
    opens(office)
    assert [one.user_id for one in told()].count(office.contributor.id) == 1
    with refuses("person", "Nobody is left to ask"):
        asked(office, TUESDAY + timedelta(hours=3))
    stand_in = replace(office.contributor, stands_in_for=frozenset({office.lead.id}))
    session = db.session()
    found = owing.owed_by(session, stand_in, rights.standings(session, stand_in))
    assert [len(one.tasks) for one in found] == [2]


def owing_of(office: Office, who: str) -> list[OwedCycle]:
    db.session.rollback()
    session, actor = db.session(), office.people[who]
    return owing.owed_by(session, actor, rights.standings(session, actor))
