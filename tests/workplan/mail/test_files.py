"""Mail as files, for trying things out."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from workplan.mail.files import FileMailer
from workplan.mail.mailer import TryLater

if TYPE_CHECKING:
    from pathlib import Path


def message(message_id: str = "<abc@office.example>", words: str = "Grüße") -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = "Hello"
    made["Message-ID"] = message_id
    made.set_content(words)
    return made


def test_a_mail_becomes_a_file_that_mail_programs_can_open(tmp_path: Path) -> None:
    answer = FileMailer(tmp_path / "mail").deliver(message())
    assert answer == "written to mail/abc@office.example.eml"
    raw = (tmp_path / "mail" / "abc@office.example.eml").read_bytes()
    assert message_from_bytes(raw, policy=policy.default).get_content().strip() == "Grüße"


def test_a_copy_replaces_the_file_of_the_same_message_id(tmp_path: Path) -> None:
    mailer = FileMailer(tmp_path)
    mailer.deliver(message(words="first"))
    mailer.deliver(message(words="second"))
    [file] = tmp_path.iterdir()
    assert b"second" in file.read_bytes()


def test_a_message_id_names_no_other_folder(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    FileMailer(folder).deliver(message("<../../etc/x@y>"))
    assert [file.parent for file in tmp_path.rglob("*.eml")] == [folder]


def test_a_folder_that_cannot_be_written_is_a_reason_to_try_later(tmp_path: Path) -> None:
    in_the_way = tmp_path / "mail"
    in_the_way.write_text("a file")
    with pytest.raises(TryLater, match="could not be written"):
        FileMailer(in_the_way).deliver(message())
