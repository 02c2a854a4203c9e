"""Letters of stakeholders as the world writes them: well, in other letters, broken, hostile."""

from __future__ import annotations

import random
from email.message import EmailMessage
from typing import TYPE_CHECKING, NamedTuple

from support.ground.office import SLUG

if TYPE_CHECKING:
    from collections.abc import Iterator

TO = f"plan+{SLUG}@office.example"
LARGE_BYTES, ONE_LARGE_OF = 20 * 1024 * 1024, 500
WORDS = (
    *("sale", "rule", "export", "partner", "check", "year", "firm", "list"),
    *("notice", "price", "office", "day", "form", "case"),
)
CAMPAIGN = " ".join(
    f"Sentence {number} of the campaign asks that every check stays as it is today."
    for number in range(12)
)
HOSTILE = (
    '<html><style>p{{}}</style><p onclick="x()">Please {n} <script>alert({n})</script>'
    '<img src="http://evil.example/{n}.png"><iframe src="//evil.example"></iframe></p></html>'
)


class Written(NamedTuple):
    """A letter, and what has to become of it: taken, parked or ignored."""

    content: bytes
    becomes: str


def letters(count: int) -> Iterator[Written]:
    """Yield so many letters of every kind, the same ones each time; one of 500 has 20 MB."""
    chance = random.Random(19_042_018)  # noqa: S311  # nothing is secret
    for number in range(count):
        if number % ONE_LARGE_OF == 7:
            yield Written(_plain(number, chance, "x" * 60 + "\n", LARGE_BYTES // 61), "taken")
            continue
        yield KINDS[number % len(KINDS)](number, chance)


def _head(number: int, **more: str) -> EmailMessage:
    mail = EmailMessage()
    lines = {
        "From": f"Person {number} <p{number}@example.org>",
        "To": TO,
        "Subject": f"Comment {number}",
        "Message-ID": f"<l{number}@example.org>",
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    for name, value in lines.items():
        mail[name] = value
    return mail


def _plain(number: int, chance: random.Random, words: str = "", times: int = 1) -> bytes:
    mail = _head(number)
    own = " ".join(chance.choices(WORDS, k=60))
    mail.set_content(f"{own} {number}\n{words * times}")
    return mail.as_bytes()


def _usual(number: int, chance: random.Random) -> Written:
    return Written(_plain(number, chance), "taken")


def _parts(number: int, chance: random.Random) -> Written:
    mail = _head(number)
    mail.set_content(f"Comment {number}: {' '.join(chance.choices(WORDS, k=40))}")
    mail.add_alternative(HOSTILE.format(n=number), subtype="html")
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="a.pdf")
    return Written(mail.as_bytes(), "taken")


def _other_letters(number: int, _: random.Random) -> Written:
    head = (
        f"From: =?utf-8?q?J=C3=B6rg_{number}?= <j{number}@example.org>\r\nTo: {TO}\r\n"
        f"Subject: =?iso-8859-1?q?Caf=E9_{number}?=\r\nMessage-ID: <o{number}@example.org>\r\n"
        "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    return Written(head.encode() + f"Une remarque {number} à propos".encode("iso-8859-1"), "taken")


def _html(number: int, _: random.Random) -> Written:
    mail = _head(number)
    mail.set_content(HOSTILE.format(n=number), subtype="html")
    return Written(mail.as_bytes(), "taken")


def _campaign(number: int, _: random.Random) -> Written:
    mail = _head(number, Subject="Keep every check")
    mail.set_content(f"Dear Secretary,\n\n{CAMPAIGN}\n\nPerson {number}")
    return Written(mail.as_bytes(), "taken")


def _program(number: int, _: random.Random) -> Written:
    mail = _head(number, Auto_Submitted="auto-replied", Subject="Out of office")
    mail.set_content("I am away.")
    return Written(mail.as_bytes(), "ignored")


def _own_echo(number: int, _: random.Random) -> Written:
    mail = _head(number, From="Workplan <plan@office.example>")
    mail.set_content(f"A loop {number}")
    return Written(mail.as_bytes(), "ignored")


def _broken(number: int, _: random.Random) -> Written:
    head = f"From: p{number}@example.org\r\nTo: {TO}\r\nMessage-ID: <b{number}@example.org>\r\n"
    body = "Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\nContent-Type: text/plain; "
    return Written((head + body).encode() + b'charset="no-such\r\n\r\n\xff\xfe\x00 words', "taken")


def _bomb(number: int, _: random.Random) -> Written:
    mail = _head(number)
    inner = "".join(f"--B\r\nContent-Type: text/plain\r\n\r\n{n}\r\n" for n in range(400))
    head = mail.as_bytes().rstrip() + b"\nContent-Type: multipart/mixed; boundary=B\n\n"
    return Written(head + inner.encode() + b"--B--\r\n", "parked")


KINDS = (_usual, _parts, _other_letters, _html, _campaign, _usual, _program, _own_echo,
         _campaign, _broken, _usual, _bomb)  # fmt: skip
