"""Comments of stakeholders in every state, and what the public reads of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from models import Comment, Plan
from tests.browser.arrivals.arriving import at, sent_empty
from tests.browser.driving.live_site import CLOSED, LIVE, MARKED
from tests.browser.scenes.mail_scenes import came_in
from tests.browser.scenes.scene import PLAN, Scene
from workplan.policy import FORM_SECONDS
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.driving.live_site import LiveSite

COMMENTS = f"{PLAN}/comments"


def settled_without_words(page: Page, _: LiveSite) -> None:
    """Settle a point without an answer."""
    page.goto(f"{COMMENTS}/4?point=2")
    page.get_by_role("button", name="Settle point 2").click()
    page.locator("#problems").wait_for()


def split_wrongly(page: Page, _: LiveSite) -> None:
    """Split off words that nobody said."""
    page.goto(f"{COMMENTS}/9")
    page.get_by_text("Split off a point").click()
    page.get_by_label("Words of the comment").fill("Nobody said this.")
    page.get_by_role("button", name="Make it a point").click()
    page.locator("#problems").wait_for()


def all_settled(page: Page, _: LiveSite) -> None:
    """Type a comment in that somebody can be answered on, and settle it."""
    page.goto(f"{COMMENTS}/new")
    page.get_by_label("Who wrote it").fill("J. Whitaker")
    page.get_by_label("Address for the answer").fill("maker@example.org")
    page.get_by_label("What it is about").fill("Count first sellers")
    page.get_by_label("What it says").fill("Please count first sellers in the quarterly figures.")
    page.get_by_role("button", name="Add the comment").click()
    page.get_by_label("What becomes of it").select_option("accepted")
    page.get_by_label("Task that it changes").fill("5(b).1")
    page.get_by_label("Answer, which everybody may read").fill("They are counted.")
    page.get_by_role("button", name="Settle point 1").click()
    page.get_by_role("button", name="Send the answer").wait_for()


def answered_by_mail(page: Page, site: LiveSite) -> None:
    all_settled(page, site)
    page.get_by_role("button", name="Send the answer").click()
    page.get_by_role("heading", name="Mails to whoever sent it").wait_for()


def form_offered(page: Page, _: LiveSite) -> None:
    """Let the plan offer everybody a form, and open it."""
    page.goto(f"{PLAN}/settings/comments")
    tick = page.get_by_label("Offer a form: anybody may write a comment there")
    if not tick.is_checked():
        page.get_by_text("Offer a form: anybody may write a comment there").click()
        page.get_by_role("button", name="Save").click()
    page.goto(f"/comment/{LIVE}")
    page.get_by_role("button", name="Send the comment").wait_for()


def form_refused(page: Page, site: LiveSite) -> None:
    form_offered(page, site)
    page.get_by_role("button", name="Send the comment").click()
    page.locator("#problems").wait_for()


def form_sent(page: Page, site: LiveSite) -> None:
    form_offered(page, site)
    page.get_by_label("Your comment").fill("Please count first sellers in the figures.")
    page.wait_for_timeout(FORM_SECONDS * 1000 + 200)
    page.get_by_role("button", name="Send the comment").click()
    page.get_by_text("Note the reference").wait_for()


def asked_for_draft_wrongly(page: Page, _: LiveSite) -> None:
    """Ask nobody for the draft of an answer."""
    page.goto(f"{COMMENTS}/4?point=2")
    page.get_by_text("Ask for the draft anew").click()
    page.get_by_label("Agency that drafts").select_option("")
    page.get_by_role("button", name="Ask for the draft", exact=True).click()
    page.locator("#problems").wait_for()


def drafted_without_words(page: Page, _: LiveSite) -> None:
    """Draft nothing, for the agency that is asked."""
    page.goto(f"{COMMENTS}/9")
    page.get_by_role("button", name="Give the draft to the coordinator").click()
    page.locator("#problems").wait_for()


LAID_OUT = b"""From: J. Whitaker <maker@elsewhere.example>
To: plan@office.example
Message-ID: <laid-out@elsewhere.example>
Subject: First sales
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<h1>Dear all</h1><table width=2000><tr><th></th><td>Please <b>count</b> first sellers, as
<a href="https://elsewhere.example/figures">these figures</a> do.</td></tr></table><img src="//x">
"""


def laid_out(page: Page, site: LiveSite) -> None:
    """Look at a mail in HTML that became a comment."""
    mail_id = came_in(site, 40, LIVE, LAID_OUT)
    with site.app.app_context(), writing() as session:
        plan = session.scalars(select(Plan.id).where(Plan.slug == LIVE)).one()
        which = (Comment.plan_id == plan, Comment.number == 9)
        session.execute(update(Comment).where(*which).values(mail_id=mail_id, source="mail"))
    page.goto(f"{COMMENTS}/9/letter")
    page.get_by_text("Dear all").wait_for()


def put_aside(page: Page, _: LiveSite) -> None:
    page.goto(f"{COMMENTS}/10")
    page.get_by_text("It asks nothing of this plan").click()
    page.get_by_label("Why").fill("Advertising")
    page.get_by_role("button", name="Set it aside").click()
    page.get_by_role("heading", name="It is set aside").wait_for()


SCENES = (
    Scene("form for a comment", "coordinator", form_offered),
    Scene("form for a comment with errors", "coordinator", form_refused),
    Scene("form for a comment sent", "coordinator", form_sent),
    Scene("comments", "coordinator", at(COMMENTS)),
    Scene("comments of a principal", "principal", at(f"{COMMENTS}?state=answered")),
    Scene("comments none", "lead", at(f"{COMMENTS}?text=zebra")),
    Scene("comments of nothing", "coordinator", at(f"/plans/{MARKED}/comments")),
    Scene("comments of a closed plan", "coordinator", at(f"/plans/{CLOSED}/comments")),
    Scene("comment to settle", "coordinator", at(f"{COMMENTS}/4?point=2")),
    Scene("comment of a lead", "lead", at(f"{COMMENTS}/4")),
    Scene("comment with a draft", "coordinator", at(f"{COMMENTS}/4?point=1")),
    Scene("comment to draft", "lead", at(f"{COMMENTS}/9")),
    Scene("comment drafted with errors", "lead", drafted_without_words),
    Scene("comment asked for with errors", "coordinator", asked_for_draft_wrongly),
    Scene("comments counted", "coordinator", at(f"{COMMENTS}/counts")),
    Scene("comments of one kind", "lead", at(f"{COMMENTS}?source=typed&age=month&agency=1")),
    Scene("comment answered", "auditor", at(f"{COMMENTS}/1")),
    Scene("comment of a campaign", "coordinator", at(f"{COMMENTS}/5")),
    Scene("comment that repeats another", "coordinator", at(f"{COMMENTS}/6")),
    Scene("comment settled with errors", "coordinator", settled_without_words),
    Scene("comment split with errors", "coordinator", split_wrongly),
    Scene("comment that can be answered", "coordinator", all_settled),
    Scene("comment answered by mail", "coordinator", answered_by_mail),
    Scene("comment set aside", "coordinator", put_aside),
    Scene("comment typed in", "coordinator", at(f"{COMMENTS}/new")),
    Scene(
        "comment typed in with errors",
        "coordinator",
        sent_empty(f"{COMMENTS}/new", "Add the comment"),
    ),
    Scene("comment as it was laid out", "lead", laid_out),
    Scene("comment without a layout", "lead", at(f"{COMMENTS}/4/letter")),
    Scene("person of a comment", "coordinator", at(f"{COMMENTS}/1/person")),
    Scene("sender of a comment", "coordinator", at(f"{COMMENTS}/4/sender")),
    Scene("comments in the settings", "coordinator", at(f"{PLAN}/settings/comments")),
    Scene("register of comments", None, at(f"/register/{LIVE}")),
)
