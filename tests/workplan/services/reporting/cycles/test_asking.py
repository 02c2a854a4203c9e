"""Whoever owes reports is asked by one mail a day, all of them or one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from support.files.wishes import TUESDAY, told
from support.ground.moments import washington
from support.ground.office import SLUG
from support.record.cycling import by, closes, opens, with_only
from support.web.refusals import refuses
from workplan.extensions import db
from workplan.services.coordination.update_requests import open_requests
from workplan.services.operations import beats
from workplan.services.reporting.cycles import asking

if TYPE_CHECKING:
    from support.ground.office import Office
    from support.programs.mail_server import MailServer
    from workplan.services.delivery.deliveries import Sender

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
    assert [(one.user_id, one.task_id) for one in new] == [(office.lead.id, led["1b"])]


def test_one_of_them_is_asked_alone(office: Office, led: dict[str, int]) -> None:
    opens(office)
    before = len(told())
    assert asked(office, user_id=office.other_lead.id) == 1
    assert {(one.user_id, one.task_id) for one in told()[before:]} == {
        (office.other_lead.id, led["2a"])
    }
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


def test_the_work_of_a_lead_says_by_when_and_closing_ends_it(
    office: Office, led: dict[str, int]
) -> None:
    opens(office)
    assert open_requests(db.session(), [*led.values()]).keys() == {*led.values()}
    office.report(led["1a"], TOMORROW, percent=10)
    assert led["1a"] not in open_requests(db.session(), [*led.values()])
    db.session.rollback()
    closes(office, TOMORROW + timedelta(hours=1))
    assert open_requests(db.session(), [*led.values()]) == {}
