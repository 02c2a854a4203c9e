"""Parts of days as people type them: durations, lags, and the hours of a plan's days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models import Dependency, Task
from support.ground.office import SLUG
from workplan.extensions import db
from workplan.services.dates import stored_network

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.browsers import Answer

CALENDAR = f"/plans/{SLUG}/settings/calendar"


def edit(site: Site, task: str, **changes: Any) -> Answer:
    page = f"/tasks/{site.tasks[task]}/edit"
    return site.browser("coordinator").submit(page, changes)


def test_half_a_day_is_typed_kept_and_shown_with_its_hours(site: Site) -> None:
    assert edit(site, "ours", duration_days="0.5").status_code == 302

    with site.inside() as office:
        task = db.session.get_one(Task, site.tasks["ours"])
        assert (task.duration_days, task.short_parts) == (1, 720)
        assert stored_network.load(db.session(), office.plan().id).network.calendar.per_day == 480
    browser = site.browser("coordinator")
    assert "0.5 working days (4 h) planned" in browser.get(f"/tasks/{site.tasks['ours']}").text
    form = browser.get(f"/tasks/{site.tasks['ours']}/edit").page
    assert form.one(id="duration_days")["value"] == "0.5"


def test_a_change_of_something_else_keeps_the_part_of_a_day(site: Site) -> None:
    edit(site, "ours", duration_days="12h")
    edit(site, "ours", name="Another name")

    with site.inside():
        task = db.session.get_one(Task, site.tasks["ours"])
        assert (task.name, task.duration_days, task.short_parts) == ("Another name", 2, 720)


def test_a_lag_of_hours_is_typed_kept_shown_and_changed(site: Site) -> None:
    browser, task = site.browser("coordinator"), f"/tasks/{site.tasks['handed']}"
    wanted = {"predecessor": site.tasks["ours"], "lag_days": "4h"}
    browser.submit(task, wanted, f"{task}/dependencies")

    with site.inside():
        link = db.session.scalars(
            select(Dependency).where(Dependency.successor_id == site.tasks["handed"])
        ).one()
        number = link.id
        assert (link.lag_days, link.lag_parts) == (0, 720)
    page = browser.get(task).page
    assert "+0.5 working days" in " ".join(page.one("div", aria_label="Waits for").text.split())
    assert page.one(id=f"lag_days-{number}")["value"] == "0.5"
    browser.submit(task, {"lag_days": "-1.25"}, f"/dependencies/{number}")
    with site.inside():
        link = db.session.get_one(Dependency, number)
        assert (link.lag_days, link.lag_parts) == (-1, -360)


def test_the_hours_of_a_day_are_set_told_and_taken_back(site: Site) -> None:
    browser = site.browser("coordinator")
    form = browser.get(CALENDAR).page.form(CALENDAR)
    week = [t["value"] for t in form.all("input", name="week") if "checked" in t.attributes]
    assert form.values()["hours"] == "08:00-12:00 13:00-17:00"

    sent = {**form.values(), "week": week, "hours": "09:00-12:00  13:00-17:00"}
    assert browser.post(CALENDAR, sent).location == CALENDAR

    with site.inside() as office:
        assert office.plan().hours == "09:00-12:00 13:00-17:00"
    journal = browser.get(f"/plans/{SLUG}/journal").page.text
    assert "Hours of a day from office hours to 09:00-12:00 13:00-17:00" in journal


def test_hours_that_cannot_be_are_refused_at_their_field(site: Site) -> None:
    browser = site.browser("coordinator")
    form = browser.get(CALENDAR).page.form(CALENDAR)
    week = [t["value"] for t in form.all("input", name="week") if "checked" in t.attributes]

    answer = browser.post(CALENDAR, {**form.values(), "week": week, "hours": "nine to five"})

    assert answer.status_code == 422
    assert "Write them as 08:00-12:00 13:00-17:00" in answer.page.one(id="hours-error").text
    assert answer.page.one(id="hours")["value"] == "nine to five"


def test_half_a_day_stays_half_a_day_when_days_get_other_hours(site: Site) -> None:
    edit(site, "ours", duration_days="1h")
    browser = site.browser("coordinator")
    form = browser.get(CALENDAR).page.form(CALENDAR)
    week = [t["value"] for t in form.all("input", name="week") if "checked" in t.attributes]

    for hours, said in (("09:00-12:00", "22 min"), ("00:00-24:00", "3 h")):
        form = browser.get(CALENDAR).page.form(CALENDAR)
        sent = {**form.values(), "week": week, "hours": hours}
        assert browser.post(CALENDAR, sent).location == CALENDAR
        page = browser.get(f"/tasks/{site.tasks['ours']}").text
        assert f"0.125 working days ({said}) planned" in page


def test_the_journal_tells_a_length_with_its_part_of_a_day(site: Site) -> None:
    edit(site, "ours", duration_days="1.25")
    edit(site, "ours", duration_days="1.5")

    journal = site.browser("coordinator").get(f"/plans/{SLUG}/journal").page.text

    assert "duration from “60 working days” to “1.25 working days”" in journal
    assert "duration from “1.25 working days” to “1.5 working days”" in journal
    assert "shorter" not in journal
