"""Backups from the page: made, listed and looked through; nobody downloads one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workplan.backup import shelf

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
