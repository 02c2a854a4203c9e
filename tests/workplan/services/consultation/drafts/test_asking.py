"""An agency is asked to draft the answer to a point of a comment, and asked no more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Notice
from support.consultation.drafts_in import SOON, TODAY, ask, draft, told
from support.consultation.letters_in import by, comment, open_to_comments, points_of, typed, version
from support.ground.office import SLUG
from support.web.refusals import refuses
from workplan.errors import NotAllowed, StaleVersion
from workplan.extensions import db
from workplan.services.changes.undoing.undo import undo
from workplan.services.consultation import points
from workplan.services.consultation.drafts import asking
from workplan.services.consultation.drafts.asking import Asked
from workplan.services.consultation.points import Settled
from workplan.services.reminding.digest import notice_lines

if TYPE_CHECKING:
    from support.ground.office import Office


@pytest.fixture
def number(office: Office) -> int:
    open_to_comments(office)
    return typed(office)


def test_the_leads_of_the_agency_are_told_what_is_asked_and_by_when(
    office: Office, number: int
) -> None:
    ask(office)
    found = draft()
    assert found is not None
    assert (found.agency_id, found.wanted_on) == (office.agencies["DSCA"], SOON)
    [(user, said, state)] = told("draft_asked")
    assert (user, state) == (office.other_lead.id, "pending")
    assert said.startswith("Point 1 of ARMS-0001, by ")
    assert said.endswith("What holds?")
    assert number == 1


def test_whoever_speaks_for_it_from_above_is_told_where_it_has_no_lead_of_its_own(
    office: Office, number: int
) -> None:
    with refuses("agency"):
        ask(office, "DOD")
    with refuses("agency"):
        asking.ask(by(office), SLUG, number, version(1), 1, Asked(987_654, SOON))
    assert draft() is None


def test_a_day_that_has_passed_or_comes_after_the_answer_is_refused(
    office: Office, number: int
) -> None:
    for day in (TODAY - timedelta(days=1), comment(number).answer_by + timedelta(days=1)):
        with refuses("wanted_on"):
            ask(office, day=day)
    with refuses("ask"):
        ask(office, said="x" * (asking.LONGEST_ASK + 1))
    ask(office, day=TODAY)
    ask(office, day=comment(number).answer_by)
    assert len(told("draft_asked")) == 2


def test_asked_the_same_again_nothing_happens_and_another_agency_takes_its_place(
    office: Office, number: int
) -> None:
    ask(office)
    since = office.last_seq()
    ask(office)
    assert office.journal(since) == []
    ask(office, "PM")
    assert [(user, state) for user, _, state in told("draft_asked")] == [
        (office.other_lead.id, "cancelled"),
        (office.lead.id, "pending"),
    ]
    assert number == 1


def test_asked_no_more_the_mail_that_waits_does_not_leave(office: Office, number: int) -> None:
    ask(office)
    asking.drop(by(office), SLUG, number, version(1), 1)
    assert draft() is None
    [(_, _, state)] = told("draft_asked")
    assert state == "cancelled"
    with refuses("point"):
        asking.drop(by(office), SLUG, number, version(1), 1)


def test_only_the_coordinator_asks_and_only_about_an_open_point(
    office: Office, number: int
) -> None:
    with pytest.raises(NotAllowed):
        asking.ask(by(office, "lead"), SLUG, number, 1, 1, Asked(office.agencies["PM"], SOON))
    with pytest.raises(StaleVersion):
        asking.ask(by(office), SLUG, number, 7, 1, Asked(office.agencies["PM"], SOON))
    points.settle(by(office), SLUG, number, version(1), 1, Settled("declined", "No."))
    with refuses("agency"):
        ask(office)


def test_a_point_whose_answer_is_drafted_is_not_let_go(office: Office, number: int) -> None:
    for words in ("Please hear small firms a second time.", "The figures should count"):
        points.split(by(office), SLUG, number, version(1), words)
    ask(office)
    with refuses("point"):
        points.join(by(office), SLUG, number, version(1), 1)
    assert len(points_of(number)) == 2


def test_asking_and_asking_no_more_are_undone_as_they_were(office: Office, number: int) -> None:
    ask(office)
    undo(by(office), office.last_seq())
    assert draft() is None
    ask(office)
    ask(office, "PM", SOON, "And now?")
    undo(by(office), office.last_seq())
    found = draft()
    assert found is not None
    assert found.agency_id == office.agencies["DSCA"]
    asking.drop(by(office), SLUG, number, version(1), 1)
    dropped = office.last_seq()
    undo(by(office), dropped)
    found = draft()
    assert found is not None
    assert (found.agency_id, found.ask) == (office.agencies["DSCA"], "What holds?")
    ask(office, "PM")
    with refuses("entry"):
        undo(by(office), dropped + 1)


def test_a_request_about_all_of_a_comment_is_not_turned_to_some_of_its_words(
    office: Office, number: int
) -> None:
    ask(office)
    with refuses("words"):
        points.split(by(office), SLUG, number, version(1), "Please hear small firms a second time.")


def test_the_mail_leads_to_the_point_that_is_drafted(office: Office, number: int) -> None:
    ask(office)
    session = db.session()
    rows = [*session.scalars(select(Notice))]
    [line] = notice_lines.of(session, rows, "DSCA", {}, {}, {}, "https://house.example")
    assert line.what == "Cora Diaz asks you to draft the answer to a comment"
    assert line.asks == "Draft the answer"
    assert line.link == (f"https://house.example/plans/{SLUG}/comments/{number}?point=1#point-1")
    asking.drop(by(office), SLUG, number, version(1), 1)
    rows = [*db.session.scalars(select(Notice))]
    [line] = notice_lines.of(db.session(), rows, "DSCA", {}, {}, {}, "https://house.example")
    assert line.link.startswith(f"https://house.example/plans/{SLUG}")
