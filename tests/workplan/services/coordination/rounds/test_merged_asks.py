"""What two agencies answered on one version, when one of them is merged into the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models import RoundAnswer
from support.ground.office import SLUG
from support.record.clearing import ANSWERED_AT, answers, ask_of, draft, sends
from workplan.extensions import db
from workplan.services.coordination.rounds.answers import Comment
from workplan.services.record.change import Change
from workplan.services.structure import agency_merges
from workplan.services.structure.agency_merges import Wanted

if TYPE_CHECKING:
    from support.ground.office import Office

OBJECTION = Comment("Posts report monthly.", "Posts have no staff for it.", "Posts report yearly.")


def merge(office: Office) -> None:
    change = Change(office.people["admin"], ANSWERED_AT)
    agency_merges.merge(change, Wanted("DSCA", "PM", "DSCA"), "Reorganized")


def said(ask: int) -> list[str]:
    db.session.rollback()
    rows = db.session.query(RoundAnswer).filter_by(ask_id=ask).order_by(RoundAnswer.id)
    return [row.kind for row in rows]


@pytest.mark.parametrize("meanwhile", [(), ("concur",), ("comment",)])
def test_a_reason_not_to_concur_stands_for_the_agency_that_stays(
    office: Office, meanwhile: tuple[str, ...]
) -> None:
    draft(office)
    sends(office, "DSCA", "PM")
    answers(office, "non_concur", OBJECTION)
    for kind in meanwhile:
        answers(office, kind, *((OBJECTION,) if kind == "comment" else ()), agency="PM")
    stays, goes = ask_of(office, "PM"), ask_of(office)
    merge(office)
    assert said(stays) == ["non_concur"]
    assert said(goes) == list(meanwhile)
    assert office.plan(SLUG).stage == "clearance"


def test_an_objection_of_the_agency_that_stays_is_its_own(office: Office) -> None:
    draft(office)
    sends(office, "DSCA", "PM")
    answers(office, "concur")
    answers(office, "non_concur", OBJECTION, agency="PM")
    stays, goes = ask_of(office, "PM"), ask_of(office)
    merge(office)
    assert (said(stays), said(goes)) == (["non_concur"], ["concur"])


def test_what_was_withdrawn_by_a_later_answer_is_no_objection(office: Office) -> None:
    draft(office)
    sends(office, "DSCA", "PM")
    answers(office, "non_concur", OBJECTION)
    answers(office, "concur")
    answers(office, "concur", agency="PM")
    stays = ask_of(office, "PM")
    merge(office)
    assert said(stays) == ["concur"]
