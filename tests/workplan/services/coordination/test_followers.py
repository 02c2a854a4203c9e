"""Following a task: one click, one to stop, and one in the mail itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from support.ground.moments import washington
from support.programs.mail_server import days_of
from support.web.refusals import refuses
from workplan.errors import NotFound
from workplan.extensions import db
from workplan.services.coordination import followers
from workplan.services.delivery import unsubscribing
from workplan.services.operations import beats
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.office import Office
    from support.programs.mail_server import MailServer
    from workplan.services.delivery.deliveries import Sender

DUE = date(2026, 11, 27)
ARMED = washington(2026, 11, 2)
WEEK_BEFORE = washington(2026, 11, 17, 8)
"""Seven working days before it."""


def viewer(office: Office) -> Change:
    return Change(office.viewer, ARMED)


def test_whoever_follows_a_task_hears_of_it_and_stops_by_one_click(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    task = office.add("1a", due=DUE, now=ARMED)
    followers.follow(viewer(office), task)
    followers.follow(viewer(office), task)
    beats.tick(sender, WEEK_BEFORE)
    [mail] = [m for m in mail_server.mails if m.who == "viewer"]
    assert "Why you:        you follow it" in mail.text
    assert "See it:" in mail.text
    assert "/report" not in mail.text
    token = str(mail.message["List-Unsubscribe"]).strip("<>").rpartition("/")[2]
    stopped = unsubscribing.stop(token, WEEK_BEFORE)
    assert stopped.words == ["reminders of tasks that you follow"]
    assert not followers.follows(db.session(), office.viewer.id, task)
    verbs = [entry.verb for entry in office.journal() if "follow" in entry.verb]
    assert verbs == ["task.followed", "task.unfollowed"]


def test_who_stops_following_hears_no_more(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    task = office.add("1a", due=DUE, now=ARMED)
    followers.follow(viewer(office), task)
    followers.stop(viewer(office), task)
    followers.stop(viewer(office), task)
    beats.tick(sender, WEEK_BEFORE)
    assert [m for m in mail_server.mails if m.who == "viewer"] == []
    assert days_of(mail_server) == [(11, 17)]  # Its lead is reminded all the same.


def test_a_stranger_follows_nothing_here_and_nobody_follows_what_has_ended(
    office: Office,
) -> None:
    task = office.add("1a", due=DUE, now=ARMED)
    with pytest.raises(NotFound):
        followers.follow(Change(office.stranger, ARMED), task)
    office.complete(task, ARMED)
    with refuses("task", "not open any more"):
        followers.follow(viewer(office), task)
