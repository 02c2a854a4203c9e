"""The sender asks one more agency, drops one, or gives one another day; all on the record."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Notice, RoundAsk
from support.ground.moments import washington
from support.record.tasks.coordinating import (
    AFTER_IT,
    REMARK,
    WANTED,
    answers,
    ask_of,
    by,
    comments,
    sends,
    the_round,
    told,
)
from support.web.refusals import refuses
from workplan.errors import NotAllowed
from workplan.extensions import db
from workplan.services.coordination.rounds import asking, reminders, settling, waiting
from workplan.services.people import plan_agencies
from workplan.services.people.plan_agencies import Joining
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from support.ground.office import Office

LATER = date(2026, 10, 16)


@pytest.fixture
def task(office: Office) -> int:
    with writing() as session:
        joining = Joining(office.plan().id, date(2026, 9, 1))
        ids = [office.agencies[code] for code in ("DSCA", "DOD", "STATE")]
        plan_agencies.take_part(session, joining, ids)
    return office.add("1a", due=date(2026, 11, 2))


def the_ask(office: Office, agency: str = "DSCA") -> RoundAsk:
    return db.session.get_one(RoundAsk, ask_of(office, agency))


def test_one_more_agency_is_asked_about_the_last_version(office: Office, task: int) -> None:
    sends(office, task)
    asking.ask_another(by(office), the_round().id, office.agencies["DOD"], LATER)
    ask = the_ask(office, "DOD")
    assert (ask.wanted_on, ask.version_id) == (LATER, the_ask(office).version_id)
    assert office.journal()[-1].verb == "task.coordination_asked"
    assert len(told()) == 2


def test_an_agency_that_is_asked_already_is_not_asked_twice(office: Office, task: int) -> None:
    sends(office, task)
    with refuses("ask", "DSCA is asked already"):
        asking.ask_another(by(office), the_round().id, office.agencies["DSCA"], LATER)


def test_the_lead_agency_is_not_asked_about_its_own_product(office: Office, task: int) -> None:
    sends(office, task)
    with refuses("ask", "State PM leads the task"):
        asking.ask_another(by(office), the_round().id, office.agencies["PM"], LATER)


def test_who_is_dropped_owes_nothing_and_what_it_said_stays(office: Office, task: int) -> None:
    sends(office, task, "DSCA", "DOD")
    answers(office, "non_concur", REMARK)
    with refuses("because", "Give each comment of it a decision first"):
        asking.drop(by(office), ask_of(office), "It has no part in this.")
    settling.decide(by(office), comments()[0].id, "declined", "No.")
    asking.drop(by(office), ask_of(office), "It has no part in this.")
    assert settling.what_is_open(db.session(), the_round().id) == ["DoD has not answered"]
    entry = office.journal()[-1]
    assert (entry.verb, entry.reason) == ("task.coordination_dropped", "It has no part in this.")
    assert the_ask(office).dropped_because == "It has no part in this."


def test_who_was_dropped_can_be_asked_again(office: Office, task: int) -> None:
    sends(office, task, "DSCA", "DOD")
    asking.drop(by(office), ask_of(office), "Not needed.")
    asking.ask_another(by(office), the_round().id, office.agencies["DSCA"], LATER)
    ask = the_ask(office)
    assert (ask.dropped_at, ask.dropped_because, ask.wanted_on) == (None, "", LATER)


def test_the_last_agency_is_not_dropped(office: Office, task: int) -> None:
    sends(office, task)
    with refuses("because", "Nobody else is asked"):
        asking.drop(by(office), ask_of(office), "Not needed.")


def test_a_drop_takes_a_reason(office: Office, task: int) -> None:
    sends(office, task, "DSCA", "DOD")
    with refuses("because", "Say why it is asked no more"):
        asking.drop(by(office), ask_of(office), " ")


def test_a_later_day_is_given_with_a_reason_and_counts(office: Office, task: int) -> None:
    sends(office, task)
    asking.give_later_day(by(office), ask_of(office), LATER, "Its counsel is away.")
    assert the_ask(office).wanted_on == LATER
    entry = office.journal()[-1]
    assert entry.verb == "task.coordination_day_moved"
    assert (entry.before["wanted_on"], entry.after["wanted_on"]) == ("2026-10-09", "2026-10-16")
    [row] = waiting.of_plan(db.session(), office.plan().id, AFTER_IT.date())
    assert (row.silent, row.next_on) == (0, LATER)


@pytest.mark.parametrize(
    ("day", "field", "words"),
    [
        (None, "day", "Give the day"),
        (date(2026, 10, 8), "day", "It was given time until 9 Oct 2026. Give a later day."),
    ],
)
def test_a_day_that_is_none_is_refused(
    office: Office, task: int, day: date | None, field: str, words: str
) -> None:
    sends(office, task)
    with refuses(field, words):
        asking.give_later_day(by(office), ask_of(office), day, "Why not.")


def test_whoever_has_answered_gets_no_other_day(office: Office, task: int) -> None:
    sends(office, task)
    answers(office, "concur")
    with refuses("day", "It does not owe this answer any more"):
        asking.give_later_day(by(office), ask_of(office), LATER, "More time.")


def test_the_same_day_is_no_change(office: Office, task: int) -> None:
    sends(office, task)
    last = office.last_seq()
    asking.give_later_day(by(office), ask_of(office), WANTED, "So it stays.")
    assert office.last_seq() == last


def test_only_the_sender_does_any_of_it(office: Office, task: int) -> None:
    sends(office, task, "DSCA", "DOD")
    other = by(office, "other_lead")
    with pytest.raises(NotAllowed):
        asking.ask_another(other, the_round().id, office.agencies["STATE"], LATER)
    with pytest.raises(NotAllowed):
        asking.drop(other, ask_of(office), "No.")
    with pytest.raises(NotAllowed):
        asking.give_later_day(other, ask_of(office), LATER, "More time.")


def test_a_later_day_has_its_own_reminders(office: Office, task: int) -> None:
    sends(office, task)
    for day in (7, 9, 13):
        reminders.remind(washington(2026, 10, day, 9))
    asking.give_later_day(by(office), ask_of(office), date(2026, 10, 30), "Its counsel is away.")
    before = len(told())
    for moment in (washington(2026, 10, 28, 9), washington(2026, 10, 30, 9)):
        reminders.remind(moment)
    reminders.remind(washington(2026, 11, 2, 9))
    kinds = [kind for kind, _ in told()[before:]]
    assert kinds == ["coordinate_soon", "coordinate_due", "silent"]


def test_the_answer_of_an_agency_that_was_dropped_counts_again_with_it(
    office: Office, task: int
) -> None:
    sends(office, task, "DSCA", "DOD")
    answers(office, "concur")
    asking.drop(by(office), ask_of(office), "By mistake.")
    asking.ask_another(by(office), the_round().id, office.agencies["DSCA"], LATER)
    said = db.session.scalars(select(Notice.said).order_by(Notice.id.desc())).first()
    assert said == "Your answer on version 1 counts again."
