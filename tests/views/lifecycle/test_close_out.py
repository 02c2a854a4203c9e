"""The close-out report on its page and as a file, and closing a plan as superseded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from support.ground.office import SLUG
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages
from workplan.services.tasks.directive import directives
from workplan.services.tasks.directive.directive_columns import DirectiveFields

if TYPE_CHECKING:
    from support.ground.site import Site

PAGE, STAGE = f"/plans/{SLUG}/close-out", f"/plans/{SLUG}/settings/stage"
ORDER = DirectiveFields("EO 14268", "Reforming foreign defense sales", date(2026, 9, 1))


@pytest.fixture
def order(site: Site) -> int:
    with site.inside():
        return directives.add(Change(Actor(None, "Operator", "cli"), site.now), ORDER).id


def close(site: Site, **more: str) -> int:
    page = site.browser("coordinator").get(STAGE).page
    form = next(f for f in page.one("main").all("form") if "Close plan" in f.text)
    return site.browser("coordinator").post(STAGE, {**form.values(), **more}).status_code


def test_before_the_closing_it_says_what_it_would_say_today(site: Site) -> None:
    page = site.browser("lead").get(PAGE).page
    assert page.one("h1").text.startswith("Close-out: ")
    assert "The plan is not closed; as it stands on" in page.one("main").text


def test_the_stage_leads_to_it_before_and_after(site: Site) -> None:
    def leads() -> bool:
        main = site.browser("coordinator").get(STAGE).page.one("main")
        return PAGE in [a["href"] for a in main.all("a")]

    assert leads()
    assert close(site) == 302
    assert leads()


def test_a_closed_plan_says_on_its_overview_where_it_is_and_by_what_it_was_superseded(
    site: Site, order: int
) -> None:
    assert close(site, superseding_id=str(order), reason="The order takes its place") == 302
    overview = site.browser("lead").get(f"/plans/{SLUG}").page.one("main")
    assert "the plan was superseded by EO 14268" in overview.text
    assert PAGE in [a["href"] for a in overview.all("a")]
    report = site.browser("lead").get(PAGE).page.one("main").text
    assert "Superseded by EO 14268, Reforming foreign defense sales" in report
    assert "The order takes its place" in report
    heading = site.browser("coordinator").get(STAGE).page.one("h1").text
    assert heading == "Stage: Closed, superseded by EO 14268"


def test_a_directive_that_is_none_closes_nothing_and_keeps_what_was_typed(site: Site) -> None:
    page = site.browser("coordinator").get(STAGE).page
    form = next(f for f in page.one("main").all("form") if "Close plan" in f.text)
    sent = {**form.values(), "superseding_id": "999", "reason": "It is over"}
    answer = site.browser("coordinator").post(STAGE, sent)
    assert answer.status_code == 422
    assert next(row.stage for row in site.rows("plans") if row.slug == SLUG) == "implementing"
    assert answer.page.one("#reason-closed")["value"] == "It is over"


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF-"), ("html", b"<!DOCTYPE html>")])
def test_it_is_served_as_a_file(site: Site, form: str, begins: bytes) -> None:
    with site.inside() as office:
        plan_stages.move_to_stage(Change(office.coordinator, site.now), SLUG, "closed")
    answer = site.browser("auditor").get(f"{PAGE}.{form}")
    assert answer.status_code == 200
    assert answer.data.lstrip().startswith(begins)
