"""Which mails have a click that ends them: those of which every part can be declined."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models import Notice, Reminder
from support.programs.answers import answer, opened, sent_to
from support.programs.outbox import EIGHT
from workplan.extensions import db
from workplan.reminders.reach import Wishes
from workplan.services.coordination import conversations
from workplan.services.delivery import unsubscribing
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from pathlib import Path

    from support.ground.office import Office
    from support.programs.mail_server import MailServer
    from workplan.services.delivery.deliveries import Sender

EARLY, LATE = Reminder(rung_days=-7), Reminder(rung_days=-3)
NAMED, ASKED, GIVEN = (Notice(kind=kind) for kind in ("mention", "request", "handed"))
RETURNED = Notice(kind="returned")


@pytest.mark.parametrize(
    ("rows", "choices"),
    [
        ([EARLY], ("wants_early",)),
        ([EARLY, NAMED], ("wants_early", "mentions")),
        ([ASKED, GIVEN, GIVEN], ("requests", "hands")),
        ([LATE], ()),
        ([EARLY, LATE], ()),
        ([LATE, NAMED], ()),
        ([RETURNED], ()),
        ([NAMED, RETURNED], ()),
    ],
)
def test_a_mail_is_ended_by_the_choices_that_it_came_by(
    rows: list[Reminder | Notice], choices: tuple[str, ...]
) -> None:
    assert unsubscribing.choices_of(rows) == choices


def test_every_choice_of_mail_has_its_words() -> None:
    chosen = set(Wishes._fields) - {"send_hour", "paused_until"}
    assert set(unsubscribing.WORDS) == chosen | {unsubscribing.FOLLOWING}


def test_what_a_follower_gets_can_be_ended_however_near_the_suspense_is() -> None:
    near = Reminder(rule_id=7, rung_days=1)
    assert unsubscribing.choices_of([near], following=[7]) == ("following",)
    assert unsubscribing.choices_of([near, EARLY], following=[7]) == ("wants_early", "following")
    assert unsubscribing.choices_of([near, LATE], following=[7]) == ()


def test_what_somebody_gets_in_anothers_place_is_not_theirs_to_end() -> None:
    in_place = Reminder(rule_id=7, rung_days=-9, in_place_of_id=3)
    assert unsubscribing.choices_of([in_place], following=[7]) == ()
    assert unsubscribing.choices_of([in_place, EARLY]) == ()


def test_five_calendar_days_before_are_not_early_and_six_are() -> None:
    five, six = (Reminder(rung_days=-days, counted_in="calendar") for days in (5, 6))
    assert unsubscribing.choices_of([five]) == ()
    assert unsubscribing.choices_of([six]) == ("wants_early",)


def test_what_tells_of_a_comment_has_the_click_in_its_head(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    task = office.add("1a")
    conversations.say(Change(office.coordinator, EIGHT), task, "@Lena Ivanova when?")
    mail = sent_to(office, sender, mail_server, "lead").message
    assert str(mail["List-Unsubscribe"]).startswith("<https://work.example/stop/")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_whoever_sees_that_click_cannot_answer_by_it(
    office: Office, sender: Sender, mail_server: MailServer, tmp_path: Path
) -> None:
    post = opened(tmp_path)
    task = office.add("1a")
    conversations.say(Change(office.coordinator, EIGHT), task, "@Lena Ivanova when?")
    mail = sent_to(office, sender, mail_server, "lead")
    stops = str(mail.message["List-Unsubscribe"]).strip("<>").rpartition("/")[2]
    assert unsubscribing.asked(db.session(), stops, EIGHT).choices == ("mentions",)
    row = post.came(answer(mail, "On Tuesday.", To=f"plan+{stops}@office.example"))
    assert row.state == "parked"


def test_a_reminder_shortly_before_a_suspense_has_none(
    queued: Office, sender: Sender, mail_server: MailServer
) -> None:
    mail = sent_to(queued, sender, mail_server, "lead").message
    assert (mail["List-Unsubscribe"], mail["List-Unsubscribe-Post"]) == (None, None)
