"""Comments of stakeholders: typed in, mended, set aside, taken back, and told from copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models import Comment
from support.ground.office import SLUG
from support.record.letters_in import CAMPAIGN, MAKER, by, comment, mails, points, typed, version
from support.web.refusals import refuses
from workplan.errors import InvalidInput, NotAllowed, NotFound, StaleVersion
from workplan.extensions import db
from workplan.services.changes.undoing.undo import undo
from workplan.services.consultation import comments
from workplan.services.consultation.comments import Letter, Sender
from workplan.services.lifecycle import plan_changes
from workplan.services.lifecycle.plan_changes import CommentTerms

if TYPE_CHECKING:
    from support.ground.office import Office


def test_a_comment_has_a_reference_a_first_point_and_a_day_for_its_answer(office: Office) -> None:
    assert (typed(office), typed(office, "Another one.")) == (1, 2)
    first, second = comment(1), comment(2)
    assert (first.reference, second.reference) == ("ARMS-0001", "ARMS-0002")
    # Wednesday 25 November; Thanksgiving is none of the fifteen working days.
    assert first.answer_by.isoformat() == "2026-12-17"
    assert [(point.number, point.words, point.disposition) for point in points(1)] == [
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
    assert comments._stem(slug) == stem


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
    assert (len(points(1)), len(points(2))) == (1, 0)
    comments.part(by(office), SLUG, 2, 1)
    assert comment(2).alike_id is None
    assert len(points(2)) == 1
    with pytest.raises(InvalidInput, match="on its own already"):
        comments.part(by(office), SLUG, 2, 2)


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
    assert (entry.verb, entry.after) == ("plan.changed", terms._asdict())
    undo(by(office), entry.seq)
    assert not office.plan().takes_comments
