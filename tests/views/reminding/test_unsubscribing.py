"""Mails that can be declined are ended by one click, and by nothing less; others have no click."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Notice, ReplyAddress
from workplan.extensions import db
from workplan.reminders.reach import Wishes
from workplan.services.coordination import conversations
from workplan.services.delivery import reply_addresses
from workplan.services.people import mail_preferences
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from support.ground.site import Site

CLICK = {"List-Unsubscribe": "One-Click"}
NUMBER = "<told@office.example>"


@pytest.fixture
def token(site: Site) -> str:
    """The token of a mail that told the lead that they were named."""
    with site.inside() as office:
        change = Change(office.coordinator, site.now)
        conversations.say(change, site.tasks["ours"], "@Lena Ivanova when?")
        with writing() as session:
            newest = select(Notice).where(Notice.kind == "mention").order_by(Notice.id.desc())
            notice = session.scalars(newest).first()
            assert notice is not None
            notice.message_id = NUMBER
            return reply_addresses.issue(session, notice, NUMBER, site.now, reply_addresses.STOP)


def wishes(site: Site) -> Wishes:
    with site.inside() as office:
        return mail_preferences.own(db.session(), office.lead)[0]


def test_following_the_link_changes_nothing_and_says_what_would_end(site: Site, token: str) -> None:
    page = site.browser("anonymous").get(f"/stop/{token}").page
    assert "comments that name you or your agency" in page.text
    assert "Lena Ivanova" in page.text
    assert page.form().values()["List-Unsubscribe"] == "One-Click"
    assert wishes(site) == Wishes()


def test_one_click_without_a_session_ends_mails_of_that_kind_and_no_others(
    site: Site, token: str
) -> None:
    client = site.app.test_client()
    answer = client.post(f"/stop/{token}", data=CLICK)
    assert answer.status_code == 200
    assert "You get no more of these mails" in answer.text
    assert wishes(site) == Wishes(mentions="off")
    entry = site.rows("journal")[-1]
    assert (entry.verb, entry.door, entry.actor_name) == (
        "user.mail_chosen",
        "link",
        "Lena Ivanova",
    )
    assert client.post(f"/stop/{token}", data=CLICK).status_code == 200
    assert site.rows("journal")[-1].seq == entry.seq


def test_a_post_that_is_no_click_changes_nothing(site: Site, token: str) -> None:
    answer = site.app.test_client().post(f"/stop/{token}", data={"List-Unsubscribe": "1"})
    assert "Get no more mails like this one?" in answer.text
    assert wishes(site) == Wishes()


def test_a_link_that_is_too_old_or_of_a_closed_account_ends_nothing(site: Site, token: str) -> None:
    with site.inside(), writing() as session:
        session.scalars(select(ReplyAddress)).one().expires_at = site.now - timedelta(days=1)
    assert site.app.test_client().post(f"/stop/{token}", data=CLICK).status_code == 404
    assert wishes(site) == Wishes()
