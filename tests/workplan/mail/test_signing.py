"""A signed mail holds when its receiver checks it, and does not when it was changed on the way."""

from __future__ import annotations

import subprocess
from base64 import b64encode
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import dkim
import pytest

from workplan.mail.account_letters import Person, compose, invitation
from workplan.mail.choosing import mailer_at
from workplan.mail.mailer import WIRE, MailerDown
from workplan.mail.signing import Key, SigningMailer
from workplan.settings.dkim import problems

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path

    from support.programs.mail_server import MailServer

NOW = datetime(2026, 11, 24, 13, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A key in a file of its own, and the record that stands in the DNS for it."""
    path = tmp_path_factory.mktemp("key") / "dkim.pem"
    subprocess.run(["openssl", "genrsa", "-out", path, "2048"], check=True, capture_output=True)
    path.chmod(0o640)
    public = subprocess.run(
        ["openssl", "rsa", "-in", path, "-pubout", "-outform", "DER"],
        check=True,
        capture_output=True,
    ).stdout
    return path, b"v=DKIM1; k=rsa; p=" + b64encode(public)


def letter() -> EmailMessage:
    to = Person("Zoë Weiß", "zoe@state.example", "America/New_York")
    written = invitation(to, "Cora Diaz", "Plan — of arms", "https://work.example/x", NOW)
    return compose(written, "workplan@office.example", NOW)


def holds(content: bytes, record: bytes) -> bool:
    asked = []

    def looked_up(name: bytes, timeout: int = 5) -> bytes:
        assert timeout
        asked.append(name)
        return record

    found: bool = dkim.verify(content, dnsfunc=looked_up)
    assert asked == [b"plan2026._domainkey.office.example."]
    return found


def test_what_arrives_holds_with_the_key_in_the_dns(
    made: tuple[Path, bytes], mail_server: MailServer, tmp_path: Path
) -> None:
    path, record = made
    mailer = mailer_at(mail_server.url, tmp_path, key=Key(str(path), "plan2026"))
    mailer.deliver(letter())
    [mail] = mail_server.mails
    content = mail.message.as_bytes(policy=WIRE)
    assert holds(content, record)
    assert not holds(content.replace(b"Set your password", b"Send your password"), record)
    assert not holds(content.replace(b"Subject: ", b"Subject: Urgent! "), record)


def test_a_mail_that_is_tried_again_is_signed_once(made: tuple[Path, bytes]) -> None:
    class Kept:
        def kept_open(self) -> AbstractContextManager[None]:
            return nullcontext()

        def deliver(self, message: EmailMessage) -> str:
            return str(len(message.get_all("DKIM-Signature", [])))

    mailer, mail = SigningMailer(Kept(), Key(str(made[0]), "plan2026")), letter()
    assert [mailer.deliver(mail) for _ in range(2)] == ["1", "1"]


def test_a_key_that_cannot_be_used_is_named_with_the_way_out(
    made: tuple[Path, bytes], tmp_path: Path
) -> None:
    good = str(made[0])
    assert problems("", "") == problems(good, "plan2026") == []
    for path, selector in ((good, ""), ("", "plan2026")):
        assert problems(path, selector) == [
            "DKIM_KEY and DKIM_SELECTOR belong together. Set both, or neither."
        ]
    assert "no name in the DNS" in problems(good, "plan 2026")[0]
    assert "cannot be read" in problems(str(tmp_path / "gone"), "plan2026")[0]
    copy = tmp_path / "open.pem"
    copy.write_bytes(made[0].read_bytes())
    copy.chmod(0o644)
    assert f"chmod 0640 {copy}" in problems(str(copy), "plan2026")[0]
    copy.write_text("no key")
    copy.chmod(0o600)
    assert "no RSA key in PEM" in problems(str(copy), "plan2026")[0]


def test_a_key_that_is_lost_later_raises_the_alarm_and_offers_nothing(
    mail_server: MailServer, tmp_path: Path
) -> None:
    mailer = mailer_at(mail_server.url, tmp_path, key=Key(str(tmp_path / "gone"), "plan2026"))
    with pytest.raises(MailerDown, match="cannot be read"):
        mailer.deliver(letter())
    assert mail_server.mails == []
