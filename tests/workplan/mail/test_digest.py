"""What a reminder mail says, and what nobody can make it say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any

import pytest

from workplan.mail.digest import Digest, DigestNotice, DigestTask, compose, subject

ORDERS = "NSPM-10 says: “The Secretary of State shall draft a plan.”"
NOW = datetime(2026, 11, 24, 13, tzinfo=UTC)
FRIDAY = date(2026, 11, 27)


def task(code: str = "1a", working_days: int = 2, **others: Any) -> DigestTask:
    known: dict[str, Any] = {
        "name": f"Draft part {code}",
        "due_on": FRIDAY,
        "why_you": "you report for State PM",
        "why_it_matters": "NSPM-10 orders it.",
        "last_report": "none yet",
        "computed": "9 Dec 2026, 8 working days late",
        "link": f"https://work.example/tasks/{code}/report",
    }
    return DigestTask(code=code, working_days=working_days, **(known | others))


def digest(*tasks: DigestTask, **others: Any) -> Digest:
    known: dict[str, Any] = {
        "message_id": "<abc@office.example>",
        "to_name": "Lena Ivanova",
        "to_email": "lena@state.example",
        "mail_tag": "CAT plan",
        "plan_title": "CAT policy work plan",
        "agency": "State PM",
        "marking": None,
        "plan_link": "https://work.example/plans/cat-policy",
        "account_link": "https://work.example/account/mail",
    }
    return Digest(tasks=tasks or (task(),), **(known | others))


def sent(mail: Digest) -> EmailMessage:
    """Return the mail as a program that received its bytes sees it."""
    message = compose(mail, "workplan@office.example", NOW)
    received: Any = message_from_bytes(message.as_bytes(policy=policy.SMTP), policy=policy.default)
    return received  # type: ignore[no-any-return]


def parts(mail: Digest) -> tuple[str, str]:
    """Return the text and the HTML."""
    message = sent(mail)
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    return text.get_content(), html.get_content()


class Page(HTMLParser):
    """What a mail program makes of HTML: its elements, links and words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append(data.strip())


@pytest.mark.parametrize(
    ("tasks", "expected"),
    [
        ((task("1a"), task("1b")), "[CAT plan] 2 tasks due Friday 27 Nov — State PM"),
        ((task("1a"),), "[CAT plan] 1 task due Friday 27 Nov — State PM"),
        (
            (task("1a"), task("1b", 5, due_on=date(2026, 12, 2))),
            "[CAT plan] 2 tasks due from Friday 27 Nov — State PM",
        ),
        ((task("1a", -1),), "[CAT plan] 1 task overdue — State PM"),
        ((task("1a", -1), task("1b", -3)), "[CAT plan] 2 tasks overdue — State PM"),
        (
            (task("1a", -1, due_on=date(2026, 11, 23)), task("1b")),
            "[CAT plan] 1 task overdue, 1 due Friday 27 Nov — State PM",
        ),
    ],
)
def test_the_subject_says_how_many_tasks_due_when_and_whose(
    tasks: tuple[DigestTask, ...], expected: str
) -> None:
    assert subject(digest(*tasks)) == expected
    assert sent(digest(*tasks))["Subject"] == expected


def test_a_mail_has_a_text_and_an_html_part_that_say_the_same() -> None:
    message = sent(digest())
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    text, html = parts(digest(task(last_report="20 Nov 2026, Lena: on track, 40 %")))
    words = " ".join(Page(html).words)
    for said in (
        "Please report on this task.",
        "1a",
        "Draft part 1a",
        "Friday 27 Nov 2026",
        "in 2 working days",
        "NSPM-10 orders it.",
        "20 Nov 2026, Lena: on track, 40 %",
        "you report for State PM",
        "CAT policy work plan",
    ):
        assert said in text
        assert said in words


def test_the_headers_name_sender_recipient_moment_and_that_a_machine_writes() -> None:
    message = sent(digest(to_name="Tomás Herrera"))
    assert message["From"] == "Workplan <workplan@office.example>"
    assert message["To"].addresses[0].display_name == "Tomás Herrera"
    assert message["To"].addresses[0].addr_spec == "lena@state.example"
    assert message["Message-ID"] == "<abc@office.example>"
    assert message["Date"].datetime == NOW
    assert message["Auto-Submitted"] == "auto-generated"


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


def test_a_line_break_in_a_task_name_stays_in_the_body() -> None:
    message = sent(digest(task(name="Draft\r\nBcc: all@evil.example\r\n\r\nGone")))
    assert message["Bcc"] is None
    assert message["Subject"] == "[CAT plan] 1 task due Friday 27 Nov — State PM"
    assert len(list(message.iter_parts())) == 2


def test_the_marking_stands_at_the_top_and_at_the_end_of_both_parts() -> None:
    text, html = parts(digest(marking="CUI // SP-EXPT"))
    lines = [line for line in text.splitlines() if line.strip()]
    assert lines[0] == lines[-1] == "CUI // SP-EXPT"
    words = Page(html.partition("<body")[2]).words
    assert [w for w in words if "CUI" in w] == ["CUI // SP-EXPT"] * 2
    assert words[-1] == "CUI // SP-EXPT"


def test_without_a_marking_there_is_no_banner() -> None:
    text, html = parts(digest())
    assert text.startswith("Please report")
    assert "None" not in text + html


