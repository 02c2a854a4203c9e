"""Mail is fetched once, whatever it is, and nothing of it is lost."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import ReceivedMail
from support.ground.moments import washington
from support.programs.answers import received
from support.programs.outbox import EIGHT
from workplan.extensions import db
from workplan.mail.inbound import folders, mailbox
from workplan.mail.inbound.mailbox import MailboxDown
from workplan.services.accounts import house_settings
from workplan.services.accounts.house_settings import HouseFields
from workplan.services.delivery.incoming import received as keeping
from workplan.services.delivery.incoming import settling
from workplan.services.record.change import Change
from workplan.services.reminding import heartbeats
from workplan.storage.store import StoreFailure

if TYPE_CHECKING:
    from support.ground.office import Office
    from support.programs.answers import Post


def mail(subject: str = "Hello", number: str = "<1@elsewhere.example>") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Jo Doe <jo@elsewhere.example>"
    message["To"] = "plan@office.example"
    message["Subject"] = subject
    message["Message-ID"] = number
    message.set_content("Some words")
    return message


def files(post: Post) -> int:
    return sum(path.is_file() for path in post.store.folder.rglob("*"))


def test_a_mail_is_kept_as_it_came_with_its_checksum(office: Office, post: Post) -> None:
    assert office
    row = post.came(mail())
    assert keeping.content_of(post.store, row) == mail().as_bytes()
    assert (row.sender, row.subject) == ("Jo Doe (jo@elsewhere.example)", "Hello")
    assert (row.source, row.size_bytes) == ("Maildir maildir", len(mail().as_bytes()))
    path = post.store.folder / row.stored_as[:2] / row.stored_as  # type: ignore[operator, index]
    path.write_bytes(b"altered")
    with pytest.raises(StoreFailure, match="checksum"):
        keeping.content_of(post.store, row)


def test_what_was_read_is_flagged_and_not_fetched_again(office: Office, post: Post) -> None:
    assert office
    post.came(mail())
    assert [path.name.partition(":")[2] for path in (post.maildir / "cur").iterdir()] == ["2,FS"]
    assert post.fetch() == (0, 0)


def test_a_copy_that_came_another_way_is_the_same_mail(office: Office, post: Post) -> None:
    assert office
    post.came(mail())
    copy = mail()
    copy["Received"] = "from relay.example by host.example; Wed, 25 Nov 2026 08:00:00 -0500"
    post.arrive(copy)
    assert post.fetch().fetched == 0
    assert (len(received()), files(post)) == (1, 1)


def test_a_copy_with_other_ends_of_lines_is_the_same_mail(office: Office, post: Post) -> None:
    assert office
    content = mail().as_bytes()
    for copy in (content, content.replace(b"\n", b"\r\n")):
        post.arrive(copy)
        post.arrive(copy.replace(b"Message-ID", b"X-No-ID"))
    assert post.fetch().fetched == 2


def test_another_mail_that_bears_the_same_message_id_is_not_lost(
    office: Office, post: Post
) -> None:
    assert office
    post.came(mail())
    other = mail()
    other.set_content("Other words")
    post.came(other)
    assert len(received()) == 2


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"no mail at all",
        b"\x00\xff\xfe" * 50,
        b"From: a@b\nContent-Type: multipart/mixed; boundary=x\n\n--y",
        b"From: =?utf-8?q?=ZZ?= <a@b\nSubject: =?x?y?z\n\nHi",
        b"From: a@b\nContent-Type: text/plain; charset=klingon\n\nHi",
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n--x\n"
        b"Content-Type: message/delivery-status\n\nAction\n\n--x--\n",
        b"From: " + b"(" * 3000 + b"a@b\n\nHi",
    ],
)
def test_what_cannot_be_read_waits_with_a_reason_and_holds_up_no_other(
    office: Office, post: Post, content: bytes
) -> None:
    post.arrive(content)
    post.arrive(mail())
    post.fetch()
    broken, sound = received()
    assert (broken.state, sound.state) == ("parked", "parked")
    assert broken.reason
    assert sound.reason == settling.NO_ANSWER
    assert keeping.content_of(post.store, broken) == content
    assert post.fetch() == (0, 0)
    assert office.journal()[-1].verb == "mail.parked"


def test_a_mail_that_is_too_large_is_known_by_its_head(
    office: Office, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert office
    for module in (folders, mailbox, keeping):
        monkeypatch.setattr(module, "LARGEST", 300)
    large = mail("A large one")
    large.set_content("x" * 1000)
    row = post.came(large)
    assert (row.state, row.stored_as, row.subject) == ("parked", None, "A large one")
    assert "flagged" in row.reason
    assert post.fetch() == (0, 0)


def test_what_was_cut_short_after_the_row_is_found_to_be_there(
    office: Office, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert office

    def dies(*_: object) -> None:
        raise MailboxDown("The machine went away")

    post.arrive(mail())
    with monkeypatch.context() as patched:
        patched.setattr(folders.MaildirMailbox, "done", dies)
        with pytest.raises(MailboxDown):
            post.fetch()
    assert heartbeats.last_beat(db.session(), heartbeats.MAILBOX_DOWN) == EIGHT
    assert post.fetch() == (0, 0)
    assert (len(received()), files(post)) == (1, 1)
    assert heartbeats.last_beat(db.session(), heartbeats.MAILBOX_DOWN) is None


def test_a_store_that_takes_nothing_leaves_the_mail_where_it_is(
    office: Office, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert office

    def refuse(*_: object) -> None:
        raise StoreFailure("Full")

    post.arrive(mail())
    with monkeypatch.context() as patched:
        patched.setattr(type(post.store), "put", refuse)
        with pytest.raises(StoreFailure):
            post.fetch()
    assert received() == []
    assert post.fetch().fetched == 1


def test_a_mail_whose_fetcher_died_before_it_was_settled_is_settled_by_the_next(
    office: Office, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert office
    post.arrive(mail())
    with monkeypatch.context() as patched:
        patched.setattr(settling, "settle_waiting", lambda *_: 0)
        post.fetch()
    assert [row.state for row in received()] == ["waiting"]
    assert post.fetch() == (0, 1)
    assert [row.state for row in received()] == ["parked"]


def test_the_bytes_go_after_their_days_and_what_waits_for_somebody_stays(
    office: Office, post: Post
) -> None:
    for n, state in enumerate(("set_aside", "parked", "ignored")):
        post.came(mail(number=f"<{n}@elsewhere.example>"))
        db.session.scalars(select(ReceivedMail).where(ReceivedMail.id == n + 1)).one().state = state
        db.session.commit()
    now = washington(2030, 1, 1)
    house_settings.change(Change(office.people["admin"], now), HouseFields(mail_days=30))
    assert keeping.forget_old(post.store, db.session(), now) == 2
    assert keeping.forget_old(post.store, db.session(), now) == 0
    assert [row.stored_as is None for row in received()] == [True, False, True]
    assert files(post) == 1
    assert keeping.forget_old(post.store, db.session(), EIGHT + timedelta(days=1)) == 0


def test_two_mails_without_a_message_id_and_with_the_same_words_are_two(
    office: Office, post: Post
) -> None:
    assert office
    for subject in ("Part 1", "Part 2"):
        post.arrive(f"From: jo@elsewhere.example\nSubject: {subject}\n\nSee attached".encode())
    assert post.fetch().fetched == 2
