"""An answer to a mail becomes a comment by whoever answers, or waits for somebody with a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Evidence, ReplyAddress, TaskComment
from support.ground.moments import washington
from support.programs.answers import answer, received, sent_to
from support.programs.outbox import DUE, EIGHT
from workplan.extensions import db
from workplan.policy import ANSWERS_TAKEN
from workplan.services.accounts.membership import closures
from workplan.services.coordination import conversations
from workplan.services.delivery.incoming import replies
from workplan.services.record.change import Change
from workplan.services.reminding import planner

if TYPE_CHECKING:
    from support.ground.office import Office
    from support.programs.answers import Post
    from support.programs.mail_server import Mail, MailServer
    from workplan.services.delivery.deliveries import Sender


@pytest.fixture
def mail(office: Office, sender: Sender, mail_server: MailServer) -> Mail:
    """A reminder about one task, as the lead got it."""
    office.add("1a", due=DUE, now=washington(2026, 11, 24, 21))
    planner.queue_due(washington(2026, 11, 25, 0, 5))
    return sent_to(office, sender, mail_server, "lead")


@pytest.fixture
def about_two(queued: Office, sender: Sender, mail_server: MailServer) -> Mail:
    """A reminder about 1a and 1b."""
    return sent_to(queued, sender, mail_server, "lead")


def comments() -> list[TaskComment]:
    db.session.rollback()
    return list(db.session.scalars(select(TaskComment).order_by(TaskComment.id)))


def test_an_answer_becomes_a_comment_of_its_writer_through_the_door_of_mail(
    office: Office, mail: Mail, post: Post
) -> None:
    row = post.came(answer(mail, "It is with the lawyers until Friday 4 Dec 2026."))
    [said] = comments()
    assert said.body == "It is with the lawyers until Friday 4 Dec 2026."
    assert (said.user_id, said.said_at) == (office.lead.id, EIGHT)
    assert (row.state, row.kind, row.comment_id, row.reason) == ("taken", "reply", said.id, "")
    entry = office.journal()[-1]
    assert (entry.verb, entry.door, entry.actor_id) == ("task.commented", "mail", office.lead.id)


def test_only_the_hash_of_the_token_is_kept(mail: Mail) -> None:
    address = str(mail.message["Reply-To"])
    token = address.partition("+")[2].partition("@")[0]
    rows = db.session.scalars(select(ReplyAddress)).all()
    assert (len(token), len(rows)) == (32, 2)
    for row in rows:
        for secret in (token, str(mail.message["X-Return-Token"])):
            assert secret not in (row.token_hash, row.message_id)
    assert address.endswith("@office.example")


def test_a_mail_about_several_tasks_is_answered_by_the_code_of_one(
    queued: Office, about_two: Mail, post: Post
) -> None:
    row = post.came(answer(about_two, "1B: half is done"))
    [said] = comments()
    assert said.body == "half is done"
    assert queued.task(said.task_id).code == "1b"
    assert row.state == "taken"


@pytest.mark.parametrize("words", ["Half is done", "1bis is none of them", "See 1a"])
def test_without_a_code_such_an_answer_waits_with_the_codes(
    about_two: Mail, post: Post, words: str
) -> None:
    row = post.came(answer(about_two, words))
    assert (row.state, row.plan_id) == ("parked", 1)
    assert "about 2 tasks (1a, 1b)" in row.reason
    assert comments() == []


def test_a_mail_tells_how_to_answer_it(mail: Mail) -> None:
    assert "Answer this mail to comment on 1a." in mail.text
    assert "Answer this mail to comment on 1a." in mail.html


def test_a_mail_about_several_tasks_tells_how_to_answer_it(about_two: Mail) -> None:
    assert "begin with its code, such as 1a." in about_two.text


def test_an_answer_to_what_somebody_said_joins_their_thread(
    office: Office, sender: Sender, mail_server: MailServer, post: Post
) -> None:
    task = office.add("1a")
    change = Change(office.coordinator, EIGHT)
    first = conversations.say(change, task, "@Lena Ivanova when is it done?").comment_id
    told = sent_to(office, sender, mail_server, "lead")
    post.came(answer(told, "On Tuesday."))
    assert [(c.body, c.thread_id) for c in comments()][-1] == ("On Tuesday.", first)


@pytest.mark.parametrize(
    ("heads", "why"),
    [
        ({"Auto-Submitted": "auto-replied"}, "Auto-Submitted: auto-replied"),
        ({"Precedence": "bulk"}, "Precedence: bulk"),
        ({"X-Autoreply": "yes"}, "X-Autoreply"),
        ({"Return-Path": "<>"}, "Return-Path: <>"),
    ],
)
def test_what_a_program_answers_is_ignored(
    mail: Mail, post: Post, heads: dict[str, str], why: str
) -> None:
    row = post.came(answer(mail, "I am away", **heads))
    assert (row.state, row.kind, row.reason) == ("ignored", "automatic", why)
    assert comments() == []


def test_our_own_mail_that_comes_back_to_us_is_ignored(mail: Mail, post: Post) -> None:
    assert post.came(mail.message).state == "ignored"


@pytest.mark.parametrize(
    ("sender_line", "why"),
    [
        ("other_lead@office.example", "is from other_lead@office.example"),
        ("nobody@elsewhere.example", "is from nobody@elsewhere.example"),
        ("lead@office.example, other_lead@office.example", "is from nobody named"),
        (None, "is from nobody named"),
    ],
)
def test_only_whoever_got_the_mail_answers_it(
    mail: Mail, post: Post, sender_line: str | None, why: str
) -> None:
    row = post.came(answer(mail, "Done", From=sender_line))
    assert (row.state, row.plan_id, row.user_id) == ("parked", 1, None)
    assert "Lena Ivanova" in row.reason
    assert why in row.reason
    assert comments() == []


def test_an_address_that_is_none_of_ours_parks_for_the_house_or_for_the_plan_it_answers(
    mail: Mail, post: Post
) -> None:
    forged = f"plan+{'0' * 32}@office.example"
    ours = post.came(answer(mail, "Hello", To=forged))
    strange = post.came(answer(mail, "Hello", To=forged, In_Reply_To="<other@elsewhere.example>"))
    assert (ours.state, ours.plan_id) == ("parked", 1)
    assert (strange.state, strange.plan_id) == ("parked", None)


def test_an_address_dies_with_its_ninety_days(mail: Mail, post: Post) -> None:
    row = post.came(answer(mail, "Late"), EIGHT + ANSWERS_TAKEN)
    assert row.state == "parked"
    assert "too old" in row.reason


def test_an_address_dies_with_the_account(office: Office, mail: Mail, post: Post) -> None:
    closures.disable(Change(office.people["admin"], EIGHT), office.lead.id or 0)
    row = post.came(answer(mail, "Still here"), EIGHT + timedelta(minutes=1))
    assert row.state == "parked"
    assert "no longer Lena Ivanova’s" in row.reason


def test_what_is_attached_is_evidence_and_what_may_not_be_is_named(
    office: Office, mail: Mail, post: Post
) -> None:
    message = answer(mail, "Signed copy attached.")
    message.add_attachment(b"%PDF-1.7 signed", "application", "pdf", filename="signed.pdf")
    message.add_attachment(b"MZ", "application", "octet-stream", filename="tool.exe")
    row = post.came(message)
    [piece] = db.session.scalars(select(Evidence)).all()
    assert (piece.name, piece.added_by_id) == ("signed.pdf", office.lead.id)
    assert piece.stored_as is not None
    assert post.store.get(piece.stored_as) == b"%PDF-1.7 signed"
    assert "“tool.exe” is none of the kinds" in row.reason
    assert office.journal()[-1].door == "mail"


def test_a_file_alone_is_said_by_its_name(mail: Mail, post: Post) -> None:
    message = answer(mail, "")
    message.add_attachment(b"%PDF-1.7", "application", "pdf", filename="signed.pdf")
    post.came(message)
    assert [c.body for c in comments()] == ["Attached: signed.pdf"]


def test_an_answer_without_words_waits(mail: Mail, post: Post) -> None:
    row = post.came(answer(mail, ""))
    assert (row.state, row.user_id is not None) == ("parked", True)
    assert "no words" in row.reason


def test_programs_that_answer_each_other_stop(
    mail: Mail, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replies, "MOST_A_DAY", 2)
    for n in range(3):
        post.arrive(answer(mail, f"I am away, {n}"))
    post.fetch()
    assert [row.state for row in received()] == ["taken", "taken", "parked"]
    assert "perhaps a program" in received()[-1].reason


def test_on_a_closed_plan_an_answer_waits(office: Office, mail: Mail, post: Post) -> None:
    with db.session() as session:
        office.plan().stage = "closed"
        session.commit()
    row = post.came(answer(mail, "Too late"))
    assert row.state == "parked"
    assert "closed" in row.reason


def test_small_letters_of_an_address_make_no_difference(mail: Mail, post: Post) -> None:
    to = str(mail.message["Reply-To"]).upper()
    row = post.came(answer(mail, "Done", From="Lena <LEAD@Office.example>", To=to))
    assert (row.state, row.reason) == ("taken", "")


def test_a_plan_whose_mails_name_nothing_is_not_answered_by_mail(
    queued: Office, sender: Sender, mail_server: MailServer
) -> None:
    queued.plan().has_bare_mails = True
    db.session.commit()
    mail = sent_to(queued, sender, mail_server, "lead")
    assert mail.subject == "[CAT plan] 2 tasks for you"
    assert [mail.message[name] for name in ("Reply-To", "References", "List-Id")] == [None] * 3
    assert "1a" not in mail.prose
    assert "/r/" not in mail.text
