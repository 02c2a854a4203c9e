"""Mail that came in: the coordinator reads it and decides, an administrator sees its head."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Plan, ReceivedMail, User
from support.ground.office import OTHER_SLUG, SLUG
from workplan.extensions import db
from workplan.mail.inbound.mailbox import Fetched
from workplan.services.accounts import bounced_addresses
from workplan.services.delivery.incoming import received, settling
from workplan.services.record.actor import MAILBOX
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.storage.choosing import store_at

if TYPE_CHECKING:
    from support.ground.site import Site

NUMBERS = count(1)
MAIL = """From: Jo Doe <jo@elsewhere.example>
To: plan@office.example
Message-ID: <{n}@elsewhere.example>
Subject: The annex {n}

The annex follows on Friday 4 Dec 2026.

> Please report
"""


def came(site: Site, slug: str | None = SLUG) -> int:
    """Let a mail come in that waits for somebody, and return its number."""
    content = MAIL.format(n=next(NUMBERS)).encode()
    store = store_at("", site.app.extensions["workplan"].instance)
    with site.inside():
        assert received.keep(store, Fetched("x", content, len(content)), "Maildir", site.now)
        settling.settle_waiting(store, site.now)
        with writing() as session:
            mail = session.scalars(select(ReceivedMail).order_by(ReceivedMail.id.desc())).first()
            assert mail is not None
            if slug:
                mail.plan_id = session.scalars(select(Plan.id).where(Plan.slug == slug)).one()
            return mail.id


def row(site: Site, number: int) -> ReceivedMail:
    with site.inside():
        return db.session.get_one(ReceivedMail, number)


def verbs(site: Site) -> list[str]:
    return [entry.verb for entry in site.rows("journal")]


def test_it_waits_on_the_page_of_reminders_with_the_way_to_it(site: Site) -> None:
    came(site)
    coordinator = site.browser("coordinator")
    for path in ("/reminders", f"/plans/{SLUG}/reminders"):
        assert "1 mail came in and waits for somebody" in coordinator.get(path).page.text
    assert "came in" not in site.browser("lead").get("/reminders").page.text
    listed = coordinator.get(f"/plans/{SLUG}/mail").page
    assert listed.heading == "1 mail waits for somebody"
    assert settling.NO_ANSWER in listed.text


def test_its_words_stand_there_without_the_mail_that_it_answers(site: Site) -> None:
    number = came(site)
    for who in ("coordinator", "auditor"):
        page = site.browser(who).get(f"/received/{number}").page
        assert page.one("pre").text == "The annex follows on Friday 4 Dec 2026."
        assert ("Put it on a task" in page.text) == (who == "coordinator")


def test_it_is_put_on_a_task_as_a_comment_that_names_its_sender(site: Site) -> None:
    number = came(site)
    coordinator = site.browser("coordinator")
    refused = coordinator.post(f"/received/{number}/task", {"code": "nowhere"})
    assert refused.status_code == 422
    assert "No task of this plan has the code “nowhere”." in refused.page.text
    coordinator.post(f"/received/{number}/task", {"code": " 1a "})
    [comment] = [c for c in site.rows("task_comments") if "annex" in c.body]
    assert comment.body == (
        "Mail from Jo Doe (jo@elsewhere.example):\n\nThe annex follows on Friday 4 Dec 2026."
    )
    assert (row(site, number).state, row(site, number).comment_id) == ("taken", comment.id)
    assert "mail.placed" in verbs(site)
    again = coordinator.post(f"/received/{number}/task", {"code": "1a"})
    assert "waits for nobody any more" in again.page.text


def test_it_is_set_aside_with_a_reason(site: Site) -> None:
    number = came(site)
    coordinator = site.browser("coordinator")
    assert coordinator.post(f"/received/{number}/aside", {"reason": " "}).status_code == 422
    coordinator.post(f"/received/{number}/aside", {"reason": "Advertising"})
    assert (row(site, number).state, row(site, number).reason) == ("set_aside", "Advertising")
    assert "Advertising" in coordinator.get(f"/plans/{SLUG}/mail?state=set_aside").page.text
    assert verbs(site)[-1] == "mail.set_aside"


def test_it_is_tried_again_and_waits_with_the_reason_of_now(site: Site) -> None:
    number = came(site)
    with site.inside(), writing() as session:
        session.get_one(ReceivedMail, number).reason = "The plan was closed."
    page = site.browser("coordinator").post(f"/received/{number}/again", follow_redirects=True).page
    assert "It still waits" in page.text
    assert row(site, number).reason == settling.NO_ANSWER


def test_administrators_see_the_head_of_what_belongs_to_no_plan_and_never_its_words(
    site: Site,
) -> None:
    ours, nobodys = came(site), came(site, None)
    admin = site.browser("admin")
    page = admin.get("/admin/mail/in").page
    assert page.heading == "1 mail of no plan waits for somebody"
    assert "Jo Doe (jo@elsewhere.example)" in page.text
    assert "follows on Friday" not in page.text
    assert admin.get(f"/received/{nobodys}").status_code == 404
    assert admin.post(f"/received/{ours}/aside", {"reason": "x"}).status_code == 404
    assert "1 mail of no plan waits for somebody." in admin.get("/admin").page.text


def test_an_administrator_gives_it_to_a_plan_whose_coordinator_then_reads_it(site: Site) -> None:
    number = came(site, None)
    admin, stranger = site.browser("admin"), site.browser("stranger")
    assert stranger.get(f"/received/{number}").status_code == 404
    refused = admin.post(f"/admin/mail/in/{number}/plan", {"slug": "nowhere"})
    assert "No plan has the short name “nowhere”." in refused.page.text
    admin.post(f"/admin/mail/in/{number}/plan", {"slug": OTHER_SLUG})
    assert "follows on Friday" in stranger.get(f"/received/{number}").page.text
    assert admin.post(f"/received/{number}/aside", {"reason": "x"}).status_code == 404


def test_an_administrator_sets_aside_and_tries_again_what_belongs_to_no_plan(site: Site) -> None:
    number, admin = came(site, None), site.browser("admin")
    tried = admin.post(f"/received/{number}/again", follow_redirects=True)
    assert "It still waits" in tried.page.text
    admin.post(f"/received/{number}/aside", {"reason": "Advertising"})
    assert row(site, number).state == "set_aside"
    again = admin.post(f"/received/{number}/aside", {"reason": "x"}, follow_redirects=True)
    assert "waits for nobody any more" in again.page.text


def test_somebody_to_whom_mail_comes_back_is_shown_where_it_is_put_right(site: Site) -> None:
    words = "550 5.1.1 No such user here"
    change = Change(MAILBOX, site.now)
    with site.inside() as office, change.transaction():
        bounced_addresses.flag(change, db.session.get_one(User, office.lead.id), words)
        lead = office.lead.id
    admin = site.browser("admin")
    assert "Mail to 1 person comes back" in admin.get("/admin").page.text
    assert "1 gets no mail: it comes back" in admin.get("/admin/people").page.text
    assert words in admin.get(f"/admin/people/{lead}").page.text
    reminders = site.browser("coordinator").get("/reminders").page
    assert "Mail to Lena Ivanova comes back" in reminders.text
    admin.post(f"/admin/people/{lead}/mail")
    assert verbs(site)[-1] == "user.mail_works"
    assert words not in admin.get(f"/admin/people/{lead}").page.text
    assert admin.post(f"/admin/people/{lead}/mail").status_code == 422


def test_a_new_address_begins_anew(site: Site) -> None:
    change = Change(MAILBOX, site.now)
    with site.inside() as office, change.transaction():
        bounced_addresses.flag(change, db.session.get_one(User, office.lead.id), "550 Gone")
        lead = office.lead.id
    form = {"version": 1, "name": "Lena Ivanova", "email": "lena@office.example", "time_zone": ""}
    site.browser("admin").post(f"/admin/people/{lead}", form)
    [person] = [user for user in site.rows("users") if user.id == lead]
    assert (person.email, person.mail_bounced_at, person.mail_bounce) == (
        "lena@office.example",
        None,
        "",
    )
