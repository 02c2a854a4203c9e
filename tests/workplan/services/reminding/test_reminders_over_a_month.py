"""A month of reminders, beat by beat, as a mail server sees it.

November 2026 has a change of clocks, Veterans Day and Thanksgiving; a suspense falls on a Sunday.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from support.ground.moments import beat, hourly, washington
from workplan.calendars.working import federal_calendar

if TYPE_CHECKING:
    from support.ground.office import Office
    from support.programs.mail_server import MailServer
    from workplan.services.delivery.deliveries import Sender

NOVEMBER_FIRST = washington(2026, 11, 1, 0)

EXPECTED = {
    "lead": {
        (11, 5): ["2b", "1a", "1b"],  # 3 days before 2b, 14 before 1a and 1b: one mail.
        (11, 9): ["2b"],  # 1 day before
        (11, 10): ["2b"],  # the day
        (11, 12): ["2b"],  # 1 day after: the 11th is Veterans Day
        (11, 16): ["2b"],  # 3 days after
        (11, 17): ["1a", "1b"],  # 7 days before
        (11, 23): ["1a", "1b"],  # 3 days before
        (11, 25): ["1a"],  # 1 day before: the 26th is Thanksgiving; 1b was completed on the 24th
        (11, 27): ["1a"],  # the day
        (11, 30): ["1a"],  # 1 day after
        (12, 2): ["1a"],  # 3 days after
    },
    "other_lead": {day: ["2a"] for day in ((11, 5), (11, 17), (11, 23), (11, 25), (11, 27))}
    | {(11, 30): ["2a"], (12, 2): ["2a"]},  # Sunday the 29th counts from Friday the 27th.
    "supervisor": {(11, 16): ["2b"], (12, 2): ["1a"]},
    "other_supervisor": {(12, 2): ["2a"]},
    "coordinator": {(11, 18): ["2b"], (12, 4): ["1a", "2a"]},
}


def test_exactly_the_expected_mails_are_sent_from_november_to_the_first_week_of_december(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    office.add("1a", due=date(2026, 11, 27), now=NOVEMBER_FIRST)
    done = office.add("1b", due=date(2026, 11, 27), now=NOVEMBER_FIRST)
    office.add("2a", due=date(2026, 11, 29), leads=["DSCA"], now=NOVEMBER_FIRST)
    office.add("2b", due=date(2026, 11, 10), now=NOVEMBER_FIRST)

    beat(sender, hourly(NOVEMBER_FIRST, washington(2026, 11, 24, 11)))
    office.complete(done, washington(2026, 11, 24, 11, 30))
    beat(sender, hourly(washington(2026, 11, 24, 12), washington(2026, 12, 5, 12)))

    got: dict[str, dict[tuple[int, int], list[str]]] = {}
    for mail in mail_server.mails:
        day = (mail.written_at.month, mail.written_at.day)
        assert day not in got.setdefault(mail.who, {}), f"{mail.who} got two mails on {day}"
        got[mail.who][day] = mail.codes
    assert got == EXPECTED
    assert {mail.written_at.strftime("%H:%M") for mail in mail_server.mails} == {"08:00"}
    assert all(federal_calendar().is_working(m.written_at.date()) for m in mail_server.mails)
    assert len({mail.message_id for mail in mail_server.mails}) == len(mail_server.mails)

    rows = office.ledger()
    assert Counter(row.state for row in rows) == {
        "sent": sum(len(c) for days in EXPECTED.values() for c in days.values())
    }
    assert not any(row.is_possible_copy for row in rows)
    assert all(row.attempts == 1 and row.last_reply.startswith("250") for row in rows)
