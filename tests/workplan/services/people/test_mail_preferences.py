"""What people chose about their mail, and that it is kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from support.files.wishes import TUESDAY, WEDNESDAY_AT_EIGHT, choose
from support.ground.moments import washington
from support.web.refusals import refused, refuses
from workplan.errors import StaleVersion
from workplan.reminders.reach import Wishes
from workplan.services.coordination import conversations
from workplan.services.operations import beats
from workplan.services.people import mail_preferences
from workplan.services.record.change import Change
from workplan.services.reminding.planner import UNWANTED as TOO_EARLY

if TYPE_CHECKING:
    from support.ground.office import Office
    from support.programs.mail_server import MailServer
    from workplan.services.delivery.deliveries import Sender


@pytest.fixture
def task(office: Office) -> int:
    """A task that State PM leads, and DSCA supports."""
    supports = ((office.agencies["DSCA"], "clear"),)
    return office.add("1a", now=washington(2026, 11, 2), supports=supports)


def test_reminders_come_at_the_hour_that_a_person_chose(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add("1b", due=date(2026, 11, 27), now=TUESDAY)
    choose(office.lead, send_hour=14)

    beats.tick(sender, WEDNESDAY_AT_EIGHT)
    assert mail_server.mails == []
    beats.tick(sender, washington(2026, 11, 25, 14))
    assert [mail.who for mail in mail_server.mails] == ["lead"]


def test_early_reminders_that_are_not_wanted_are_listed_and_late_ones_come(
    office: Office, sender: Sender
) -> None:
    choose(office.lead, wants_early=False)
    office.add("1b", due=date(2026, 12, 4), now=TUESDAY)

    for day in (24, 25, 27, 30):
        beats.tick(sender, washington(2026, 11, day, 9))
    beats.tick(sender, washington(2026, 12, 1, 9))

    rows = [(r.rung_days, r.state, r.last_reply == TOO_EARLY) for r in office.ledger()]
    assert rows == [(-7, "cancelled", True), (-3, "sent", False)]


def test_a_pause_holds_mail_back_until_its_day_and_then_sends_what_still_holds(
    office: Office, sender: Sender, mail_server: MailServer, task: int
) -> None:
    choose(office.lead, paused_until=date(2026, 11, 30))
    office.add("1b", due=date(2026, 11, 27), now=TUESDAY)
    conversations.say(Change(office.coordinator, TUESDAY), task, "@State PM?")

    for day in (24, 25, 27):
        beats.tick(sender, washington(2026, 11, day, 9))
    assert mail_server.to(office.email("lead")) == []
    beats.tick(sender, washington(2026, 11, 30, 8))

    mails = mail_server.to(office.email("lead"))
    assert sorted(mail.codes for mail in mails) == [[], ["1b"]]


@pytest.mark.parametrize(
    ("wishes", "field", "words"),
    [
        ({"mentions": "shout"}, "mentions", "“shout” is no way to be told"),
        ({"send_hour": 3}, "send_hour", "Mail goes out from 8:00 to 18:00"),
        ({"paused_until": date(2026, 11, 24)}, "paused_until", "begin again tomorrow"),
    ],
)
def test_a_choice_that_is_not_offered_is_refused(
    office: Office, wishes: dict[str, Any], field: str, words: str
) -> None:
    with refuses(field, words):
        choose(office.lead, **wishes)


def test_a_choice_made_in_another_window_is_not_overwritten_unseen(office: Office) -> None:
    choose(office.lead, send_hour=9)
    with refused(StaleVersion):
        mail_preferences.change(
            Change(office.lead, TUESDAY), TUESDAY.date(), 0, Wishes(send_hour=10)
        )
    since = office.last_seq()
    choose(office.lead, send_hour=9)
    assert office.journal(since) == [], "choosing the same again is no change"
