"""Comments by the public form: who may send, how many, and what is kept of where they came from."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Comment, CommentMail, JournalEntry, Plan
from support.ground.moments import washington
from support.ground.office import SLUG
from support.web.refusals import refuses
from workplan.errors import NotFound
from workplan.extensions import db
from workplan.policy import FORMS_A_DAY, FORMS_OF_ALL_A_DAY, RECEIPTS_A_DAY
from workplan.services.consultation import public_form
from workplan.services.consultation.comments import Letter, Sender
from workplan.services.history.entry_names import names_for
from workplan.services.history.entry_words import said
from workplan.services.lifecycle import plan_changes
from workplan.services.lifecycle.comment_terms import CommentTerms
from workplan.services.record.actor import UNKNOWN
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office

NOW = washington(2026, 9, 8, 12)
KEY = "a key of the house"


def offer(office: Office, *, offers: bool = True) -> None:
    terms = CommentTerms(
        takes_comments=False, shows_comments=False, comment_days=10, offers_form=offers
    )
    version = office.plan().version
    plan_changes.take_comments(Change(office.coordinator, NOW), SLUG, version, terms)


@pytest.fixture
def offering(office: Office) -> Office:
    offer(office)
    return office


def send(
    words: str = "Please hear small firms.",
    address: str = "203.0.113.7",
    now: datetime = NOW,
    email: str = "",
) -> Comment:
    letter = Letter(Sender("unknown", address=email), "First sales", words)
    return public_form.take(Change(UNKNOWN, now), SLUG, letter, KEY, address)


def kept() -> list[Comment]:
    db.session.rollback()
    return [*db.session.scalars(select(Comment).order_by(Comment.id))]


def test_it_is_a_comment_with_a_reference_a_day_and_a_receipt(offering: Office) -> None:
    reference = send(email="maker@example.org").reference
    [found] = kept()
    assert (found.reference, found.source, found.sender) == (reference, "form", "unknown")
    assert found.answer_by.isoformat() == "2026-09-22"
    mails = db.session.scalars(select(CommentMail.address)).all()
    assert mails == ["maker@example.org"]
    entry = db.session.scalars(
        select(JournalEntry).where(JournalEntry.verb == "comment.sent")
    ).one()
    words = said(entry, names_for(db.session(), [entry]))
    assert words == f"Comment {reference} came by the public form"
    assert offering.plan().id == found.plan_id


@pytest.mark.usefixtures("offering")
def test_without_an_address_nobody_is_written_to() -> None:
    send()
    assert db.session.scalars(select(CommentMail.id)).all() == []


def test_it_is_off_unless_switched_on_and_ends_with_the_plan(office: Office) -> None:
    with pytest.raises(NotFound):
        send()
    offer(office)
    send()
    plan_stages.move_to_stage(Change(office.coordinator, NOW), SLUG, "closed")
    with pytest.raises(NotFound):
        send("Another one")
    assert len(kept()) == 1


@pytest.mark.usefixtures("offering")
def test_one_address_sends_so_many_a_day_and_others_are_not_held_up() -> None:
    for number in range(FORMS_A_DAY):
        send(f"Comment {number}")
    db.session.rollback()
    with refuses("words", "Try again tomorrow"):
        send("One more")
    send("Another one", address="203.0.113.8")
    send("One more", now=NOW + timedelta(days=1, minutes=1))


@pytest.mark.usefixtures("offering")
def test_a_household_of_ipv6_counts_as_one() -> None:
    for number in range(FORMS_A_DAY):
        send(f"Comment {number}", address=f"2001:db8::{number + 1}")
    db.session.rollback()
    with refuses("words"):
        send("One more", address="2001:db8::ffff")


@pytest.mark.usefixtures("offering")
def test_all_addresses_together_send_so_many_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    assert FORMS_OF_ALL_A_DAY > FORMS_A_DAY
    monkeypatch.setattr(public_form, "FORMS_OF_ALL_A_DAY", 3)
    for number in range(3):
        send(f"Comment {number}", address=f"203.0.113.{number}")
    db.session.rollback()
    with refuses("words", "So many comments came today"):
        send("One more", address="198.51.100.9")


@pytest.mark.usefixtures("offering")
def test_nobody_is_flooded_with_receipts_in_the_name_of_another() -> None:
    for number in range(RECEIPTS_A_DAY + 1):
        send(f"Comment {number}", email="maker@example.org")
    assert len(db.session.scalars(select(CommentMail.id)).all()) == RECEIPTS_A_DAY


@pytest.mark.usefixtures("offering")
def test_where_it_came_from_is_told_apart_for_a_day_and_never_kept() -> None:
    send(address="203.0.113.7")
    send("Another", address="203.0.113.7")
    first, second = kept()
    assert first.came_from == second.came_from
    assert len(first.came_from) == 64
    assert "203.0.113.7" not in first.came_from
    public_form.forget_old(db.session(), NOW + timedelta(hours=23))
    assert kept()[0].came_from
    public_form.forget_old(db.session(), NOW + timedelta(days=1))
    assert {row.came_from for row in kept()} == {""}


def test_the_mark_of_an_address_is_another_on_another_day_and_plan(office: Office) -> None:
    plan = office.plan()
    mark = public_form.mark_of(KEY, "203.0.113.7", plan, NOW)
    other = db.session.scalars(select(Plan).where(Plan.slug != SLUG)).first()
    assert other is not None
    others = {
        public_form.mark_of(KEY, "203.0.113.7", plan, NOW + timedelta(days=1)),
        public_form.mark_of(KEY, "203.0.113.7", other, NOW),
        public_form.mark_of("another key", "203.0.113.7", plan, NOW),
    }
    assert len(others - {mark}) == 3


def test_a_plan_whose_mails_name_nothing_offers_none(office: Office) -> None:
    office.plan().has_bare_mails = True
    db.session.commit()
    with refuses("offers_form"):
        offer(office)


@pytest.mark.usefixtures("offering")
@pytest.mark.parametrize(
    ("field", "letter"),
    [
        ("words", Letter(Sender("J. Whitaker"), "", "  \n ")),
        ("email", Letter(Sender("J. Whitaker", address="nowhere"), "", "Said")),
        ("sender", Letter(Sender("J.\nWhitaker"), "", "Said")),
    ],
)
def test_what_cannot_stand_is_refused_at_its_field(field: str, letter: Letter) -> None:
    with refuses(field):
        public_form.take(Change(UNKNOWN, NOW), SLUG, letter, KEY, "203.0.113.7")
