"""What nobody can make a reminder mail say or do, and what a bare one leaves out."""

from __future__ import annotations

from dataclasses import replace
from email import policy

import pytest

from support.files.digests import NOW, Page, digest, parts, sent, task
from workplan.mail.digest import DigestNotice, compose


def test_a_script_in_a_task_name_is_text_in_both_parts() -> None:
    evil = '<script>alert("1")</script><img src="https://evil.example/x">&amp;'
    text, html = parts(digest(task(name=evil, last_report=evil, why_it_matters=evil)))
    assert text.count(evil) == 3
    page = Page(html)
    assert "script" not in page.elements
    assert "img" not in page.elements
    assert not any("evil" in link for link in page.links)
    assert sum(evil in word for word in page.words) >= 3


@pytest.mark.parametrize("field", ["to_email", "message_id"])
@pytest.mark.parametrize("breach", ["\r\nBcc: all@evil.example", "\nBcc: all@evil.example"])
def test_a_line_break_in_an_address_stops_the_mail(field: str, breach: str) -> None:
    with pytest.raises(ValueError, match=r"(?i)(linefeed|carriage return|CR or LF|newline)"):
        sent(replace(digest(), **{field: f"x{breach}"}))


@pytest.mark.parametrize("field", ["to_name", "mail_tag", "agency"])
@pytest.mark.parametrize("breach", ["\r\nBcc: a@b.example", "\nBcc: a@b.example", "\x00\ud800"])
def test_a_line_break_in_a_name_is_squeezed_and_the_mail_goes_out(field: str, breach: str) -> None:
    message = sent(replace(digest(), **{field: f"x{breach}"}))
    assert message["Bcc"] is None
    assert "x" in f"{message['Subject']}{message['To']}"


@pytest.mark.parametrize("field", ["to_name", "mail_tag", "agency"])
@pytest.mark.parametrize("twice", [False, True])
def test_a_line_break_that_only_the_library_decodes_begins_no_line(
    field: str, *, twice: bool
) -> None:
    breach = "=?utf-8?q?=0D=0ABcc:_all@evil.example=0D=0A=0D=0AGone?="
    if twice:
        breach = f"=?utf-8?q?{breach.replace('?', '=3F').replace('=', '=3D')}?="
    message = sent(replace(digest(), **{field: f"x {breach}"}))
    assert message["Bcc"] is None
    assert len(list(message.iter_parts())) == 2


def test_a_line_break_in_a_task_name_stays_in_the_body() -> None:
    message = sent(digest(task(name="Draft\r\nBcc: all@evil.example\r\n\r\nGone")))
    assert message["Bcc"] is None
    assert message["Subject"] == "[CAT plan] 1 task due Friday 27 Nov — State PM"
    assert len(list(message.iter_parts())) == 2


def test_the_mail_loads_nothing_from_anywhere() -> None:
    page = Page(parts(digest())[1])
    assert not {"img", "script", "link", "iframe", "object", "form"} & set(page.elements)


def test_the_bytes_pass_any_server() -> None:
    """Seven bits and lines that are not too long (RFC 5322 2.1.1), whatever people wrote."""
    long = "Übergröße – " * 1000
    message = compose(digest(task(last_report=long, name="件名")), "workplan@office.example", NOW)
    raw = message.as_bytes(policy=policy.SMTP)
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_a_bare_mail_says_how_many_and_nothing_of_what_the_plan_says() -> None:
    notice = DigestNotice(
        "2b", "Secret part", "Cora Diaz named you", "Hush", "Answer", "https://x/"
    )
    bare = digest(
        task(),
        task("1b", working_days=-3),
        notices=(notice,),
        is_bare=True,
        home_link="https://work.example/",
        marking="CUI",
    )
    mail = compose(bare, "workplan@office.example", NOW)
    assert mail["Subject"] == "[CAT plan] 2 tasks and 1 message for you"
    text, html = parts(bare)
    for said in (text, html):
        assert "2 tasks and 1 message for you in this plan, 1 of them overdue." in said
        assert "https://work.example/" in said
        for word in ("1a", "1b", "2b", "Draft", "Secret", "Hush", "Cora", "CAT policy", "/r/"):
            assert word not in said
    assert text.splitlines()[0] == text.rstrip().splitlines()[-1] == "CUI"
