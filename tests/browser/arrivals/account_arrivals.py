"""How to bring the pages of accounts and of people into each of their states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models import User
from tests.browser.driving.live_site import PEOPLE
from workplan.extensions import db
from workplan.services.accounts import first_admins
from workplan.services.accounts.signing_in import account_links, password_links
from workplan.services.record.actor import Actor
from workplan.services.record.transaction import writing
from workplan.vocabulary import AccountLinkKind

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.driving.live_site import LiveSite

OPERATOR = Actor(None, "Operator", "cli")


def number_of(site: LiveSite, who: str) -> int:
    with site.app.app_context():
        return db.session.scalars(select(User.id).where(User.email == PEOPLE[who])).one()


def invited(page: Page, site: LiveSite) -> None:
    """Follow the link of a mail to a new password."""
    user_id = number_of(site, "contributor")
    with site.app.app_context(), writing() as session:
        kind, now = AccountLinkKind.RESET, site.clock.now()
        token = account_links.issue(session, now, kind, user_id, by=OPERATOR).token
    page.goto(password_links.PATH + token)


def weak_password(page: Page, site: LiveSite) -> None:
    """Set a password that is too short, by a link."""
    invited(page, site)
    page.get_by_label("New password").fill("short")
    page.get_by_role("button", name="Set the password").click()
    page.locator("#problems").wait_for()


def first_link_gone(page: Page, _: LiveSite) -> None:
    page.goto(first_admins.PATH + "used-long-ago")


def person(page: Page, site: LiveSite) -> None:
    """Look at somebody who has work in their hands."""
    page.goto(f"/admin/people/{number_of(site, 'contributor')}")


def link_shown(page: Page, site: LiveSite) -> None:
    """Let a link to somebody's password be shown."""
    person(page, site)
    page.get_by_role("button", name="Show the link once").click()
    page.locator("#link").wait_for()


def person_nameless(page: Page, site: LiveSite) -> None:
    person(page, site)
    page.get_by_label("Name", exact=True).fill("")
    page.get_by_role("button", name="Save the person").click()
    page.locator("#problems").wait_for()


def nobody_new(page: Page, _: LiveSite) -> None:
    page.goto("/admin/people/new")
    page.get_by_role("button", name="Add and invite", exact=True).click()
    page.locator("#problems").wait_for()


def table_looked_at(page: Page, _: LiveSite) -> None:
    """Look at a table of which a line cannot be taken."""
    page.goto("/admin/people/import")
    page.get_by_label("Or paste lines").fill("Email,Name\nana@state.example,Ana Lima\nbad,Bo Ode")
    page.get_by_role("button", name="Look at the lines").click()
    page.get_by_role("heading", name="Left out").wait_for()
