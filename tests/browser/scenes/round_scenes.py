"""The pages of coordination: nothing sent, sent, commented, silent, decided, cleared."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Agency, BureauAsk, Round, RoundAsk, RoundComment, User
from support.ground.moments import washington
from tests.browser.arrivals.arriving import at, at_task
from tests.browser.driving.live_site import PEOPLE
from tests.browser.scenes.scene import PLAN, Scene
from workplan.extensions import db
from workplan.services.coordination.rounds import bureaus, settling, versions
from workplan.services.coordination.rounds.answers import Answer, Comment, answer
from workplan.services.coordination.rounds.versions import Sent
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reminding import concurring

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from playwright.sync_api import Page

    from tests.browser.driving.live_site import LiveSite

    Arrive = Callable[[Page, LiveSite], object]

# Tasks that War leads, and on which State and Commerce coordinate.
ASKED, TALKED, CLEARED, ADVISED = "5(b).1", "3(b)", "3(b).1", "4(i).2"
DDTC = "aisha.farouk@state.example"
SENT_AT, SAID_AT = washington(2026, 11, 10), washington(2026, 11, 16)
DAY, PASSED = date(2026, 12, 2), date(2026, 11, 18)
TEXT = """**1. Purpose.** The criteria say when a transfer needs enhanced monitoring.

