"""The page of a plan's calendar: tried before it is saved, and saved as one change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.ground.office import SLUG
from workplan.services.structure import plan_calendar

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.browsers import Answer

PAGE = f"/plans/{SLUG}/settings/calendar"
DAYS = "24 Dec 2029 to 31 Dec 2029, agency closed"


def save(site: Site, **typed: Any) -> Answer:
    browser = site.browser("coordinator")
    page = browser.get(PAGE).page
    form = page.form(PAGE)
    week = [t["value"] for t in form.all("input", name="week") if "checked" in t.attributes]
    return browser.post(PAGE, {**form.values(), "week": week, **typed})


def test_days_of_its_own_are_added_shown_as_runs_and_taken_out(site: Site) -> None:
    assert save(site, days=DAYS).location == PAGE
    page = site.browser("coordinator").get(PAGE).page
    assert "The calendar is saved." in page.text
    row = page.one("input", name="out")
    assert row["value"] == "off:2029-12-24:2029-12-31"
    table = page.one("div", aria_labelledby="own").text
    assert "Mon 24 Dec 2029 to Mon 31 Dec 2029" in table
    assert "agency closed" in table
    assert "5 working days" in table
    assert save(site, out=row["value"]).location == PAGE
    assert not site.browser("coordinator").get(PAGE).page.all("input", name="out")
    with site.inside() as office:
        assert office.plan().days_off is None


def test_what_would_move_is_shown_and_nothing_is_saved(site: Site) -> None:
    before = site.work()
    first = site.today.isoformat()
    answer = save(site, days=f"{first} to {site.day(20).isoformat()}", preview="1")
    assert answer.status_code == 200
    assert "Nothing is saved yet" in answer.page.text
    assert "The calendar: " in answer.page.one("h1").text
    assert site.work() == before
    confirmed = answer.page.form(PAGE).values()
    assert site.browser("coordinator").post(PAGE, confirmed | {"week": ["Mon"]}).location == PAGE


def test_what_was_typed_comes_back_with_what_is_wrong(site: Site) -> None:
    before = site.work()
    answer = save(site, days="24 Dec 2029\nsoon")
    assert answer.status_code == 422
    assert "Line 2, “soon”" in answer.page.one(id="days-error").text
    assert "soon" in answer.page.one(id="days").raw_text
    assert "No day of the week" in save(site, week=[]).page.text
    weekend = save(site, days="29 Dec 2029")
    assert "off already" in weekend.page.one(id="days-error").text
    assert site.work() == before


def test_a_calendar_changed_meanwhile_is_shown_with_what_was_typed(site: Site) -> None:
    page = site.browser("coordinator").get(PAGE).page
    stale = page.form(PAGE).values()
    save(site, days=DAYS)
    answer = site.browser("coordinator").post(
        PAGE, {**stale, "week": ["Mon", "Tue"], "days": "7 Jan 2030"}
    )
    assert answer.status_code == 409
    assert "Somebody changed this calendar" in answer.page.text
    assert "7 Jan 2030" in answer.page.one(id="days").raw_text
    with site.inside() as office:
        assert plan_calendar.days_of(office.plan()).weekmask == "1111100"


def test_the_next_federal_holidays_stand_beside_it(site: Site) -> None:
    page = site.browser("coordinator").get(PAGE).page
    holidays = page.one("div", aria_labelledby="federal").text
    assert "Christmas Day" in holidays
    assert "Independence Day" in holidays
