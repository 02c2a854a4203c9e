"""Backups from the page: made, listed and looked through; nobody downloads one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Backup
from workplan.backup import shelf
from workplan.extensions import db

if TYPE_CHECKING:
    from support.ground.site import Site

PAGE = "/admin/backups"


def test_one_is_made_listed_and_looked_through(site: Site) -> None:
    admin = site.browser("admin")
    assert "No backup was made yet" in admin.get(PAGE).text
    assert admin.post(PAGE).location == PAGE
    page = admin.get(PAGE).page
    assert page.heading.startswith("The last backup was made ")
    [row] = page.one("table").all("tr")[1:]
    assert "Whole when made" in row.text
    number = site.rows("backups")[0].id
    admin.post(f"{PAGE}/{number}/verification")
    assert site.rows("backups")[0].is_whole
    assert [e.verb for e in site.rows("journal")][-3:] == [
        "backup.asked",
        "backup.made",
        "backup.checked",
    ]


def test_while_one_is_made_no_button_asks_for_another(site: Site) -> None:
    settings = site.app.extensions["workplan"]
    admin = site.browser("admin")
    with shelf.lock(settings):
        page = admin.get(PAGE).page
        assert "One is being made or looked through now" in page.text
        assert "Make a backup now" not in page.text
        answer = admin.post(PAGE)
        assert answer.status_code == 409
        assert "Wait until that is done" in answer.text
    assert site.rows("backups") == []


def test_what_is_kept_is_said_and_set_there_and_stays_when_other_settings_change(
    site: Site,
) -> None:
    admin = site.browser("admin")
    section = admin.get(PAGE).page.section("keeping")
    assert "Every backup of the last 30 days is kept" in section.text
    form = section.one("form")
    assert form["action"] == f"{PAGE}/keeping"
    saved = admin.submit(PAGE, {"backup_days": "60"}, form["action"])
    assert saved.location == PAGE
    assert "of the last 60 days" in admin.get(PAGE).page.section("keeping").text
    admin.submit("/admin/sign-in", {"idle_minutes": "20"}, "/admin/sign-in")
    [row] = site.rows("house_settings")
    assert (row.backup_days, row.idle_minutes) == (60, 20)
    entry = next(e for e in site.rows("journal") if e.verb == "house.changed")
    assert (entry.before, entry.after) == ({"backup_days": None}, {"backup_days": 60})
    said = admin.get("/admin/journal?verb=house.changed").page.text
    assert "days for which every backup is kept" in said
    admin.submit(PAGE, {"backup_days": ""}, form["action"])
    assert site.rows("house_settings")[0].backup_days is None


def test_a_number_of_days_that_cannot_be_is_refused_where_it_stands(site: Site) -> None:
    admin = site.browser("admin")
    for typed, words in (("0", "Give 1 to 3,650"), ("many", "whole number")):
        answer = admin.submit(PAGE, {"backup_days": typed}, f"{PAGE}/keeping")
        assert answer.status_code == 422
        assert words in answer.page.one(id="backup_days-error").text
    admin.submit(PAGE, {"backup_days": "40"}, f"{PAGE}/keeping")
    stale = admin.post(f"{PAGE}/keeping", {"version": 0, "backup_days": "50"})
    assert stale.status_code == 409
    assert stale.page.form(f"{PAGE}/keeping").values()["backup_days"] == "50"
    assert admin.submit(PAGE, {"backup_days": "50"}, f"{PAGE}/keeping").location == PAGE


def test_one_that_was_deleted_is_listed_as_such(site: Site) -> None:
    admin = site.browser("admin")
    admin.post(PAGE)
    with site.inside():
        [made] = db.session.scalars(select(Backup)).all()
        made.deleted_at = site.now
        db.session.commit()
    [row] = admin.get(PAGE).page.one("table").all("tr")[1:]
    assert "deleted" in row.text
    assert "Verify" not in row.text