def test_each_task_has_a_link_of_its_own_and_the_plan_has_one() -> None:
    text, html = parts(digest(task("1a"), task("1b")))
    links = [
        "https://work.example/tasks/1a/report",
        "https://work.example/tasks/1b/report",
        "https://work.example/plans/cat-policy",
        "https://work.example/account/mail",
    ]
    assert Page(html).links == links
    assert [word for word in text.split() if word.startswith("http")] == links


def notice(code: str = "2a", **others: str) -> DigestNotice:
    known = {
        "name": f"Draft part {code}",
        "what": "Cora Diaz named you",
        "said": "Is it <b>so</b>?\nReport here: https://false.example",
        "asks": f"Answer on {code}",
        "link": f"https://work.example/tasks/{code}#talk",
    }
    return DigestNotice(code=code, **(known | others))


@pytest.mark.parametrize(
    ("mail", "said", "first_line"),
    [
        (
            replace(digest(), tasks=(), notices=(notice(),)),
            "[CAT plan] Cora Diaz named you: 2a — State PM",
            "Cora Diaz named you.",
        ),
        (
            replace(digest(), tasks=(), notices=tuple(map(notice, ("2a", "2b", "2a")))),
            "[CAT plan] 3 messages, on 2a, 2b — State PM",
            "3 messages for you, on 2a, 2b.",
        ),
        (
            replace(digest(), tasks=(), notices=tuple(map(notice, "abcd"))),
            "[CAT plan] 4 messages, on a, b, c and others — State PM",
            "4 messages for you, on a, b, c and others.",
        ),
        (
            replace(digest(), notices=(notice(),)),
            "[CAT plan] 1 task due Friday 27 Nov, 1 message — State PM",
            "Please report on this task.",
        ),
    ],
)
def test_what_others_said_stands_below_what_falls_due(
    mail: Digest, said: str, first_line: str
) -> None:
    text, html = parts(mail)
    text = text.replace("\r\n", "\n")
    assert subject(mail) == said
    assert text.splitlines()[0] == first_line
    assert "  > Is it <b>so</b>?\n  > Report here: https://false.example" in text
    assert "Is it &lt;b&gt;so&lt;/b&gt;?<br>" in html
    assert ("works once" in text) is ("/r/" in text)
    assert ("one reminder a day" in text) is bool(mail.tasks)


def test_the_mail_loads_nothing_from_anywhere() -> None:
    page = Page(parts(digest())[1])
    assert not {"img", "script", "link", "iframe", "object", "form"} & set(page.elements)


@pytest.mark.parametrize(
    ("tasks", "expected"),
    [
        ((task(),), "Please report on this task."),
        ((task(working_days=-1),), "Please report on this task, which is overdue."),
        ((task("1a"), task("1b")), "Please report on these 2 tasks."),
        ((task("1a", -1), task("1b")), "Please report on these 2 tasks, 1 of them overdue."),
    ],
)
def test_the_first_line_says_what_is_asked(tasks: tuple[DigestTask, ...], expected: str) -> None:
    assert parts(digest(*tasks))[0].splitlines()[0] == expected


@pytest.mark.parametrize(
    ("days", "is_off", "expected"),
    [
        (3, False, "(in 3 working days)"),
        (1, False, "(in 1 working day)"),
        (0, False, "(today)"),
        (0, True, "(today is the last working day before it)"),
        (-1, True, "(1 working day ago)"),
        (-5, False, "(5 working days ago)"),
    ],
)
def test_how_far_the_suspense_is_stands_beside_it(days: int, is_off: bool, expected: str) -> None:
    text, html = parts(digest(task(working_days=days, is_due_on_day_off=is_off)))
    assert expected in text
    assert expected in html


def test_the_bytes_pass_any_server() -> None:
    """Seven bits and lines that are not too long (RFC 5322 2.1.1), whatever people wrote."""
    long = "Übergröße – " * 1000
    message = compose(digest(task(last_report=long, name="件名")), "workplan@office.example", NOW)
    raw = message.as_bytes(policy=policy.SMTP)
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_what_the_directive_says_stands_before_why_it_matters() -> None:
    for part in parts(digest(task(orders=ORDERS))):
        assert part.index(ORDERS) < part.index("Why it matters")
    assert all("says:" not in part for part in parts(digest()))


def test_its_head_ties_mails_of_a_task_together_and_names_where_it_is_answered() -> None:
    reply = "plan+7f3a@office.example"
    mail = compose(
        digest(
            task(),
            reply_to=reply,
            list_id="arms.workplan.office.example",
            thread="<task.1@office.example>",
        ),
        "workplan@office.example",
        NOW,
    )
    assert mail["Reply-To"] == reply
    assert mail["References"] == "<task.1@office.example>"
    assert mail["List-Id"] == "<arms.workplan.office.example>"
    assert (mail["Auto-Submitted"], mail["X-Auto-Response-Suppress"]) == ("auto-generated", "All")
    assert "Answer this mail to comment on 1a." in mail.get_body(("plain",)).get_content()


def test_where_no_mailbox_is_read_nothing_is_said_of_answers() -> None:
    mail = compose(digest(task()), "workplan@office.example", NOW)
    assert mail["Reply-To"] is None
    assert "nswer this mail" not in mail.get_body(("plain",)).get_content()


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
