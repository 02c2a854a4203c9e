"""The page that says why dates moved: the end first, the last week by itself, signs as signs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from support.ground.office import SLUG
from workplan.services.record.actor import SCHEDULER
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages

if TYPE_CHECKING:
    from support.ground.site import Site

MOVES = f"/plans/{SLUG}/moves"


def test_the_end_stands_first_and_its_causes_name_who_did_not_report(site: Site) -> None:
    with site.inside():
        plan = next(row.id for row in site.rows("plans") if row.slug == SLUG)
        plan_stages.pass_days(Change(SCHEDULER, site.now), plan)
    page = site.browser("lead").get(f"{MOVES}?since={site.day(-40)}").page
    assert page.one("h1").text.startswith(("The end moved +", "The end did not move"))
    table = page.one("div", aria_labelledby="moved").text
    assert "Days that passed without a report" in table
    assert "no report yet" in table
    assert "(DSCA" in table


def test_the_last_week_is_shown_unless_other_days_are_asked_for(site: Site) -> None:
    page = site.browser("viewer").get(MOVES).page
    assert f'value="{site.today - timedelta(days=7)}"' in site.browser("viewer").get(MOVES).text
    assert f'value="{site.today}"' in site.browser("viewer").get(MOVES).text
    assert "since" in page.one("h1").text


def test_what_came_earlier_has_a_true_minus(site: Site) -> None:
    coordinator = site.browser("coordinator")
    ours = f"/tasks/{site.tasks['ours']}"
    coordinator.submit(f"{ours}/edit", {"duration_days": 5, "reason": "Less to do"})
    page = coordinator.get(MOVES).page
    text = page.one("div", aria_labelledby="moved").text
    assert "−" in text
    assert "Changes of the plan" in text
    assert "\n-" not in text
    assert " -" not in text
