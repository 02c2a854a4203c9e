"""One mail holds up no other, and trouble of a store or a database loses none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import DataError, OperationalError

from support.programs.answers import answer, received, sent_to
from workplan.mail.inbound import reading
from workplan.services.delivery.incoming import replies, settling
from workplan.services.delivery.incoming.waiting_mails import LONGEST_REASON
from workplan.storage.disk import DiskStore
from workplan.storage.store import StoreFailure

if TYPE_CHECKING:
    from support.ground.office import Office
    from support.programs.answers import Post
    from support.programs.mail_server import Mail, MailServer
    from workplan.services.delivery.deliveries import Sender


@pytest.fixture
def mail(queued: Office, sender: Sender, mail_server: MailServer) -> Mail:
    return sent_to(queued, sender, mail_server, "lead")


NUL_HEADS = {
    "From": b'"a\0b"@evil.example',
    "In-Reply-To": b"<a\0b@evil.example>",
    "References": b"<a\x07b@evil.example> <c\xff\xfe@evil.example>",
    "Auto-Submitted": b"auto\0replied",
    "To": b"plan+\0@office.example",
    "Message-ID": b"<a\0b@evil.example>",
}


@pytest.mark.parametrize("name", NUL_HEADS)
def test_what_no_database_takes_comes_from_no_head(name: str) -> None:
    heads = {"From": b"a@evil.example", "Subject": b"x", name: NUL_HEADS[name]}
    content = b"".join(key.encode() + b": " + value + b"\r\n" for key, value in heads.items())
    incoming = reading.read(content + b"\r\nHi")
    head = reading.head_of(content + b"\r\nHi")
    said = (incoming.sender, *incoming.recipients, *incoming.answers, incoming.automatic)
    for text in (*said, incoming.subject, head.sender, head.subject):
        assert text.isprintable()
    assert incoming.answers == ()


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_the_number_of_a_mail_that_came_back_is_plain_or_none(kind: str) -> None:
    content = (
        b"From: a@b.example\nContent-Type: multipart/report; report-type=delivery-status; "
        b"boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n"
        b"Final-Recipient: rfc822; a\0b@c.example\nAction: failed\n\n--b\nContent-Type: "
        + kind.encode()
        + b"\n\nMessage-ID: <a\0b@evil.example>\n\n--b--\n"
    )
    returned = reading.read(content).returned
    assert returned is not None
    assert returned.message_id == ""
    assert returned.recipient.isprintable()


def test_a_value_that_the_database_refuses_parks_its_mail_and_no_other(
    mail: Mail, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = replies.take

    def refuse(session: object, store: object, number: int, *rest: object) -> None:
        if number == 1:
            raise DataError("INSERT", {}, ValueError("a NUL"))
        take(session, store, number, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(replies, "take", refuse)
    for words in ("1a: first", "1a: second"):
        post.arrive(answer(mail, words))
    assert post.fetch() == (2, 2)
    first, second = received()
    assert (first.state, first.reason, second.state) == ("parked", settling.NOT_TAKEN, "taken")


def test_a_mail_that_can_not_even_be_parked_holds_up_no_other(
    mail: Mail, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    park = settling._park

    def refuse(number: int, *rest: object) -> bool:
        if number == 1:
            raise DataError("UPDATE", {}, ValueError("a NUL"))
        return park(number, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(settling, "_park", refuse)
    for words in ("no code", "1a: second"):
        post.arrive(answer(mail, words))
    assert post.fetch() == (2, 1)
    assert [row.state for row in received()] == ["waiting", "taken"]


def test_an_outage_of_the_database_leaves_the_mail_waiting(
    mail: Mail, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise OperationalError("SELECT", {}, ConnectionError("gone"))

    post.arrive(answer(mail, "1a: done"))
    with monkeypatch.context() as patched:
        patched.setattr(replies, "take", away)
        with pytest.raises(OperationalError):
            post.fetch()
    assert [row.state for row in received()] == ["waiting"]
    assert post.fetch().settled == 1
    assert [row.state for row in received()] == ["taken"]


@pytest.mark.parametrize("door", ["get", "put"])
def test_a_store_that_does_not_answer_leaves_the_mail_waiting_with_its_file(
    mail: Mail, post: Post, monkeypatch: pytest.MonkeyPatch, door: str
) -> None:
    message = answer(mail, "1a: signed")
    message.add_attachment(b"%PDF-1.7", "application", "pdf", filename="signed.pdf")
    post.arrive(message)
    with monkeypatch.context() as patched:
        patched.setattr(settling, "settle_waiting", lambda *_: 0)
        post.fetch()

    def away(*_: object) -> None:
        raise StoreFailure("No answer")

    with monkeypatch.context() as patched:
        patched.setattr(DiskStore, door, away)
        assert post.fetch() == (0, 0)
    assert [row.state for row in received()] == ["waiting"]
    assert post.fetch() == (0, 1)
    assert [(row.state, row.reason) for row in received()] == [("taken", "")]


def test_a_mail_that_is_gone_from_the_store_or_was_altered_waits_for_somebody(
    mail: Mail, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in ("1a: gone", "1a: altered", "1a: sound"):
        post.arrive(answer(mail, words))
    with monkeypatch.context() as patched:
        patched.setattr(settling, "settle_waiting", lambda *_: 0)
        post.fetch()
    gone, altered, _ = [post.store._path(row.stored_as or "") for row in received()]
    gone.unlink()
    altered.write_bytes(b"altered")
    assert post.fetch().settled == 3
    rows = received()
    assert [row.state for row in rows] == ["parked", "parked", "taken"]
    assert "gone from the store" in rows[0].reason
    assert "checksum" in rows[1].reason


def test_what_was_not_kept_is_named_up_to_ten_and_counted_beyond(mail: Mail, post: Post) -> None:
    message = answer(mail, "1a: see attached")
    for n in range(40):
        name = f"tool{n}-{'x' * 150}.exe"
        message.add_attachment(b"MZ", "application", "octet-stream", filename=name)
    row = post.came(message)
    assert row.state == "taken"
    assert "“tool0-" in row.reason
    assert "“tool10-" not in row.reason
    assert len(row.reason) <= LONGEST_REASON


def test_the_journal_knows_a_mail_by_its_checksum_and_not_by_its_sender(
    queued: Office, mail: Mail, post: Post
) -> None:
    row = post.came(answer(mail, "Done", From="Jo <nobody@elsewhere.example>"))
    entry = queued.journal()[-1]
    assert (entry.verb, entry.subject_id, entry.after) == (
        "mail.parked",
        row.id,
        {"checksum": row.checksum},
    )
    assert "nobody" not in f"{entry.before}{entry.after}{entry.reason}"


def test_of_several_addresses_that_of_its_sender_counts(
    queued: Office, sender: Sender, mail_server: MailServer, post: Post
) -> None:
    first = sent_to(queued, sender, mail_server, "lead")
    other = mail_server.to(queued.email("other_lead"))[-1]
    both = f"{other.message['Reply-To']}, {first.message['Reply-To']}"
    for mail in (first, other):
        row = post.came(answer(mail, "1a: done", To=both))
        assert (row.state, row.reason) == ("taken", "")
