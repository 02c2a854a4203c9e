"""What a reminder mail says: its subject, its head, and each line of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from support.files.digests import NOW, Page, digest, notice, parts, sent, task
from workplan.mail.digest import Digest, DigestTask, compose, opening, subject

ORDERS = "NSPM-10 says: “The Secretary of State shall draft a plan.”"


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


@pytest.mark.parametrize(
    ("tasks", "expected"),
    [
        ((task(),), "Please report on this task."),
        ((task(working_days=-1),), "Please report on this task, which is overdue."),
        ((task("1a"), task("1b")), "Please report on these 2 tasks."),
        ((task("1a", -1), task("1b")), "Please report on these 2 tasks, 1 of them overdue."),
        ((task("1a", -1), task("1b", -4)), "Please report on these 2 tasks, which are overdue."),
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


def test_a_mail_stays_under_100_kb_whatever_is_due_and_said_and_says_what_it_leaves_out() -> None:
    long = "Draft what the directive orders, and clear it with everybody who has a say in it. " * 4
    tasks = tuple(
        task(f"{n}(b)", name=long[:200], orders=long, last_report=long, why_it_matters=long[:200])
        for n in range(300)
    )
    said = tuple(notice(f"{n}(c)", said=long * 60) for n in range(60))
    message = sent(digest(*tasks, notices=said))
    assert len(message.as_bytes()) < 100_000
    text, html = parts(digest(*tasks, notices=said))
    for words in ("And besides", "And 205 more.", "50 messages more"):
        assert words in text
        assert words in " ".join(Page(html).words)
    assert text.count("Report here:") == 15
    assert "94(b)" in text
    assert "95(b)" not in text
    assert "300 tasks" in str(message["Subject"])


@pytest.mark.parametrize(
    ("tasks", "expected"),
    [
        ((task("1a", is_to_report=False),), "For your information: this task is due."),
        (
            (task("1a", -1, is_to_report=False),),
            "For your information: this task is overdue.",
        ),
        (
            (task("1a", -1, is_to_report=False), task("1b", -2, is_to_report=False)),
            "For your information: these 2 tasks are overdue.",
        ),
        (
            (task("1a", -1, is_to_report=False), task("1b", is_to_report=False)),
            "For your information: these 2 tasks are due, 1 of them overdue.",
        ),
        (
            (task("1a", -1), task("1b", is_to_report=False)),
            "Please report on this task, which is overdue. 1 task more is for your information.",
        ),
    ],
)
def test_nobody_is_asked_to_report_on_what_they_only_follow(
    tasks: tuple[DigestTask, ...], expected: str
) -> None:
    assert opening(digest(*tasks)) == expected
