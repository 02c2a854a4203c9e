"""Which other mails leave with whoever wrote comments, and which never do."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from models import Comment, CommentMail, CommentPoint, ReceivedMail
from support.consultation.letters_in import by, comment, version
from support.consultation.senders_in import WHO, everything, let_go
from support.ground.office import SLUG
from support.programs.outbox import EIGHT
from support.web.refusals import refuses
from tests.workplan.services.delivery.incoming.test_commenting import letter
from workplan.extensions import db
from workplan.services.consultation.senders import leaving
from workplan.services.delivery.incoming import received as keeping
from workplan.services.lifecycle import plan_changes
from workplan.services.lifecycle.comment_terms import CommentTerms
from workplan.services.record.transaction import writing
from workplan.services.structure import plan_stages

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office
    from support.programs.answers import Post


def other(post: Post, sender: str, **heads: str) -> ReceivedMail:
    """Let another mail come in, and return it."""
    return post.came(letter("Another word.", From=sender, **heads))


def kept() -> list[int]:
    """The mails whose senders are known."""
    db.session.rollback()
    wanted = select(ReceivedMail.id).where(ReceivedMail.sender != "[removed]")
    return [*db.session.scalars(wanted.order_by(ReceivedMail.id))]


def with_bytes() -> list[int]:
    """The mails that the store has as they came."""
    db.session.rollback()
    wanted = select(ReceivedMail.id).where(ReceivedMail.stored_as.is_not(None))
    return [*db.session.scalars(wanted.order_by(ReceivedMail.id))]


def let_old_go(post: Post, now: datetime) -> None:
    """Let all go that was kept long enough."""
    while keeping.forget_old(post.store, db.session(), now):
        pass


def test_nobody_else_leaves_with_them_whose_address_ends_alike(
    answered: Office, post: Post
) -> None:
    watch = other(post, "K. Other <watchmaker@example.org>")
    let_go(answered)
    assert watch.id in kept()
    assert len(kept()) == 2


def test_people_of_the_house_keep_their_mails_whatever_a_stranger_typed(
    answered: Office, post: Post
) -> None:
    with writing() as session:
        session.execute(update(Comment).where(Comment.number == 1).values(address="x@house.gov"))
        session.execute(
            update(ReceivedMail)
            .where(ReceivedMail.id == 3)
            .values(sender="x@house.gov", kind="reply", user_id=answered.lead.id)
        )
        session.execute(update(Comment).where(Comment.number == 3).values(mail_id=None))
    let_go(answered)
    assert 3 in kept()
    assert post.store is not None


def test_an_answer_of_their_program_and_a_mail_that_came_back_leave_with_them(
    answered: Office, post: Post
) -> None:
    automatic = other(post, "J. Whitaker <Maker@example.org>", Auto_Submitted="auto-replied")
    assert automatic.kind == "automatic"
    back = other(post, "mailer-daemon@mx.example", Auto_Submitted="auto-generated")
    with writing() as session:
        session.execute(
            update(ReceivedMail)
            .where(ReceivedMail.id == back.id)
            .values(kind="bounce", state="taken", reason="550 5.1.1 <maker@example.org>: unknown")
        )
    let_go(answered)
    assert {automatic.id, back.id}.isdisjoint(kept())
    assert [who for who in WHO if who in everything()] == []


def test_while_a_mail_of_theirs_waits_for_somebody_they_stay(answered: Office, post: Post) -> None:
    row = other(post, "Maker@example.org")
    with writing() as session:
        session.execute(
            update(ReceivedMail)
            .where(ReceivedMail.id == row.id)
            .values(state="parked", reason="So")
        )
        session.execute(update(Comment).where(Comment.mail_id == row.id).values(mail_id=None))
        session.execute(
            update(Comment)
            .where(Comment.number == 4)
            .values(set_aside_at=EIGHT, set_aside_because="x")
        )
    with refuses("typed", "waits for somebody"):
        let_go(answered)


def test_by_itself_only_what_is_old_enough_leaves(answered: Office, post: Post) -> None:
    terms = CommentTerms(takes_comments=True, shows_comments=False, comment_days=8, sender_months=6)
    plan_changes.take_comments(by(answered), SLUG, answered.plan().version, terms)
    late = other(post, "Maker@example.org")
    leaving.forget_old(EIGHT + timedelta(days=190))
    assert late.id in kept()
    assert comment(4).address == "maker@example.org"


def test_a_closed_plan_owes_no_answer_and_forgets_who_waits_for_one(answered: Office) -> None:
    terms = CommentTerms(takes_comments=True, shows_comments=False, comment_days=8, sender_months=6)
    plan_changes.take_comments(by(answered), SLUG, answered.plan().version, terms)
    plan_stages.move_to_stage(by(answered), SLUG, "closed")
    assert leaving.let_go(by(answered), SLUG, 3, version(3), "ARMS-0003", "They asked.") == 1
    assert leaving.forget_old(EIGHT + timedelta(days=190)) == 1
    assert {comment(number).sender for number in (1, 2, 3)} == {leaving.NOBODY}


def test_by_itself_what_answered_or_came_back_after_the_answer_leaves_too(
    answered: Office, post: Post
) -> None:
    terms = CommentTerms(takes_comments=True, shows_comments=False, comment_days=8, sender_months=6)
    plan_changes.take_comments(by(answered), SLUG, answered.plan().version, terms)
    automatic = other(post, "J. Whitaker <Maker@example.org>", Auto_Submitted="auto-replied")
    with writing() as session:
        session.execute(
            update(ReceivedMail)
            .where(ReceivedMail.id == automatic.id)
            .values(received_at=EIGHT + timedelta(minutes=3))
        )
    leaving.forget_old(EIGHT + timedelta(days=190))
    assert automatic.id not in kept()
    assert [who for who in WHO if who in everything()] == []


def test_by_itself_nobody_leaves_of_whom_a_mail_waits_for_somebody(
    answered: Office, post: Post
) -> None:
    terms = CommentTerms(takes_comments=True, shows_comments=False, comment_days=8, sender_months=6)
    plan_changes.take_comments(by(answered), SLUG, answered.plan().version, terms)
    parked = other(post, "Maker@example.org")
    with writing() as session:
        session.execute(delete(CommentMail).where(CommentMail.comment_id == comment(4).id))
        session.execute(delete(CommentPoint).where(CommentPoint.comment_id == comment(4).id))
        session.execute(delete(Comment).where(Comment.number == 4))
        session.execute(
            update(ReceivedMail)
            .where(ReceivedMail.id == parked.id)
            .values(state="parked", reason="So")
        )
    assert leaving.forget_old(EIGHT + timedelta(days=190)) == 0
    with writing() as session:
        session.execute(
            update(ReceivedMail).where(ReceivedMail.id == parked.id).values(state="set_aside")
        )
    assert leaving.forget_old(EIGHT + timedelta(days=190)) == 1
    assert parked.id not in kept()


def test_a_plan_that_was_just_closed_keeps_whoever_waited_for_an_answer(answered: Office) -> None:
    terms = CommentTerms(takes_comments=True, shows_comments=False, comment_days=8, sender_months=6)
    plan_changes.take_comments(by(answered), SLUG, answered.plan().version, terms)
    closing = EIGHT + timedelta(days=170)
    plan_stages.move_to_stage(by(answered, now=closing), SLUG, "closed")
    leaving.forget_old(EIGHT + timedelta(days=190))
    assert comment(3).sender == "B. Ortiz"
    leaving.forget_old(closing + timedelta(days=190))
    assert comment(3).sender == leaving.NOBODY


def test_the_mail_of_a_comment_outlasts_other_mails_and_goes_with_its_sender(
    answered: Office, post: Post
) -> None:
    automatic = other(post, "J. Whitaker <Maker@example.org>", Auto_Submitted="auto-replied")
    late = EIGHT + timedelta(days=4_000)
    let_old_go(post, late)
    assert automatic.id not in with_bytes()
    evidence = [*db.session.scalars(select(Comment.mail_id).order_by(Comment.number))]
    assert with_bytes() == evidence
    let_go(answered)
    let_old_go(post, EIGHT)
    assert with_bytes() == [number for number in evidence if number in kept()]
    assert 0 < len(with_bytes()) < len(evidence)
