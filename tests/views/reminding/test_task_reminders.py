"""The reminders of a task on its third page, and following it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from support.ground.site import Site

MAIL = "/account/mail"


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


def test_what_a_person_follows_is_listed_beside_their_mail_and_ended_there(site: Site) -> None:
    with site.inside() as office:
        later, sooner = (
            office.add(c, 5, site.day(n), now=site.now) for c, n in (("8y", 60), ("9z", 30))
        )
    viewer = site.browser("viewer")
    assert "None. On a task’s page" in viewer.get(MAIL).page.text
    for task in (later, sooner):
        viewer.submit(f"/tasks/{task}/reminders", {}, f"/tasks/{task}/following")
    assert [said[:2] for said in viewer.get(MAIL).page.column("Task")] == ["9z", "8y"]
    assert "9z" not in site.browser("lead").get(MAIL).page.text
    stopped = viewer.submit(MAIL, {}, f"/tasks/{sooner}/following/end?back=mail")
    assert stopped.location == f"{MAIL}#followed"
    assert [said[:2] for said in viewer.get(MAIL).page.column("Task")] == ["8y"]