**6. Case file.** Each post reports monthly on every case, and adds the BIS licence check."""
REMARKS = (
    Comment("adds the BIS licence check", "It repeats our own check.", "relies on the BIS check"),
    Comment("Each post reports", "Name the post.", "The post in charge reports"),
)


def acting(who: str) -> Actor:
    """Return who acts, by a name of PEOPLE or by an address."""
    email = PEOPLE.get(who, who)
    user = db.session.scalars(select(User).where(User.email == email)).one()
    return Actor(user.id, user.name, "web")


def sent(
    site: LiveSite, code: str, wanted_on: date, *agencies: str, now: datetime = SENT_AT
) -> bool:
    """Let War send the product of a task, once; tell whether it was sent now."""
    task = site.task(code)
    if db.session.scalar(select(Round.id).where(Round.task_id == task.id)) is not None:
        return False
    codes = select(Agency.id).where(Agency.code.in_(agencies or ("STATE", "COMMERCE")))
    asked = dict.fromkeys(db.session.scalars(codes), wanted_on)
    change = Change(acting("other_lead"), now)
    versions.send(change, task.id, Sent(TEXT, asked), is_attached=False)
    return True


def answered(kind: str, *comments: Comment) -> None:
    """Let State answer on what it was asked last."""
    asks = select(RoundAsk.id).join(Agency, Agency.id == RoundAsk.agency_id)
    last = db.session.scalars(asks.where(Agency.code == "STATE").order_by(RoundAsk.id.desc()))
    answer(Change(acting("lead"), SAID_AT), last.first() or 0, Answer(kind, comments))


def asked(page: Page, site: LiveSite) -> None:
    with site.app.app_context():
        sent(site, ASKED, DAY)
        db.session.rollback()
    at_task(ASKED, "/coordination")(page, site)


def talked(page: Page, site: LiveSite) -> None:
    """See what State said of a product on which Commerce is silent; one comment is decided."""
    with site.app.app_context():
        if sent(site, TALKED, PASSED):
            answered("non_concur", *REMARKS)
            first = db.session.scalars(
                select(RoundComment.id).order_by(RoundComment.id.desc()).offset(1)
            ).first()
            change = Change(acting("other_lead"), SAID_AT)
            settling.decide(change, first or 0, "in_part", "The check stays, once a year.")
        db.session.rollback()
    at_task(TALKED, "/coordination")(page, site)


def cleared(page: Page, site: LiveSite) -> None:
    """See a round that was cleared after a second version."""
    with site.app.app_context():
        if sent(site, CLEARED, PASSED, "STATE"):
            answered("concur")
            found = db.session.scalars(select(Round.id).order_by(Round.id.desc())).first()
            settling.clear(Change(acting("other_lead"), SAID_AT), found or 0)
        db.session.rollback()
    at_task(CLEARED, "/coordination")(page, site)


def advised(page: Page, site: LiveSite) -> None:
    """See what a bureau of State says before State answers."""
    with site.app.app_context():
        sent(site, ADVISED, DAY)
        asks = select(RoundAsk.id).join(Agency, Agency.id == RoundAsk.agency_id)
        last = db.session.scalars(asks.where(Agency.code == "STATE").order_by(RoundAsk.id.desc()))
        ask, lead = last.first() or 0, acting("lead")
        ddtc = db.session.scalars(select(Agency.id).where(Agency.code == "STATE-DDTC")).one()
        if db.session.scalar(select(BureauAsk.id).limit(1)) is None:
            bureaus.ask(Change(lead, SAID_AT), ask, {ddtc: DAY})
            comment = Comment("reports monthly", "Posts have no staff for it.", "reports quarterly")
            number = db.session.scalars(select(BureauAsk.id)).one()
            bureaus.answer(Change(acting(DDTC), SAID_AT), number, "non_concur", comment)
        db.session.rollback()
    at_task(ADVISED, "/coordination")(page, site)
    page.locator("summary", has_text="Ask another one").click()


def refused_to_concur(page: Page, site: LiveSite) -> None:
    asked(page, site)
    page.locator("label", has_text="Non-concur").click()
    page.get_by_role("button", name="Record the answer").click()
    page.get_by_role("alert").wait_for()


def undecided(page: Page, site: LiveSite) -> None:
    talked(page, site)
    page.get_by_role("button", name="Decide the comment 2 of State").click()
    page.get_by_role("alert").wait_for()


def sent_nothing(page: Page, site: LiveSite) -> None:
    at_task("3(b).2", "/coordination")(page, site)
    page.get_by_role("button", name="Send version 1").click()
    page.get_by_role("alert").wait_for()


def on_my_work(page: Page, site: LiveSite) -> None:
    asked(page, site)
    page.goto("/")
    page.get_by_role("heading", name="To coordinate on").wait_for()


def on_the_plan(path: str) -> Arrive:
    def arrive(page: Page, site: LiveSite) -> None:
        talked(page, site)
        page.goto(f"{PLAN}{path}")

    return arrive


def by_mail(page: Page, site: LiveSite) -> None:
    asked(page, site)
    task = site.task(ASKED)
    with site.app.app_context(), writing() as session:
        found = select(RoundAsk.id).join(Agency, Agency.id == RoundAsk.agency_id)
        ask = session.scalars(found.where(Agency.code == "STATE").order_by(RoundAsk.id)).first()
        user = acting("lead").id or 0
        token = concurring.issue(session, user, task.id, ask or 0, site.clock.now())
    page.goto(f"/c/{token}")


SCENES = (
    Scene("coordination of nothing", "lead", at_task("5(b).2", "/coordination")),
    Scene("coordination to begin", "other_lead", at_task("3(b).2", "/coordination")),
    Scene("version without words", "other_lead", sent_nothing),
    Scene("coordination asked of an agency", "lead", asked),
    Scene("coordination with the advice of a bureau", "lead", advised),
    Scene("non-concurrence without words", "lead", refused_to_concur),
    Scene("coordination with a comment to decide", "other_lead", talked),
    Scene("comment without a decision", "other_lead", undecided),
    Scene("coordination as an auditor reads it", "auditor", talked),
    Scene("coordination that was cleared", "other_lead", cleared),
    Scene("my work with products to coordinate on", "lead", on_my_work),
    Scene("products of a plan in coordination", "coordinator", on_the_plan("/coordination")),
    Scene("overview with a silent agency", "coordinator", on_the_plan("")),
    Scene("task whose product goes round", "other_lead", at_task(TALKED)),
    Scene("chain with coordination", "auditor", at_task(TALKED, "/chain")),
    Scene("concurring by a link in a mail", None, by_mail),
    Scene("products of a closed plan", "principal", at("/plans/cat-policy/coordination")),
)
