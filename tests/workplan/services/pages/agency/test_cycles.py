"""How an agency reports: the open cycle, the one closed last, and how soon it answers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from support.files.wishes import TUESDAY
from support.ground.moments import washington
from support.record.cycling import closes, opens, with_only
from workplan.extensions import db
from workplan.services.pages.agency.cycles import answering
from workplan.services.tasks.states import plan_days

if TYPE_CHECKING:
    from support.ground.office import Office
    from workplan.services.pages.agency.cycles import Answering

BEGUN = washington(2026, 10, 1)
LATER = TUESDAY + timedelta(days=2, hours=1)


def told(office: Office, agency: str = "PM") -> Answering:
    session = db.session()
    days = plan_days(session, [office.plan().id], LATER)
    return answering(session, days, frozenset({office.agencies[agency]}))


def test_an_open_cycle_is_named_and_counts_nothing_yet(office: Office) -> None:
    with_only(office, office.add("1a", 90, now=BEGUN))
    opens(office)
    [line] = told(office).lines
    assert (line.state, line.owed, told(office).answers) == ("open", 0, 0)


def test_a_closed_one_says_how_much_was_reported_and_how_soon(office: Office) -> None:
    first, second = office.add("1a", 90, now=BEGUN), office.add("1b", 90, now=BEGUN)
    with_only(office, first, second)
    opens(office)
    office.report(first, TUESDAY + timedelta(days=2), percent=20)
    closes(office, LATER)
    found = told(office)
    [line] = found.lines
    assert (line.state, line.owed, line.reported) == ("closed", 2, 1)
    assert (found.answers, found.median) == (1, 1)  # Thanksgiving lies between.


def test_an_agency_that_owed_nothing_has_no_closed_cycle(office: Office) -> None:
    with_only(office, office.add("1a", 90, now=BEGUN))
    opens(office)
    closes(office, LATER)
    assert told(office, "DSCA").lines == []
