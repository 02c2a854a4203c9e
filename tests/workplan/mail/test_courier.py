"""Letters about accounts: how they read, and what becomes of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.ground.moments import washington
from support.programs.letters import courier_to
from workplan.mail import account_letters
from workplan.mail.account_letters import Letter, Person
from workplan.mail.courier import Courier
from workplan.mail.files import FileMailer

if TYPE_CHECKING:
    from support.programs.mail_server import MailServer

NOW = washington(2026, 11, 27, 18)
HANA = Person("Hana Novak", "hana@dsca.example", "America/Chicago")
LINK = "https://work.example/set-password/token"
LETTERS = {
    "invitation": account_letters.invitation(HANA, "Priya Raman", "Arms plan", LINK, NOW),
    "of a command": account_letters.invitation(HANA, "", "", LINK, NOW),
    "asked for": account_letters.new_password(HANA, "", LINK, NOW),
    "sent": account_letters.new_password(HANA, "Priya Raman", LINK, NOW),
    "new address": account_letters.new_address(HANA, LINK, NOW),
    "asked to change": account_letters.address_asked(HANA, "new@x.example", LINK),
    "changed": account_letters.address_changed(HANA, "new@x.example"),
}


@pytest.mark.parametrize("letter", LETTERS.values(), ids=LETTERS)
def test_both_parts_of_a_letter_say_the_same(mail_server: MailServer, letter: Letter) -> None:
    courier = courier_to(mail_server)
    handed = courier.hand_over(account_letters.compose(letter, courier.address, NOW))
    assert handed.has_left
    [mail] = mail_server.mails
    assert mail.subject == letter.subject
    for sentence in (letter.opening, *letter.facts, letter.closing, letter.link):
        assert sentence in mail.text
        assert sentence in mail.html.replace("&#34;", '"')


def test_moments_are_those_of_the_person() -> None:
    assert "until Friday 27 Nov 2026, 17:00 CST." in LETTERS["invitation"].facts[1]


def test_a_name_is_a_text_and_no_markup(mail_server: MailServer) -> None:
    courier = courier_to(mail_server)
    letter = account_letters.invitation(HANA, "<b>Eve</b>", "", LINK, NOW)
    courier.hand_over(account_letters.compose(letter, courier.address, NOW))
    assert "<b>Eve" not in mail_server.mails[0].html


def test_a_refusal_is_the_servers_own_words(mail_server: MailServer) -> None:
    mail_server.answers["RCPT"].append("550 5.1.1 No such mailbox")
    courier = courier_to(mail_server)
    handed = courier.hand_over(account_letters.compose(LETTERS["sent"], courier.address, NOW))
    assert not handed.has_left
    assert "5.1.1 No such mailbox" in handed.reply


def test_a_file_reaches_nobody_and_says_so(tmp_path: Path) -> None:
    courier = Courier(lambda: FileMailer(tmp_path), "workplan@x.example", "https://work.example")
    handed = courier.hand_over(account_letters.compose(LETTERS["sent"], courier.address, NOW))
    assert not handed.has_left
    assert handed.reply.startswith("Mail is written to files here: no server sends it.")
    assert len(list(tmp_path.glob("*.eml"))) == 1
