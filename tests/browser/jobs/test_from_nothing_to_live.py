"""From an empty installation to a live plan, by a browser alone: three ways of using it.

Two agencies with bureaus, five people in four roles, three lines of effort, twelve tasks with
links and four kinds of suspense, approved with its baseline and the first mails foretold, one
report, and one late task on the overview; in at most 120 clicks and keyed fields.
"""

from __future__ import annotations

import re
import threading
from contextlib import contextmanager
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, NamedTuple

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select
from werkzeug.serving import make_server

from config import Settings
from models import Baseline, Membership, Suspense, Task
from support.ground.databases import release
from support.ground.moments import washington
from tests.browser.arrivals.sheet_arrivals import PASTE
from tests.browser.driving.live_site import QuietHandler, SteadyClock
from tests.browser.driving.walker import Walker
from tests.browser.driving.windows import DESKTOP, PATIENCE_MS
from workplan import clock
from workplan.app import create_app
from workplan.extensions import db
from workplan.services.accounts import first_admins
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask
    from playwright.sync_api import Browser, Page

    from support.ground.databases import Databases

pytestmark = pytest.mark.browser

OPENED_AT = washington(2026, 11, 24, 10)
MOST_ACTIONS = 120
NEW, AGAIN = "New password", "The same once more"
PASSWORD = "quiet harbor lantern 41"  # of people who exist in this test only
AGENCIES = (
    ("State", "Department of State", "STATE", ""),
    ("State PM", "Bureau of Political-Military Affairs", "PM", "State"),
    ("War", "Department of War", "WAR", ""),
    ("DSCA", "Defense Security Cooperation Agency", "DSCA", "War"),
)
PEOPLE = """Email\tName\tAgency
coordinator@state.example\tDana Cole\tPM
lead@state.example\tMaria Lund\tSTATE
lead@war.example\tPaul Ruiz\tWAR
worker@war.example\tIda Moss\tDSCA
chief@state.example\tRhea Stone\tSTATE
"""
MEMBERS = (
    ("lead@state.example", "Agency lead", "State"),
    ("lead@war.example", "Agency lead", "War"),
    ("worker@war.example", "Contributor", "DSCA"),
    ("chief@state.example", "Viewer", ""),
)
EFFORTS = (("1", "Industry", "State"), ("2", "Process", "War"), ("3", "Figures", "State"))
TASKS = """No.\tTask\tLead\tSupports\tDays\tWaits for\tSuspense
1.1\tAsk industry\tState\tWar\t10\t\tsigned+60
1.2\tWrite what industry said\tState PM\t\t2w\t1.1\t15 Jan 2027
1.3\tTell industry what became of it\tState\t\t5\t1.2 FS+2\tafter 1.2 +30
2.1\tMap the process\tWar\t\t15\t\tsigned+90
2.2\tFind what takes long\tDSCA\tState\t10\t2.1\t
2.3\tPropose the change\tWar\t\t10\t2.2, 1.2\t26 Feb 2027
2.4\tCommander approves\tWar\t\tm\t2.3\t
2.5\tPublish the change\tDSCA\t\t5\t2.4\tafter 2.4 +20
3.1\tAgree on figures\tState + War\t\t15\t\tsigned+20
3.2\tCollect the first figures\tDSCA\t\t10\t3.1\t
3.3\tPublish the figures\tState\t\t3\t3.2\tquarterly from 1 Apr 2027
3.4\tReview after a year\tState PM\t\t5\t3.3 SS\t
"""


class House(NamedTuple):
    """An installation that nobody has an account in."""

    app: Flask
    url: str
    folder: Path

    def first_link(self) -> str:
        with self.app.app_context():
            return (
                f"/first/{first_admins.issue(Change(Actor(None, 'Operator', 'cli'), clock.now()))}"
            )

    def invitation(self, email: str) -> str:
        """Return the path of the link in the newest mail to somebody."""
        mails = sorted((self.folder / "mail").glob("*.eml"), key=lambda p: p.stat().st_mtime_ns)
        for path in reversed(mails):
            mail = message_from_bytes(path.read_bytes(), policy=policy.default)
            body = mail.get_body(("plain",))
            if email in mail["To"] and body is not None:
                found = re.search(r"/set-password/\S+", body.get_content())
                assert found, body.get_content()
                return found[0]
        raise AssertionError(f"No mail to {email}.")


@contextmanager
def empty_house(folder: Path, database_url: str) -> Iterator[House]:
    app = create_app(Settings.for_tests(folder, database_url, is_testing=False))
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=QuietHandler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield House(app, f"http://127.0.0.1:{server.port}", folder)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        release(app)


