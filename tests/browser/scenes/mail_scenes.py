"""Scenes of mail: what went out, what came in, and from whom mail comes back."""

from __future__ import annotations

from email.message import EmailMessage
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Notice, Plan, ReceivedMail, Task, User
from tests.browser.arrivals.arriving import at, mail_read
from tests.browser.arrivals.house_arrivals import mail_tested
from tests.browser.driving.live_site import LIVE, PEOPLE
from tests.browser.scenes.scene import Scene
from workplan.mail.inbound.mailbox import Fetched
from workplan.services.accounts import bounced_addresses
from workplan.services.delivery import reply_addresses
from workplan.services.delivery.incoming import received, settling
from workplan.services.record.actor import MAILBOX
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.storage.choosing import store_at

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.driving.live_site import LiveSite

MAIL = b"""From: Jo Doe <jo@elsewhere.example>
To: plan@office.example
Message-ID: <%d@elsewhere.example>
Subject: The annex to the report

The annex follows on Friday 4 Dec 2026.
"""


SHEET = b"Task Name,Begin,Days\nDraft the annex,1/5/2027,5\nClear the annex,1/12/2027,3\n"


def came_in(site: LiveSite, number: int, slug: str | None, content: bytes = b"") -> int:
    """Let a mail come in that waits for somebody, of a plan or of none; once."""
    store = store_at("", site.app.extensions["workplan"].instance)
    content = content or MAIL % number
    with site.app.app_context():
        if received.keep(store, Fetched("x", content, len(content)), "Maildir", site.clock.now()):
            settling.settle_waiting(store, site.clock.now(), "plan@office.example")
        with writing() as session:
            row = session.scalars(
                select(ReceivedMail)
                .where(ReceivedMail.stored_as.is_not(None))
                .order_by(ReceivedMail.id.desc())
            ).first()
            assert row is not None
            if slug is not None:
                row.plan_id = session.scalars(select(Plan.id).where(Plan.slug == slug)).one()
            return row.id


def mail_of_plan(page: Page, site: LiveSite) -> None:
    """Look at the list of what came in."""
    came_in(site, 1, LIVE)
    page.goto(f"/plans/{LIVE}/mail")
    page.get_by_role("link", name="The annex to the report").first.wait_for()


def mail_to_decide_on(page: Page, site: LiveSite) -> None:
    """Name a task that there is none, for a mail that came in."""
    page.goto(f"/received/{came_in(site, 2, LIVE)}")
    page.get_by_label("Code of the task").fill("no such code")
    page.get_by_role("button", name="Put it on the task").click()
    page.locator("#problems").wait_for()


def mail_with_a_sheet(page: Page, site: LiveSite) -> None:
    """Look at a mail that somebody of the plan sent to its address, with a sheet."""
    mail = EmailMessage()
    mail["From"], mail["To"] = PEOPLE["lead"], f"plan+{LIVE}@office.example"
    mail["Subject"], mail["Message-ID"] = "Fwd: dates of the annex", "<annex@office.example>"
    mail.set_content("The office kept these so far. The Secretary of State shall review the list.")
    mail.add_attachment(SHEET, maintype="text", subtype="csv", filename="annex 2027.csv")
    page.goto(f"/received/{came_in(site, 4, LIVE, mail.as_bytes())}")
    page.get_by_role("button", name="Open as a sheet").wait_for()


def mail_of_house(page: Page, site: LiveSite) -> None:
    """Open what can be decided on a mail of no plan."""
    came_in(site, 3, None)
    page.goto("/admin/mail/in")
    page.locator("summary", has_text="Decide").first.click()
    page.get_by_label("Short name of the plan that it is for").first.wait_for()


def bounced(page: Page, site: LiveSite) -> None:
    """Look at somebody to whom mail comes back."""
    change = Change(MAILBOX, site.clock.now())
    with site.app.app_context(), change.transaction() as session:
        person = session.scalars(
            select(User).where(User.disabled_at.is_(None), ~User.is_admin).order_by(User.id)
        ).first()
        assert person is not None
        bounced_addresses.flag(change, person, "550 5.1.1 No such user here")
        number = person.id
    page.goto(f"/admin/people/{number}")
    page.get_by_role("button", name="The address works").wait_for()


def mails_to_stop(page: Page, site: LiveSite) -> None:
    """Follow the link in a mail that tells of a comment, and stop such mails."""
    with site.app.app_context(), writing() as session:
        task = session.scalars(select(Task).where(Task.assignee_id.is_not(None))).first()
        assert task is not None
        number = f"<told-{task.id}@office.example>"
        notice = Notice(
            plan_id=task.plan_id,
            task_id=task.id,
            user_id=task.assignee_id,
            from_id=task.assignee_id,
            kind="handed",
            told_at=site.clock.now(),
            said="",
            is_at_once=True,
            state="cancelled",
            not_before=site.clock.now(),
            message_id=number,
        )
        session.add(notice)
        token = reply_addresses.issue(
            session, notice, number, site.clock.now(), reply_addresses.STOP
        )
    page.goto(f"/stop/{token}")
    page.get_by_role("button", name="Stop these mails").wait_for()


MAIL_SCENES = (
    Scene("mail of the administration", "admin", at("/admin/mail?state=sent")),
    Scene("mail tested", "admin", mail_tested),
    Scene("a mail as it was sent", "coordinator", mail_read),
    Scene("mail that came in", "coordinator", mail_of_plan),
    Scene("mail that came in, with an error", "coordinator", mail_to_decide_on),
    Scene("mail that came in with a sheet", "coordinator", mail_with_a_sheet),
    Scene("mail that came in of no plan", "admin", mail_of_house),
    Scene("mails to stop", None, mails_to_stop),
    Scene("mail that comes back from somebody", "admin", bounced),
)
