"""The reminders of a task on its third page, and following it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from support.ground.site import Site


def test_a_viewer_follows_a_task_by_one_click_and_stops_by_another(site: Site) -> None:
    with site.inside() as office:
        task = office.add("9z", 5, site.day(30), now=site.now)
    page = f"/tasks/{task}/reminders"
    viewer = site.browser("viewer")
    assert "you follow it" not in viewer.get(page).page.text
    assert viewer.submit(page, {}, f"/tasks/{task}/following").location == page
    shown = viewer.get(page).page
    assert "you follow it" in shown.text
    assert "as whoever follows it" in shown.text
    assert viewer.submit(page, {}, f"/tasks/{task}/following/end").location == page
    assert "you follow it" not in viewer.get(page).page.text


def test_the_title_says_when_the_next_one_goes_out_and_to_whom(site: Site) -> None:
    with site.inside() as office:
        task = office.add("9z", 5, site.day(30), now=site.now)
    page = site.browser("coordinator").get(f"/tasks/{task}/reminders").page
    assert page.one("h1").text.startswith("9z: next ")
    assert page.one("h1").text.endswith("to Lena Ivanova")
