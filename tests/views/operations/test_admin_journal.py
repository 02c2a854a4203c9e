"""The journal of the administration: filtered by address, undone from the row."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from support.ground.site import Site

PAGE = "/admin/journal"


def test_it_is_filtered_and_says_what_it_leaves_out(site: Site) -> None:
    admin = site.browser("admin")
    admin.post("/admin/sign-in", {"version": 0, "idle_minutes": 20})
    page = admin.get(f"{PAGE}?verb=house.changed&since={site.today}").page
    assert "Settings of the house changed" in page.one("table").text
    assert "is read by auditors" in page.text
    assert "Nothing fits." in admin.get(f"{PAGE}?who=Nobody").text
    assert admin.get(f"{PAGE}?since=soon").status_code == 422


def test_a_setting_is_undone_from_its_row(site: Site) -> None:
    admin = site.browser("admin")
    admin.post("/admin/sign-in", {"version": 0, "idle_minutes": 20})
    admin.get("/admin")  # The page that says it offers the undo; here it is the row's.
    page = admin.get(f"{PAGE}?verb=house.changed").page
    undo = page.one("table").one("form")
    assert admin.post(undo["action"], {"next": PAGE}).location == PAGE
    assert "taken back" in admin.get(f"{PAGE}?verb=house.changed").text
