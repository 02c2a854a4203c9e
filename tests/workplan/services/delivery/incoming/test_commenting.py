"""A mail to a plan that takes comments becomes a comment, and its sender gets a receipt."""

from __future__ import annotations

from email.message import EmailMessage
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from models import Comment
from support.consultation.letters_in import CAMPAIGN, by, comment, mails, open_to_comments, version
from support.ground.office import SLUG
from support.programs.outbox import EIGHT
from workplan.extensions import db
from workplan.policy import COMMENTS_A_DAY, RECEIPTS_A_DAY
from workplan.services.consultation import answers, points
from workplan.services.consultation.points import Settled
from workplan.services.delivery.incoming import commenting

if TYPE_CHECKING:
    from support.ground.office import Office
    from support.programs.answers import Post

NUMBERS = count(1)


def letter(words: str = "Please hear small firms.", **heads: Any) -> EmailMessage:
    mail = EmailMessage()
    lines = {
        "From": "J. Whitaker <Maker@Example.org>",
        "To": f"plan+{SLUG}@office.example",
        "Subject": "First sales",
        "Message-ID": f"<c{next(NUMBERS)}@example.org>",
        **{name.replace("_", "-"): value for name, value in heads.items()},
    }
    for name, value in lines.items():
        mail[name] = value
    mail.set_content(words)
    return mail


@pytest.fixture
def taking(office: Office) -> Office:
    """The office, whose plan takes comments."""
    open_to_comments(office)
    return office


def count_of() -> int:
    db.session.rollback()
    return len(db.session.scalars(select(Comment.id)).all())


def test_a_letter_becomes_a_comment_with_a_receipt_to_its_sender(
    taking: Office, post: Post
) -> None:
    row = post.came(letter())
    found = comment(1)
    assert (row.state, row.plan_id, row.reason) == (
        "taken",
        taking.plan().id,
        "It is the comment ARMS-0001.",
    )
    assert (found.source, found.mail_id, found.came_at) == ("mail", row.id, EIGHT)
    assert (found.sender, found.address, found.subject) == (
        "J. Whitaker",
        "maker@example.org",
        "First sales",
    )
    assert found.words == "Please hear small firms."
    assert found.their_message_id is not None
    assert found.their_message_id.startswith("<c")
    assert found.answer_by.isoformat() == "2026-12-08"
    assert [(mail.kind, mail.address) for mail in mails()] == [("receipt", "maker@example.org")]
    entry = taking.journal()[-1]
    assert (entry.verb, entry.door, entry.actor_id) == ("comment.received", "mail", None)
    assert "maker" not in str((entry.before, entry.after, entry.reason))


def test_a_plan_that_takes_none_leaves_the_mail_to_the_house(office: Office, post: Post) -> None:
    row = post.came(letter())
    assert (row.state, row.plan_id, count_of()) == ("parked", None, 0)
    open_to_comments(office)
    office.put_stage("closed")
    assert (post.came(letter()).state, count_of()) == ("parked", 0)


def test_what_people_of_the_plan_send_stays_a_proposal(taking: Office, post: Post) -> None:
    row = post.came(letter(From=taking.email("lead")))
    assert (row.state, row.plan_id, count_of()) == ("parked", taking.plan().id, 0)


@pytest.mark.usefixtures("taking")
def test_a_copy_of_the_same_mail_is_one_comment(post: Post) -> None:
    mail = letter()
    post.came(mail)
    post.came(mail)
    assert (count_of(), len(mails())) == (1, 1)


@pytest.mark.usefixtures("taking")
@pytest.mark.parametrize(
    "heads",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "list"},
        {"Return_Path": "<>"},
        {"From": "Plan <plan+x@office.example>"},
    ],
)
def test_programs_lists_and_our_own_mailbox_are_no_stakeholders(
    post: Post, heads: dict[str, str]
) -> None:
    row = post.came(letter(**heads))
    assert (row.state, count_of(), mails()) == ("ignored", 0, [])


@pytest.mark.usefixtures("taking")
def test_one_address_gets_three_receipts_a_day_and_each_letter_is_kept(post: Post) -> None:
    for number in range(RECEIPTS_A_DAY + 2):
        post.came(letter(f"Letter {number}"))
    assert (count_of(), len(mails())) == (RECEIPTS_A_DAY + 2, RECEIPTS_A_DAY)


def test_too_many_of_one_address_wait_for_the_coordinator(taking: Office, post: Post) -> None:
    for number in range(COMMENTS_A_DAY):
        post.arrive(letter(f"Letter {number}"))
    post.fetch()
    row = post.came(letter("One more"))
    assert (row.state, row.plan_id, count_of()) == ("parked", taking.plan().id, COMMENTS_A_DAY)
    assert "perhaps a program writes them" in row.reason
    assert (post.came(letter(From="other@example.org")).state) == "taken"


