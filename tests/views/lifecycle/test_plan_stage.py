"""The page of a plan's stage: what each step does is shown before it is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from support.ground.office import SLUG
from workplan.extensions import db
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.browsers import Answer
    from support.web.page import Element

PAGE = f"/plans/{SLUG}/settings/stage"


def stage(site: Site, slug: str = SLUG) -> str:
    return next(row.stage for row in site.rows("plans") if row.slug == slug)


def form(site: Site, button: str, page: str = PAGE) -> Element:
    found = site.browser("coordinator").get(page).page
    return next(f for f in found.one("main").all("form") if button in f.text)


def press(site: Site, button: str, page: str = PAGE, **more: Any) -> Answer:
    found = form(site, button, page)
    return site.browser("coordinator").post(found["action"], {**found.values(), **more})


@pytest.fixture
def drafting(site: Site) -> Site:
    """The site with its plan still being drafted."""
    with site.inside() as office:
        plan = office.plan()
        plan.stage = "drafting"
        db.session.commit()
    return site


def test_approval_says_first_what_is_missing_and_which_mails_go_out(drafting: Site) -> None:
    page = drafting.browser("coordinator").get(PAGE).page
    text = page.one("main").text
    assert page.one("h1").text == "Stage: Drafting"
    assert "1 open task has no suspense" in text
    assert "0 Keep the plan" in text
    assert "will miss the suspense" in text
    assert "These mails go out in the next 10 working days" in text
    assert "Lena Ivanova" in text
    assert "frozen as a baseline" in text


def test_it_is_approved_with_a_reason_and_taken_back_on_the_same_page(drafting: Site) -> None:
    assert press(drafting, "Approve plan", reason="Agreed").location == PAGE
    assert stage(drafting) == "approved"
    page = drafting.browser("coordinator").get(PAGE).page
    assert "Take the approval back" in page.text
    assert "Undo" in page.text
    assert press(drafting, "Take approval back").location == PAGE
    assert stage(drafting) == "drafting"
    [retired] = [row for row in drafting.rows("baselines") if row.retired_at is not None]
    assert retired.name.startswith("Approved plan")


def test_closing_names_what_stays_open_and_asks(site: Site) -> None:
    page = site.browser("coordinator").get(PAGE).page
    block = next(s for s in page.all("section") if "irreversible" in s["class"])
    assert "Close the plan with 4 open tasks?" in block.text
    assert "1a Draft part 1a" in block.text
    press(site, "Close plan", reason="Done")
    assert stage(site) == "closed"


def test_a_closed_plan_is_reopened_with_a_reason_only(site: Site) -> None:
    press(site, "Close plan")
    answer = press(site, "Reopen plan")
    assert answer.status_code == 422
    assert "Give the reason" in answer.page.one(id="reason-error").text
    assert press(site, "Reopen plan", reason="One was missed").location == PAGE
    assert stage(site) == "implementing"


def test_a_stale_page_changes_nothing(site: Site) -> None:
    values = form(site, "Close plan").values()
    with site.inside() as office:
        office.plan().version += 1
        plan = office.plan()
        plan.version += 1
        db.session.commit()
    answer = site.browser("coordinator").post(PAGE, values)
    assert answer.status_code == 409
    assert "meanwhile" in answer.page.one(id="problems").text
    assert stage(site) == "implementing"


def test_a_closed_plan_is_archived_found_there_and_brought_back(site: Site) -> None:
    press(site, "Close plan")
    assert press(site, "Archive it").location == "/plans/archived"
    coordinator = site.browser("coordinator")
    assert "Arms transfer plan" in coordinator.get("/plans/archived").page.one("main").text
    assert "Arms transfer plan" not in coordinator.get("/plans").page.one("main").text
    assert coordinator.get(f"/plans/{SLUG}").status_code == 200
    assert "Settings" in coordinator.get(f"/plans/{SLUG}").text
    assert "bring it back into the lists first" in coordinator.get(PAGE).text
    assert press(site, "Bring it back").location == PAGE
    assert "Arms transfer plan" in coordinator.get("/plans").page.one("main").text


def test_a_draft_is_deleted_and_brought_back_from_the_same_list(site: Site) -> None:
    begin = "/plans/new/nothing"
    wanted = {"title": "Export reform", "start_on": "2027-01-04"}
    site.browser("coordinator").submit(begin, wanted, begin)
    page = "/plans/export-reform/settings/stage"
    assert "Delete the draft “Export reform”?" in site.browser("coordinator").get(page).text
    assert press(site, "Delete draft", page).location == "/plans/archived"
    assert site.browser("coordinator").get("/plans/export-reform").status_code == 404
    assert press(site, "Bring back", "/plans/archived").location == "/plans/export-reform"


def test_what_was_approved_once_offers_no_deleting_and_says_why(drafting: Site) -> None:
    page = drafting.browser("coordinator").get(PAGE).page
    assert "Delete draft" not in page.text
    assert "its record stays" in page.text


def test_leads_and_viewers_are_told_whom_to_ask(site: Site) -> None:
    answer = site.browser("lead").get(PAGE)
    assert answer.status_code == 403
    assert "Ask the coordinator" in answer.text


def test_a_stage_that_does_not_follow_is_refused(site: Site) -> None:
    with site.inside() as office:
        version = office.plan().version
    wanted = {"stage": "approved", "version": version}
    answer = site.browser("coordinator").post(PAGE, wanted)
    assert answer.status_code == 422
    assert "does not follow" in answer.page.one(id="problems").text


def test_the_version_before_a_move_is_asked_for(site: Site) -> None:
    with site.inside() as office:
        plan_stages.move_to_stage(Change(office.coordinator, site.now), SLUG, "closed")
    assert site.browser("coordinator").post(PAGE, {"stage": "closed"}).status_code == 409
