"""Who wrote comments leaves for good, with the mails from and to them, and the words stay."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from models import Comment, CommentMail, KeptMail, ReceivedMail
from support.consultation.letters_in import by, comment, mails, version
from support.consultation.senders_in import WHO, everything, let_go
from support.ground.office import SLUG
from support.programs.outbox import EIGHT
from support.web.refusals import refuses
from workplan.errors import NotAllowed, StaleVersion
from workplan.extensions import db
from workplan.services.consultation import comments
from workplan.services.consultation.comments import Sender
from workplan.services.consultation.senders import leaving
from workplan.services.delivery import sender_files
from workplan.services.delivery.incoming import received
from workplan.services.lifecycle import plan_changes
from workplan.services.lifecycle.comment_terms import CommentTerms
from workplan.services.record import journal
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from support.ground.office import Office
    from support.programs.answers import Post


def test_all_comments_of_one_address_lose_their_sender_and_keep_their_words(
    answered: Office, post: Post
) -> None:
    assert any(who in everything() for who in WHO)
    assert let_go(answered) == 2
    for number, words in ((1, "Please hear small firms."), (2, "Count first sellers too.")):
        found = comment(number)
        assert (found.sender, found.organisation, found.address) == (leaving.NOBODY, "", "")
        assert (found.words.strip(), found.nameless_at) == (words, EIGHT)
    assert comment(3).address == "ortiz@example.org"
    assert [who for who in WHO if who in everything()] == []
    journal.verify(db.session())
    assert post.store is not None


def test_their_mails_leave_the_store_with_the_next_round_and_their_checksums_stay(
    answered: Office, post: Post
) -> None:
    assert received.forget_old(post.store, db.session(), EIGHT) == 0
    let_go(answered)
    assert received.forget_old(post.store, db.session(), EIGHT) == 2
    assert received.forget_old(post.store, db.session(), EIGHT) == 0
    db.session.rollback()
    rows = db.session.scalars(select(ReceivedMail).order_by(ReceivedMail.id)).all()
    assert [row.stored_as is None for row in rows] == [True, True, False]
    assert all(len(row.checksum) == 64 for row in rows)


def test_nobody_goes_to_whom_an_answer_or_a_mail_is_owed(answered: Office) -> None:
    with refuses("typed", "ARMS-0003 waits"):
        leaving.let_go(by(answered), SLUG, 3, version(3), "ARMS-0003", "They asked.")
    with writing() as session:
        session.execute(update(CommentMail).values(state="pending", sent_at=None))
    with refuses("typed", "has not left"):
        let_go(answered)


def test_it_is_said_twice_and_why_and_by_the_coordinator_alone(answered: Office) -> None:
    with refuses("typed"):
        let_go(answered, "ARMS-0002")
    for because in (" ", "Mr. Whitaker asked.", "Asked from maker@example.org"):
        with refuses("because"):
            let_go(answered, because=because)
    with pytest.raises(StaleVersion):
        leaving.let_go(by(answered), SLUG, 1, 77, "ARMS-0001", "So")
    for who in ("lead", "auditor"):
        with pytest.raises(NotAllowed):
            leaving.let_go(by(answered, who), SLUG, 1, version(1), "ARMS-0001", "So")
    let_go(answered)
    with refuses("typed", "already"):
        let_go(answered)
    with refuses("sender"):
        comments.correct(by(answered), SLUG, 1, version(1), Sender("Somebody"))


def test_a_reason_that_only_begins_like_a_name_names_nobody(answered: Office) -> None:
    with writing() as session:
        session.execute(update(Comment).where(Comment.number == 1).values(sender="The Ask Company"))
    with refuses("because"):
        let_go(answered, because="The company wants it.")
    assert let_go(answered, because="They asked for it.") == 2


def test_a_closed_plan_forgets_them_too(answered: Office) -> None:
    answered.put_stage("closed")
    assert let_go(answered) == 2


def test_whoever_gave_no_address_is_known_by_one_comment_alone(answered: Office) -> None:
    with writing() as session:
        session.execute(update(Comment).values(address=""))
    assert let_go(answered) == 1
    assert (comment(1).sender, comment(2).sender) == (leaving.NOBODY, "unknown")


def test_after_the_months_of_the_plan_they_leave_by_themselves(
    answered: Office, post: Post
) -> None:
    assert leaving.forget_old(EIGHT + timedelta(days=4_000)) == 0
    terms = CommentTerms(takes_comments=True, shows_comments=False, comment_days=8, sender_months=6)
    plan_changes.take_comments(by(answered), SLUG, answered.plan().version, terms)
    assert leaving.forget_old(EIGHT + timedelta(days=180)) == 0
    since = answered.last_seq()
    assert leaving.forget_old(EIGHT + timedelta(days=190)) == 1
    assert leaving.forget_old(EIGHT + timedelta(days=190)) == 0
    [entry] = answered.journal(since)
    assert (entry.verb, entry.after["letters"], entry.after["mails"]) == (
        "plan.senders_removed",
        2,
        2,
    )
    assert comment(3).sender == "B. Ortiz"
    assert [who for who in WHO if who in everything()] == []
    assert post.store is not None


def test_a_number_of_months_that_is_none_is_refused(answered: Office) -> None:
    for months in (-1, 601):
        terms = CommentTerms(
            takes_comments=True, shows_comments=False, comment_days=8, sender_months=months
        )
        with refuses("sender_months"):
            plan_changes.take_comments(by(answered), SLUG, answered.plan().version, terms)


def test_the_file_for_a_person_has_all_that_is_kept_of_them_and_of_nobody_else(
    answered: Office, post: Post
) -> None:
    session, plan = db.session(), answered.plan()
    content = sender_files.file_of(session, post.store, plan, comment(1), EIGHT)
    with zipfile.ZipFile(io.BytesIO(content)) as kept:
        assert kept.namelist() == [*("comments.json", "mails/ARMS-0001.eml", "mails/ARMS-0002.eml")]
        said = json.loads(kept.read("comments.json"))
        assert b"Please hear small firms." in kept.read("mails/ARMS-0001.eml")
    assert [one["reference"] for one in said["comments"]] == ["ARMS-0001", "ARMS-0002"]
    first = said["comments"][0]
    assert (first["name"], first["address"]) == ("J. Whitaker", "maker@example.org")
    assert first["points"][0]["answer"] == "Not now."
    assert {mail["kind"] for mail in first["mails_to_them"]} == {"Receipt", "Answer"}
    assert "ortiz" not in json.dumps(said).lower()
    let_go(answered)
    received.forget_old(post.store, db.session(), EIGHT)
    content = sender_files.file_of(db.session(), post.store, answered.plan(), comment(1), EIGHT)
    with zipfile.ZipFile(io.BytesIO(content)) as kept:
        assert kept.namelist() == ["comments.json"]


def test_the_texts_of_our_mails_to_them_leave(answered: Office) -> None:
    with writing() as session:
        session.execute(update(CommentMail).values(message_id="<one@house>"))
        plan_id = session.scalars(select(Comment.plan_id)).first()
        assert plan_id is not None
        session.add(
            KeptMail(
                plan_id=plan_id,
                message_id="<one@house>",
                subject="Your comment",
                body="Dear J. Whitaker",
                written_at=EIGHT,
            )
        )
    let_go(answered)
    [kept] = db.session.scalars(select(KeptMail))
    assert (kept.subject, kept.body) == ("[removed]", "[removed]")
    assert all(not row.address for row in mails(comment_id=comment(1).id))