@pytest.fixture
def house(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    steady = SteadyClock(OPENED_AT)
    monkeypatch.setattr(clock, "now", steady.now)
    url = databases.create()
    with empty_house(tmp_path, url) as house:
        yield house
    databases.drop(url)


@pytest.mark.parametrize("way", ["with scripts", "without scripts", "by keys alone"])
def test_a_plan_goes_from_nothing_to_live(house: House, browser: Browser, way: str) -> None:
    context = browser.new_context(
        base_url=house.url, viewport=DESKTOP, java_script_enabled=way != "without scripts"
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    me = Walker(page, by_keys=way == "by keys alone", has_scripts=way != "without scripts")

    administrator_sets_up(me, house)
    coordinator_plans(me, house)
    assert_is_live(page)
    lead_reports(me, house)
    chief_looks(me, house)

    assert_is_stored(house)
    print(f"\n{way}: {me.actions} actions")  # the evidence
    assert me.actions <= MOST_ACTIONS
    context.close()


def administrator_sets_up(me: Walker, house: House) -> None:
    me.page.goto(house.first_link())
    me.fill("Name", "Ana Ward")
    me.fill("Work email", "admin@house.example")
    me.fill(NEW, PASSWORD)
    me.fill(AGAIN, PASSWORD)
    me.press("Make my account")
    signs_in(me, "admin@house.example")
    for label, name, code, parent in AGENCIES:
        me.page.goto("/agencies/new")
        me.fill("Label", label)
        me.fill("Full name", name)
        me.fill("Code", code)
        if parent:
            me.choose("Bureau of", parent)
        me.press("Add the agency")
    me.page.goto("/admin/people/import")
    me.fill("Or paste lines from a spreadsheet", PEOPLE)
    me.press("Look at the lines")
    me.press("Invite 5 people")
    me.page.goto("/plans/new")
    me.follow("Begin from nothing")
    me.open("A directive that is not in the list")
    me.fill("Citation", "M-7")
    me.fill("Title of the directive", "Faster transfers")
    me.day("Signed on", "2026-11-20")
    me.day("Start of the plan", "2026-11-24")
    me.fill("Coordinator", "coordinator@state.example")
    me.fill("Title", "Transfers plan")
    me.press("Save and go on: lines of effort")


def enters(me: Walker, house: House, email: str) -> None:
    me.page.context.clear_cookies()
    me.page.goto(house.invitation(email))
    me.fill(NEW, PASSWORD)
    me.fill(AGAIN, PASSWORD)
    me.press("Set the password")
    signs_in(me, email)


def signs_in(me: Walker, email: str) -> None:
    me.fill("Email", email)
    me.fill("Password", PASSWORD)
    me.press("I consent: sign in")
    expect(me.page.get_by_role("heading", level=1, name="Sign in")).to_have_count(0)


def coordinator_plans(me: Walker, house: House) -> None:
    page = me.page
    enters(me, house, "coordinator@state.example")
    page.goto("/plans/transfers-plan/new/efforts")
    for code, title, agency in EFFORTS:
        me.fill("Number", code)
        me.fill("Title", title)
        me.choose("Lead agency", agency)
        me.press("Add line of effort")
    me.follow("Go on: people")
    for email, role, agency in MEMBERS:
        me.fill("Address", email)
        me.choose("Role", role)
        if agency:
            me.choose("Agency", agency)
        me.press("Add to the plan")
    me.follow("Go on: check")
    me.follow("enter many in a sheet")
    if me.has_scripts:
        page.locator("table.sheet.is-live").wait_for()
        me.enter(page.locator("tr.sheet__row").last.locator("td[data-column=code]"))
        page.evaluate(PASTE, TASKS)
        expect(page.locator(".sheet-pasted")).to_contain_text("Pasted: 12 rows")
        page.keyboard.press("Control+m")  # From here on Tab leads out of the sheet again.
    else:
        me.fill("Paste a block here", TASKS)
    me.press("Save all rows together")
    expect(page.locator("main")).to_contain_text("12 tasks added")
    me.follow("Settings", inside=".rail__wide")
    me.follow("Stage and closing")
    mails = page.get_by_role("region", name="Mails that would go out first")
    expect(mails).to_contain_text("Maria Lund")
    expect(mails).to_contain_text("3.1")
    me.press("Approve plan")


def assert_is_live(page: Page) -> None:
    page.goto("/plans/transfers-plan")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Likely to end")
    expect(page.locator(".figures")).to_contain_text("1 will miss")
    late = page.get_by_role("region", name="Late, or about to be")
    expect(late).to_contain_text("3.1 Agree on figures")


def lead_reports(me: Walker, house: House) -> None:
    enters(me, house, "lead@state.example")
    me.page.goto("/")
    row = me.page.locator("article", has_text="3.1 Agree on figures")
    me.choose("Status", "At risk", within=row)
    me.fill("% done", "40", within=row)
    me.press("Save report on 3.1", leaves=False)
    expect(me.page.locator("main")).to_contain_text("Your report is saved.")


def chief_looks(me: Walker, house: House) -> None:
    enters(me, house, "chief@state.example")
    me.page.goto("/")
    expect(me.page.get_by_role("heading", level=1)).to_contain_text("Likely to end")
    expect(me.page.locator(".figures")).to_contain_text("1 will miss")


def assert_is_stored(house: House) -> None:
    with house.app.app_context():
        session = db.session()
        tasks = session.scalars(select(Task).where(Task.removed_at.is_(None))).all()
        assert len(tasks) == TASKS.count("\n") - 1
        assert {row.rule for row in session.scalars(select(Suspense))} == {
            "signed",
            "fixed",
            "after_task",
            "recurring",
        }
        roles = session.scalars(select(Membership.role)).all()
        assert len(roles) == 5
        assert len(set(roles)) == 4
        assert session.scalar(select(func.count(Baseline.id))) == 1
        assert [t.percent for t in tasks if t.code == "3.1"] == [40]
