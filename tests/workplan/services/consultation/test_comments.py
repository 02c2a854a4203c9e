"""Comments of stakeholders: typed in, mended, set aside, taken back, and told from copies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from models import Comment
from support.consultation.letters_in import (
    CAMPAIGN,
    MAKER,
    by,
    comment,
    mails,
    points_of,
    typed,
    version,
)
from support.ground.office import SLUG
from support.programs.outbox import EIGHT, MINUTE
from support.web.refusals import refuses
from workplan.errors import InvalidInput, NotAllowed, NotFound, StaleVersion
from workplan.extensions import db
from workplan.services.changes.undoing.undo import undo
from workplan.services.consultation import answers, comments, copies, points, references
from workplan.services.consultation.comments import Letter, Sender
from workplan.services.consultation.points import Settled
from workplan.services.lifecycle import plan_changes
from workplan.services.lifecycle.comment_terms import CommentTerms
from workplan.services.lifecycle.plan_fields import PlanFields

if TYPE_CHECKING:
    from support.ground.office import Office


def test_a_comment_has_a_reference_a_first_point_and_a_day_for_its_answer(office: Office) -> None:
    assert (typed(office), typed(office, "Another one.")) == (1, 2)
    first, second = comment(1), comment(2)
    assert (first.reference, second.reference) == ("ARMS-0001", "ARMS-0002")
    # Wednesday 25 November; Thanksgiving is none of the fifteen working days.
    assert first.answer_by.isoformat() == "2026-12-17"
    assert [(point.number, point.words, point.disposition) for point in points_of(1)] == [
        (1, "", None)
    ]
    assert mails() == []
    entry = office.journal()[-1]
    assert (entry.verb, entry.subject_id) == ("comment.entered", second.id)
    assert "Whitaker" not in str((entry.before, entry.after, entry.reason))


@pytest.mark.parametrize(
    ("slug", "stem"),
    [("arms", "ARMS"), ("arms-transfer-strategy", "ATS"), ("cat-policy", "CP"), ("3-b", "3B")],
)
def test_a_reference_is_short_however_long_the_name_of_the_plan(slug: str, stem: str) -> None:
    assert references.stem_of(slug) == stem


def test_references_stay_when_the_plan_is_renamed(office: Office) -> None:
    typed(office)
    office.plan().slug = "other-name"
    db.session.commit()
    number = comments.enter(by(office), "other-name", Letter(MAKER, "", "More."))
    assert comment(number).reference == "ARMS-0002"


def test_two_plans_with_the_same_letters_have_references_of_their_own(office: Office) -> None:
    db.session.add(
        Comment(
            plan_id=office.plan("strangers").id,
            number=1,
            reference="ARMS-0001",
            source="typed",
            sender="X",
            subject="",
            words="X",
            came_at=by(office).now,
            answer_by=by(office).now.date(),
        )
    )
    db.session.commit()
    typed(office)
    plan = office.plan()
    own = [one for one in db.session.query(Comment) if one.plan_id == plan.id]
    assert own[0].reference == f"ARMS{plan.id}-0001"


@pytest.mark.parametrize(
    ("field", "letter"),
    [
        ("words", Letter(MAKER, "x", "  ")),
        ("words", Letter(MAKER, "x", "y" * 300_000)),
        ("sender", Letter(Sender(" "), "x", "y")),
        ("sender", Letter(Sender("a\nb"), "x", "y")),
        ("organisation", Letter(Sender("A", "o" * 201), "x", "y")),
        ("email", Letter(Sender("A", "", "nowhere"), "x", "y")),
    ],
)
def test_what_cannot_stand_is_refused_at_its_field(
    office: Office, field: str, letter: Letter
) -> None:
    with refuses(field):
        comments.enter(by(office), SLUG, letter)
    assert db.session.query(Comment).count() == 0


@pytest.mark.parametrize("who", ["lead", "contributor", "viewer", "auditor"])
def test_only_the_coordinator_changes_comments(office: Office, who: str) -> None:
    typed(office)
    with pytest.raises(NotAllowed):
        comments.enter(by(office, who), SLUG, Letter(MAKER, "x", "y"))
    with pytest.raises(NotAllowed):
        comments.set_aside(by(office, who), SLUG, 1, 1, "No")
    with pytest.raises(NotFound):
        comments.set_aside(by(office, "stranger"), SLUG, 1, 1, "No")


def test_who_wrote_it_is_mended_and_the_journal_does_not_keep_who(office: Office) -> None:
    typed(office)
    wanted = Sender("Jane Whitaker", "Small Makers", "jane@example.org")
    comments.correct(by(office), SLUG, 1, 1, wanted)
    found = comment(1)
    assert (found.sender, found.address, found.may_be_named) == (
        "Jane Whitaker",
        "jane@example.org",
        False,
    )
    entry = office.journal()[-1]
    assert entry.after == {
        "reference": "ARMS-0001",
        "corrected": ["sender", "address", "may_be_named"],
    }
    with pytest.raises(StaleVersion):
        comments.correct(by(office), SLUG, 1, 1, MAKER)
    last = office.last_seq()
    comments.correct(by(office), SLUG, 1, 2, wanted)
    assert office.last_seq() == last


def test_it_is_set_aside_with_a_reason_and_taken_back_and_both_can_be_undone(
    office: Office,
) -> None:
    typed(office)
    with refuses("because"):
        comments.set_aside(by(office), SLUG, 1, 1, " ")
    comments.set_aside(by(office), SLUG, 1, 1, "Advertising")
    assert comment(1).set_aside_because == "Advertising"
    undo(by(office), office.last_seq())
    assert comment(1).set_aside_at is None
    undo(by(office), office.last_seq())
    assert comment(1).set_aside_at is not None
    comments.take_back(by(office), SLUG, 1, version(1))
    assert comment(1).set_aside_because == ""
    with pytest.raises(InvalidInput, match="not set aside"):
        comments.take_back(by(office), SLUG, 1, version(1))


def test_what_was_typed_in_by_mistake_is_taken_back_by_undo(office: Office) -> None:
    typed(office)
    undo(by(office), office.last_seq())
    assert comment(1).set_aside_at is not None


def test_a_copy_of_a_campaign_stands_with_the_first_and_can_be_parted(office: Office) -> None:
    for number in range(4):
        greeting = f"Dear Secretary,\n{CAMPAIGN}\nNumber {number}" if number else CAMPAIGN
        typed(office, greeting, Sender(f"Somebody {number}"))
    typed(office, "I have a question of my own about something else altogether.")
    first = comment(1)
    assert [comment(number).alike_id for number in (2, 3, 4, 5)] == [first.id] * 3 + [None]
    assert (len(points_of(1)), len(points_of(2))) == (1, 0)
    copies.part(by(office), SLUG, 2, 1)
    assert comment(2).alike_id is None
    assert len(points_of(2)) == 1
    with pytest.raises(InvalidInput, match="is no copy"):
        copies.part(by(office), SLUG, 2, 2)


@pytest.mark.parametrize("days", [0, 251])
def test_a_plan_says_within_how_many_days_it_answers(office: Office, days: int) -> None:
    terms = CommentTerms(takes_comments=True, shows_comments=False, comment_days=days)
    with refuses("comment_days"):
        plan_changes.take_comments(by(office), SLUG, office.plan().version, terms)


def test_what_a_plan_does_with_comments_stands_in_the_journal_and_is_undone(
    office: Office,
) -> None:
    terms = CommentTerms(takes_comments=True, shows_comments=True, comment_days=8)
    plan_changes.take_comments(by(office), SLUG, office.plan().version, terms)
    entry = office.journal()[-1]
    changed = {"takes_comments": True, "shows_comments": True, "comment_days": 8}
    assert (entry.verb, entry.after) == ("plan.changed", changed)
    undo(by(office), entry.seq)
    assert not office.plan().takes_comments


def campaign(office: Office, letters: int = 3) -> None:
    """Type in a letter of a campaign so many times, each from an address of its own."""
    for number in range(letters):
        typed(office, CAMPAIGN, Sender(f"S{number}", "", f"s{number}@example.org"))


def answer(office: Office, number: int = 1) -> None:
    settled = Settled("declined", "The checks stay as they are.")
    points.settle(by(office), SLUG, number, version(number), 1, settled)
    answers.send(by(office), SLUG, number, version(number))


def test_copies_are_set_aside_and_come_back_with_the_first(office: Office) -> None:
    campaign(office)
    comments.set_aside(by(office), SLUG, 3, version(3), "Sent twice")
    later = by(office, now=EIGHT + MINUTE)
    comments.set_aside(later, SLUG, 1, version(1), "Not for us")
    assert [comment(number).set_aside_because for number in (1, 2, 3)] == [
        *("Not for us", "Not for us", "Sent twice")
    ]
    with pytest.raises(InvalidInput, match="repeats ARMS-0001, which is set aside"):
        comments.take_back(by(office), SLUG, 2, version(2))
    comments.take_back(by(office), SLUG, 1, version(1))
    assert [comment(number).set_aside_at is None for number in (1, 2, 3)] == [True, True, False]


def test_undo_of_a_typed_comment_takes_its_copies_along(office: Office) -> None:
    typed(office, CAMPAIGN)
    entered = office.last_seq()
    typed(office, CAMPAIGN)
    undo(by(office), entered)
    assert all(comment(number).set_aside_at for number in (1, 2))


def test_a_copy_that_comes_back_after_the_answer_is_answered_too(office: Office) -> None:
    campaign(office, 2)
    comments.set_aside(by(office), SLUG, 2, version(2), "Not sure")
    answer(office)
    assert [mail.address for mail in mails()] == ["s0@example.org"]
    comments.take_back(by(office), SLUG, 2, version(2))
    assert comment(2).answered_at is not None
    assert [mail.address for mail in mails()] == ["s0@example.org", "s1@example.org"]


def test_a_copy_that_is_typed_in_after_the_answer_gets_it_at_once(office: Office) -> None:
    campaign(office, 1)
    answer(office)
    typed(office, CAMPAIGN, Sender("Late", "", "late@example.org"))
    assert comment(2).answered_at is not None
    assert [mail.kind for mail in mails(address="late@example.org")] == ["answer"]


def test_an_answered_copy_that_says_more_is_parted_and_waits_on_its_own(office: Office) -> None:
    campaign(office, 2)
    answer(office)
    copies.part(by(office), SLUG, 2, version(2))
    found = comment(2)
    assert (found.answered_at, found.alike_id) == (None, None)
    assert len(points_of(2)) == 1
    assert [mail.state for mail in mails(address="s1@example.org")] == ["cancelled"]
    assert comment(1).answered_at is not None


def test_what_waits_goes_to_the_address_that_was_corrected(office: Office) -> None:
    typed(office)
    answer(office)
    comments.correct(by(office), SLUG, 1, version(1), MAKER._replace(address="right@example.org"))
    assert [mail.address for mail in mails()] == ["right@example.org"]
    comments.correct(by(office), SLUG, 1, version(1), MAKER._replace(address=""))
    assert [mail.state for mail in mails()] == ["cancelled"]


def test_a_plan_whose_mails_name_nothing_takes_no_comments_and_the_other_way_round(
    office: Office,
) -> None:
    terms = CommentTerms(takes_comments=True, shows_comments=False, comment_days=8)
    plan_changes.take_comments(by(office), SLUG, office.plan().version, terms)
    bare = replace(PlanFields.of(office.plan()), has_bare_mails=True)
    with refuses("has_bare_mails"):
        plan_changes.save_details(by(office), SLUG, office.plan().version, bare)
    none = terms._replace(takes_comments=False)
    plan_changes.take_comments(by(office), SLUG, office.plan().version, none)
    plan_changes.save_details(by(office), SLUG, office.plan().version, bare)
    with refuses("takes_comments"):
        plan_changes.take_comments(by(office), SLUG, office.plan().version, terms)


@pytest.mark.parametrize(
    "number",
    [
        "<a=?utf-8?q?=0D=0AReply-To:_evil@bad.example?=@b>",
        f"<{'a' * 250}@example.org>",
        "<a b@example.org>",
        "no number",
    ],
)
def test_a_number_that_no_head_may_hold_is_left_out(office: Office, number: str) -> None:
    comments.enter(by(office), SLUG, Letter(MAKER, "", "Please.", number))
    assert comment(1).their_message_id is None
