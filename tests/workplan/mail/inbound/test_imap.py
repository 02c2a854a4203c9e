"""Mail is read from a real Dovecot, over TLS, and stays there, flagged."""

from __future__ import annotations

from contextlib import closing
from email.message import EmailMessage
from imaplib import IMAP4_SSL
from ssl import create_default_context
from typing import TYPE_CHECKING

import pytest

from support.programs.imap_server import PASSWORD, ImapServer, running_imap
from workplan.mail.inbound import imap
from workplan.mail.inbound.imap import ImapMailbox
from workplan.mail.inbound.mailbox import Fetched, MailboxDown

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.program


@pytest.fixture(scope="module")
def running() -> Iterator[ImapServer]:
    with running_imap() as server:
        yield server


@pytest.fixture
def server(running: ImapServer, monkeypatch: pytest.MonkeyPatch) -> ImapServer:
    """The server, trusted by its own certificate, without mail."""
    monkeypatch.setenv("SSL_CERT_FILE", str(running.certificate))
    with _direct(running) as connection:
        if connection.select("INBOX")[1] != [b"0"]:
            connection.store("1:*", "+FLAGS", "\\Deleted")
            connection.expunge()
    return running


def _direct(server: ImapServer) -> IMAP4_SSL:
    context = create_default_context(cafile=str(server.certificate))
    connection = IMAP4_SSL("127.0.0.1", server.secure_port, ssl_context=context)
    connection.login("plan", PASSWORD)
    return connection


def deliver(server: ImapServer, subject: str, body: str = "Words") -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "jo@elsewhere.example", subject
    message.set_content(body)
    content = message.as_bytes().replace(b"\n", b"\r\n")
    with _direct(server) as connection:
        connection.append("INBOX", "", "", content)
    return content


def waiting(mailbox: ImapMailbox) -> list[Fetched]:
    with mailbox.opened() as box:
        return list(box.waiting())


@pytest.mark.parametrize("scheme", ["imaps", "imap+starttls"])
def test_the_very_bytes_are_read_in_order_and_once(server: ImapServer, scheme: str) -> None:
    sent = [deliver(server, f"Part {n}") for n in range(3)]
    mailbox = ImapMailbox(server.url(scheme))
    with mailbox.opened() as box:
        found = list(box.waiting())
        assert [one.content for one in found] == sent
        assert all(one.is_whole for one in found)
        box.done(found[1].key)
        box.done(found[1].key)
    assert [one.content for one in waiting(mailbox)] == [sent[0], sent[2]]


def test_reading_marks_nothing_as_seen_and_what_somebody_saw_is_read_all_the_same(
    server: ImapServer,
) -> None:
    deliver(server, "Looked at")
    with _direct(server) as connection:
        connection.select("INBOX")
        connection.store("1", "+FLAGS", "\\Seen")
    deliver(server, "Not looked at")
    assert len(waiting(ImapMailbox(server.url()))) == 2
    with _direct(server) as connection:
        connection.select("INBOX")
        assert connection.search(None, "UNSEEN")[1] == [b"2"]


def test_of_a_large_one_the_head_is_read(
    server: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "LARGEST", 2_000)
    sent = deliver(server, "Large", "x\n" * 3_000)
    [one] = waiting(ImapMailbox(server.url()))
    assert not one.is_whole
    assert one.size_bytes >= len(sent)
    assert b"Subject: Large" in one.content
    assert len(one.content) < 1_000


def test_a_server_that_nobody_vouches_for_hears_no_password(
    server: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    for scheme in ("imaps", "imap+starttls"):
        with pytest.raises(MailboxDown, match=r"CERTIFICATE_VERIFY_FAILED|certificate"):
            waiting(ImapMailbox(server.url(scheme)))


def test_a_wrong_password_a_wrong_box_and_a_server_that_is_away_are_said(
    server: ImapServer,
) -> None:
    with pytest.raises(MailboxDown, match=r"(?i)authentication failed"):
        waiting(ImapMailbox(server.url(password="wrong")))
    with pytest.raises(MailboxDown, match=r"(?i)exist"):
        waiting(ImapMailbox(server.url().replace("INBOX", "Nowhere")))
    with pytest.raises(MailboxDown, match=r"127.0.0.1"):
        waiting(ImapMailbox("imaps://plan:x@127.0.0.1:1/INBOX"))


def test_a_password_that_imap_does_not_take_is_a_mailbox_that_is_down(server: ImapServer) -> None:
    with pytest.raises(MailboxDown, match="not ASCII") as failure:
        waiting(ImapMailbox(server.url(password="pässwort")))
    assert "ä" not in str(failure.value)
    with pytest.raises(MailboxDown, match="not ASCII"):
        waiting(ImapMailbox(server.url().replace("INBOX", "Pl%C3%A4ne")))


def test_a_server_that_ends_in_the_middle_loses_nothing(server: ImapServer) -> None:
    deliver(server, "Part 1")
    mailbox = ImapMailbox(server.url())

    def cut_off() -> None:
        with mailbox.opened() as box:
            [one] = box.waiting()
            with closing(box._server.sock):  # type: ignore[attr-defined]
                box._server.sock.shutdown(2)  # type: ignore[attr-defined]
            box.done(one.key)

    with pytest.raises(MailboxDown):
        cut_off()
    assert len(waiting(mailbox)) == 1


def test_many_are_flagged_together_and_each_of_them_once(server: ImapServer) -> None:
    for number in range(imap.FLAGGED_TOGETHER + 2):
        deliver(server, f"Part {number}")
    mailbox = ImapMailbox(server.url())
    with mailbox.opened() as box:
        for number, one in enumerate(box.waiting()):
            box.done(one.key)
            if number == imap.FLAGGED_TOGETHER:
                assert len(waiting(mailbox)) == 2, "the first of them have their flags already"
    assert waiting(mailbox) == []


def test_what_was_dealt_with_has_its_flag_although_the_round_failed(server: ImapServer) -> None:
    for number in range(2):
        deliver(server, f"Part {number}")
    mailbox = ImapMailbox(server.url())

    def without_room() -> None:
        with mailbox.opened() as box:
            box.done(next(box.waiting()).key)
            raise ValueError("no room")

    with pytest.raises(ValueError, match="no room"):
        without_room()
    assert len(waiting(mailbox)) == 1
