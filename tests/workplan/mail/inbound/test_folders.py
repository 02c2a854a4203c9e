"""A Maildir and a folder of .eml files are read once, whoever reads them at the same time."""

from __future__ import annotations

import os
from time import time
from typing import TYPE_CHECKING

import pytest

from workplan.mail.inbound import folders
from workplan.mail.inbound.choosing import mailbox_at
from workplan.mail.inbound.folders import EmlMailbox, MaildirMailbox
from workplan.mail.inbound.imap import ImapMailbox
from workplan.mail.inbound.mailbox import MailboxDown

if TYPE_CHECKING:
    from pathlib import Path

    from workplan.mail.inbound.mailbox import Mailbox


def waiting(mailbox: Mailbox) -> list[bytes]:
    with mailbox.opened() as box:
        return [one.content for one in box.waiting()]


def copied(path: Path, content: bytes) -> None:
    """Write a file as if it had been there for a while."""
    path.write_bytes(content)
    long_ago = time() - folders.COPYING_SECONDS - 1
    os.utime(path, (long_ago, long_ago))


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    for part in ("new", "cur", "tmp"):
        (tmp_path / part).mkdir()
    return tmp_path


def test_what_a_person_has_looked_at_is_read_and_what_is_flagged_is_not(maildir: Path) -> None:
    (maildir / "new" / "1.a").write_bytes(b"new")
    (maildir / "cur" / "2.b:2,S").write_bytes(b"seen")
    (maildir / "cur" / "3.c:2,FS").write_bytes(b"done")
    (maildir / "tmp" / "4.d").write_bytes(b"being written")
    assert waiting(MaildirMailbox(maildir)) == [b"new", b"seen"]


def test_what_is_done_keeps_its_other_flags(maildir: Path) -> None:
    (maildir / "cur" / "2.b:2,RS").write_bytes(b"answered")
    with MaildirMailbox(maildir).opened() as box:
        [one] = box.waiting()
        box.done(one.key)
        box.done(one.key)
    assert [path.name for path in (maildir / "cur").iterdir()] == ["2.b:2,FRS"]


def test_a_mail_that_another_reader_has_moved_is_passed_over(maildir: Path) -> None:
    for name in ("1.a", "2.b"):
        (maildir / "new" / name).write_bytes(name.encode())
    with MaildirMailbox(maildir).opened() as box:
        found = box.waiting()
        assert next(found).content == b"1.a"
        (maildir / "new" / "2.b").rename(maildir / "cur" / "2.b:2,F")
        assert list(found) == []


def test_files_that_were_dealt_with_go_to_a_folder_of_their_own(tmp_path: Path) -> None:
    for name in ("b.eml", "a.EML", "note.txt", ".half.eml"):
        copied(tmp_path / name, name.encode())
    with EmlMailbox(tmp_path).opened() as box:
        for one in box.waiting():
            box.done(one.key)
    assert sorted(path.name for path in (tmp_path / "done").iterdir()) == ["a.EML", "b.eml"]
    assert waiting(EmlMailbox(tmp_path)) == []


def test_a_file_of_a_name_that_was_there_before_takes_nothing_away(tmp_path: Path) -> None:
    for content in (b"first", b"second", b"third"):
        copied(tmp_path / "a.eml", content)
        with EmlMailbox(tmp_path).opened() as box:
            [one] = box.waiting()
            box.done(one.key)
            box.done(one.key)
    kept = {path.read_bytes() for path in (tmp_path / "done").iterdir()}
    assert kept == {b"first", b"second", b"third"}
    assert len(list((tmp_path / "done").iterdir())) == 3


def test_a_file_that_is_still_being_copied_is_left_for_later(tmp_path: Path) -> None:
    with (tmp_path / "a.eml").open("wb") as file:
        file.write(b"half")
        file.flush()
        assert waiting(EmlMailbox(tmp_path)) == []
    copied(tmp_path / "a.eml", b"whole")
    assert waiting(EmlMailbox(tmp_path)) == [b"whole"]


def test_a_folder_that_is_none_is_said(tmp_path: Path) -> None:
    with pytest.raises(MailboxDown, match="no Maildir"):
        waiting(MaildirMailbox(tmp_path))
    with pytest.raises(MailboxDown, match="no folder"):
        waiting(EmlMailbox(tmp_path / "nowhere"))


def test_a_url_names_the_mailbox(tmp_path: Path) -> None:
    assert mailbox_at("") is None
    assert isinstance(mailbox_at(f"maildir:{tmp_path}"), MaildirMailbox)
    assert isinstance(mailbox_at(f"eml://{tmp_path}"), EmlMailbox)
    found = mailbox_at("imaps://plan%40here:a%2Fb@mail.example/Work%20plan")
    assert isinstance(found, ImapMailbox)
    assert (found.user, found.password, found.port, found.box) == (
        "plan@here",
        "a/b",
        993,
        "Work plan",
    )
