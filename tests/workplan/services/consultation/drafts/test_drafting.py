"""An agency drafts the answer to a point; the coordinator settles by it, or sends it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, select

from models import Membership, Notice
from support.consultation.drafts_in import ask, draft, told
from support.consultation.letters_in import by, comment, open_to_comments, points_of, typed, version
from support.ground.office import SLUG
from support.web.refusals import refuses
from workplan.errors import NotAllowed, NotFound, StaleVersion
from workplan.extensions import db
from workplan.services.changes.undoing.undo import undo
from workplan.services.consultation import answers, filing, points
from workplan.services.consultation.drafts import asking, drafting
from workplan.services.consultation.filing import Filed
from workplan.services.consultation.points import Settled
from workplan.services.coordination.standing_notices import still_told
from workplan.services.pages.comments import draft_rows, point_rows
from workplan.services.people import rights
from workplan.services.record.transaction import writing
from workplan.services.structure import lines_of_effort
from workplan.services.structure.lines_of_effort import EffortFields

if TYPE_CHECKING:
    from support.ground.office import Office

DECLINED = Settled("declined", "Not this year.", "No money")


@pytest.fixture
def number(office: Office) -> int:
    open_to_comments(office)
    found = typed(office)
    ask(office)
    return found


def write(office: Office, wanted: Settled = DECLINED, who: str = "other_lead") -> None:
    found = draft()
    drafting.write(by(office, who), SLUG, 1, found.version if found else 1, 1, wanted)


def owed(office: Office, who: str = "other_lead") -> list[str]:
    db.session.rollback()
    standings = rights.standings(db.session(), office.people[who])
    found = draft_rows.to_draft(db.session(), standings)
    return [f"{one.reference}.{one.point}" for one in found]


def test_what_the_agency_drafts_is_told_to_the_coordinator_and_settles_nothing(
    office: Office, number: int
) -> None:
    assert owed(office) == ["ARMS-0001.1"]
    write(office)
    found = draft()
    assert found is not None
    assert (found.disposition, found.answer, found.drafted_by_id) == (
        "declined",
        "Not this year.",
        office.other_lead.id,
    )
    assert points_of(number)[0].disposition is None
    assert [(user, said) for user, said, _ in told("drafted")] == [
        (office.coordinator.id, "Point 1 of ARMS-0001: Declined.")
    ]
    assert owed(office) == []


def test_only_a_lead_of_the_agency_drafts_and_only_what_could_be_settled(
    office: Office, number: int
) -> None:
    for who in ("coordinator", "contributor", "viewer", "auditor"):
        with pytest.raises(NotAllowed):
            write(office, who=who)
    with refuses("answer", "Only a lead of the agency"):
        write(office, who="lead")
    with pytest.raises(NotFound):
        write(office, who="stranger")
    for field, wrong in (
        ("disposition", Settled("perhaps", "So")),
        ("answer", Settled("declined", "  ")),
        ("because", Settled("accepted", "Yes.")),
    ):
        with refuses(field):
            write(office, wrong)
    assert number == 1


def test_sent_back_it_is_waited_for_again_with_its_words_and_the_reason(
    office: Office, number: int
) -> None:
    with refuses("because"):
        drafting.send_back(by(office), SLUG, number, version(1), 1, "Too early")
    write(office)
    with refuses("because"):
        drafting.send_back(by(office), SLUG, number, version(1), 1, " ")
    drafting.send_back(by(office), SLUG, number, version(1), 1, "Say why not.")
    found = draft()
    assert found is not None
    assert (found.answer, found.drafted_at, found.returned_because) == (
        "Not this year.",
        None,
        "Say why not.",
    )
    assert owed(office) == ["ARMS-0001.1"]
    [(user, said, _)] = told("draft_returned")
    assert (user, said) == (office.other_lead.id, "Point 1 of ARMS-0001: Say why not.")
    write(office)
    found = draft()
    assert found is not None
    assert found.returned_because == ""


def test_two_leads_do_not_overwrite_each_other(office: Office, number: int) -> None:
    write(office)
    with pytest.raises(StaleVersion):
        drafting.write(by(office, "other_lead"), SLUG, number, 1, 1, Settled("declined", "No."))
    since = office.last_seq()
    write(office)
    assert office.journal(since) == []


def test_once_settled_nothing_is_drafted_any_more_and_what_was_told_of_it_does_not_leave(
    office: Office, number: int
) -> None:
    write(office)
    wanted = select(Notice.kind).where(still_told()).order_by(Notice.id)
    assert [*db.session.scalars(wanted)] == ["drafted"]
    points.settle(by(office), SLUG, number, version(1), 1, DECLINED)
    assert [*db.session.scalars(wanted)] == []
    with refuses("answer"):
        write(office)
    points.reopen(by(office), SLUG, number, version(1), 1)
    write(office, Settled("declined", "Still no."))
    points.settle(by(office), SLUG, number, version(1), 1, DECLINED)
    answers.send(by(office), SLUG, number, version(1))
    with refuses("answer"):
        write(office)


def test_a_point_is_filed_before_it_is_settled_and_stays_so_when_it_is_opened_again(
    office: Office, number: int
) -> None:
    effort = lines_of_effort.add(by(office), SLUG, EffortFields("Z", "Sales"))
    filing.file(by(office), SLUG, number, version(1), 1, Filed(None, effort))
    filed = office.last_seq()
    assert points_of(number)[0].initiative_id == effort
    points.settle(by(office), SLUG, number, version(1), 1, DECLINED._replace(initiative_id=effort))
    points.reopen(by(office), SLUG, number, version(1), 1)
    assert points_of(number)[0].initiative_id == effort
    undo(by(office), filed)
    assert points_of(number)[0].initiative_id is None
    for field, wrong in (("objective", Filed(987_654)), ("effort", Filed(None, 987_654))):
        with refuses(field):
            filing.file(by(office), SLUG, number, version(1), 1, wrong)


def test_what_was_drafted_anew_is_neither_sent_back_nor_dropped_unseen(
    office: Office, number: int
) -> None:
    write(office)
    seen = version(number)
    write(office, Settled("declined", "Not before 2028."))
    for act in (
        lambda: drafting.send_back(by(office), SLUG, number, seen, 1, "Why?"),
        lambda: points.settle(by(office), SLUG, number, seen, 1, DECLINED),
    ):
        with pytest.raises(StaleVersion):
            act()
    with refuses("agency", "has drafted"):
        asking.drop(by(office), SLUG, number, version(number), 1)
    found = draft()
    assert found is not None
    assert found.answer == "Not before 2028."


def test_once_nobody_is_asked_the_agency_is_told_so_and_where_to_turn(
    office: Office, number: int
) -> None:
    asking.drop(by(office), SLUG, number, version(number), 1)
    with refuses("answer", "asked for this draft any more"):
        write(office)


def test_an_undo_of_a_settlement_minds_what_was_filed_since(office: Office, number: int) -> None:
    effort = lines_of_effort.add(by(office), SLUG, EffortFields("Z", "Sales"))
    first = DECLINED._replace(initiative_id=effort)
    points.settle(by(office), SLUG, number, version(1), 1, first)
    settled = office.last_seq()
    filing.file(by(office), SLUG, number, version(1), 1, Filed())
    filed = office.last_seq()
    with refuses("entry"):
        undo(by(office), settled)
    answers.send(by(office), SLUG, number, version(1))
    with refuses("entry"):
        undo(by(office), filed)


def test_an_agency_that_nobody_leads_for_any_more_is_not_asked_again_by_an_undo(
    office: Office, number: int
) -> None:
    asking.drop(by(office), SLUG, number, version(number), 1)
    dropped = office.last_seq()
    with writing() as session:
        session.execute(delete(Membership).where(Membership.user_id == office.other_lead.id))
    with refuses("agency"):
        undo(by(office), dropped)


def test_only_what_was_drafted_is_said_to_be(office: Office, number: int) -> None:
    row = comment(number)
    [point] = point_rows.points_of(db.session(), [row.id])[row.id]
    assert point.drafts is None
    write(office)
    [point] = point_rows.points_of(db.session(), [row.id])[row.id]
    assert point.drafts == "DSCA"
