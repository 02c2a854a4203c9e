"""Short names of plans: proposed, refused with a way out, and the old ones still lead there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.ground.moments import washington
from support.ground.office import OTHER_SLUG, SLUG
from support.web.refusals import refuses
from workplan.errors import NotFound
from workplan.extensions import db
from workplan.services.lifecycle import plan_changes, short_names
from workplan.services.lifecycle.plan_fields import PlanFields
from workplan.services.people import rights
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from flask import Flask

    from support.ground.office import Office

NOW = washington(2026, 9, 2)


def rename(office: Office, was: str, slug: str) -> None:
    plan = office.plan(was)
    fields = PlanFields(plan.title, slug, plan.time_zone, plan.note, plan.marking, plan.mail_tag)
    plan_changes.save_details(Change(office.coordinator, NOW), was, plan.version, fields)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Arms transfer strategy", "arms-transfer-strategy"),
        ("  EO 14268 — Reform!  ", "eo-14268-reform"),
        ("Überprüfung", "berpr-fung"),
        ("計画", "plan"),
        ("new", "new-2"),
        (SLUG, "arms-2"),
    ],
)
def test_a_short_name_is_proposed_from_the_title_and_is_free(
    office: Office,  # noqa: ARG001  # its plan has a name already
    title: str,
    slug: str,
) -> None:
    assert short_names.proposed(db.session(), title) == slug


def test_a_long_title_makes_a_name_that_fits_and_that_a_number_fits_behind(office: Office) -> None:
    title = "a b " * 40
    first = short_names.proposed(db.session(), title)
    assert len(first) <= short_names.LONGEST
    rename(office, SLUG, first)
    second = short_names.proposed(db.session(), title)
    assert second != first
    assert short_names.checked(db.session(), second) == second


@pytest.mark.parametrize("slug", ["", "Arms", "a--b", "-a", "a b", "ä", "a" * 61, "../x"])
def test_a_name_that_cannot_stand_in_an_address_is_refused_with_one_that_can(
    office: Office,  # noqa: ARG001
    slug: str,
) -> None:
    with refuses("slug", "such as arms-transfer-2027"):
        short_names.checked(db.session(), slug)


@pytest.mark.parametrize("slug", [SLUG, OTHER_SLUG, "import", "new", "templates", "archived"])
def test_a_name_that_is_taken_or_a_page_is_refused(
    office: Office,  # noqa: ARG001
    slug: str,
) -> None:
    with refuses("slug", "Choose another"):
        short_names.checked(db.session(), slug)


def test_every_page_below_plans_has_a_reserved_name(app: Flask) -> None:
    below = {
        rule.rule.split("/")[2]
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/plans/")
    }
    pages = {name for name in below if "<" not in name and "." not in name}
    assert pages <= short_names.RESERVED


def test_an_old_name_leads_to_the_plan_and_to_nobody_elses_eyes(office: Office) -> None:
    rename(office, SLUG, "transfers")
    plan, _ = rights.plan_for(db.session(), office.lead, SLUG)
    assert plan.slug == "transfers"
    assert short_names.former(db.session(), plan.id) == [SLUG]
    with pytest.raises(NotFound):
        rights.plan_for(db.session(), office.stranger, SLUG)


def test_an_old_name_stays_with_its_plan_which_may_take_it_back(office: Office) -> None:
    rename(office, SLUG, "transfers")
    with refuses("slug", "has or had"):
        short_names.checked(db.session(), SLUG)
    rename(office, "transfers", SLUG)
    assert short_names.former(db.session(), office.plan().id) == ["transfers"]
    assert rights.plan_for(db.session(), office.lead, "transfers")[0].slug == SLUG