def test_a_copy_of_a_campaign_that_is_answered_gets_the_answer_at_once(
    taking: Office, post: Post
) -> None:
    post.came(letter(CAMPAIGN))
    settled = Settled("declined", "The checks stay as they are.")
    points.settle(by(taking), SLUG, 1, version(1), 1, settled)
    answers.send(by(taking), SLUG, 1, version(1))
    post.came(letter(f"Dear Sir or Madam,\n{CAMPAIGN}", From="second@example.org"))
    assert comment(2).alike_id == comment(1).id
    assert comment(2).answered_at is not None
    assert [mail.kind for mail in mails(address="second@example.org")] == ["answer"]


def test_a_mail_to_two_plans_that_take_comments_waits_for_somebody(
    taking: Office, post: Post
) -> None:
    taking.plan("strangers").takes_comments = True
    db.session.commit()
    both = f"plan+{SLUG}@office.example, plan+strangers@office.example"
    row = post.came(letter(To=both))
    assert (row.state, row.reason, count_of()) == ("parked", commenting.SEVERAL, 0)


@pytest.mark.usefixtures("taking")
def test_a_letter_of_files_alone_and_one_from_nobody_are_kept_too(post: Post) -> None:
    mail = letter("")
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    post.came(mail)
    assert comment(1).words == commenting.ONLY_FILES
    post.came(letter("Hello", From="Two <a@example.org>, Three <b@example.org>"))
    assert (comment(2).address, len(mails())) == ("", 1)


HOSTILE = (
    b"From: =?utf-8?q?J=C3=B6rg?= <j@example.org>\r\nTo: plan+arms@office.example\r\n"
    b"Subject: =?utf-8?b?w4llcXVpcGU=?=\r\nMessage-ID: <h1@example.org>\r\n"
    b"Content-Type: text/html; charset=iso-8859-1\r\n\r\n"
    b"<p>Caf\xe9 <script>alert(1)</script><img src=http://evil.example/x.png> please</p>"
)


@pytest.mark.usefixtures("taking")
def test_a_name_in_letters_of_its_own_and_hostile_html_are_read_as_plain_words(post: Post) -> None:
    post.came(HOSTILE)
    found = comment(1)
    assert (found.sender, found.subject) == ("Jörg", "Éequipe")
    assert found.words == "Café please"


@pytest.mark.usefixtures("taking")
@pytest.mark.parametrize("shown", ["maker@example.org", '"maker@example.org" <maker@example.org>'])
def test_an_address_is_nobodys_name(post: Post, shown: str) -> None:
    post.came(letter(From=shown))
    found = comment(1)
    assert (found.sender, found.address) == ("unknown", "maker@example.org")


@pytest.mark.usefixtures("taking")
@pytest.mark.parametrize(
    "heads",
    [
        {"List_Id": "<all.example.org>"},
        {"From": "Robot <no-reply@example.org>"},
        {"From": "MAILER-DAEMON@example.org"},
    ],
)
def test_lists_and_addresses_that_nobody_reads_are_kept_and_not_answered(
    post: Post, heads: dict[str, str]
) -> None:
    assert post.came(letter(**heads)).state == "taken"
    assert (comment(1).address, mails()) == ("", [])


@pytest.mark.usefixtures("taking")
def test_those_who_cannot_be_answered_share_one_limit(post: Post) -> None:
    for number in range(COMMENTS_A_DAY + 3):
        post.arrive(letter(f"Letter {number}", From=f"a@x.example, b{number}@x.example"))
    post.fetch()
    assert count_of() == COMMENTS_A_DAY


def test_answers_that_leave_by_themselves_are_as_few_as_receipts(
    taking: Office, post: Post
) -> None:
    post.came(letter(CAMPAIGN))
    settled = Settled("declined", "The checks stay as they are.")
    points.settle(by(taking), SLUG, 1, version(1), 1, settled)
    answers.send(by(taking), SLUG, 1, version(1))
    for number in range(RECEIPTS_A_DAY + 3):
        heads = {"From": "Victim <victim@example.net>", "Subject": "http://evil.example"}
        post.came(letter(f"{CAMPAIGN} {number}", **heads))
    assert len(mails(address="victim@example.net")) == RECEIPTS_A_DAY
    assert comment(7).answered_at is not None


@pytest.mark.usefixtures("taking")
def test_a_mail_that_answers_the_receipt_or_names_a_reference_adds_to_that_comment(
    post: Post,
) -> None:
    post.came(letter())
    receipt = mails()[0]
    receipt.message_id = "<receipt@office.example>"
    db.session.commit()
    quoted = "One thing more.\n\nOn Wed, Workplan <plan@office.example> wrote:\n> Thank you."
    post.came(letter(quoted, In_Reply_To="<receipt@office.example>"))
    post.came(letter("And another.", Subject="Re: ARMS-0001: we have your comment"))
    post.came(letter("Nothing to do with it.", Subject="About ARMS-0099"))
    first = comment(1).id
    assert [comment(number).follows_id for number in (2, 3, 4)] == [first, first, None]
    assert comment(2).words == "One thing more."


@pytest.mark.usefixtures("taking")
def test_the_names_of_what_is_attached_are_kept(post: Post) -> None:
    mail = letter()
    for name in ("position paper.pdf", "figures.xlsx"):
        mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename=name)
    post.came(mail)
    assert comment(1).files == "position paper.pdf\nfigures.xlsx"
