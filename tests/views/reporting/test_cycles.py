"""The pages of reporting cycles: opened by a form, read by everybody, closed and withdrawn."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from support.ground.office import SLUG
from support.record.statements import statements

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.browsers import Answer

LIST = f"/plans/{SLUG}/cycles"
FIRST = f"{LIST}/1"


def form_values(site: Site, path: str, action: str) -> dict[str, str]:
    """Return what a form of the coordinator's page sends when nothing is typed."""
    return site.browser("coordinator").get(path).page.form(action).values()


def opens(site: Site, **typed: str) -> Answer:
    data = form_values(site, LIST, LIST) | typed
    return site.browser("coordinator").post(LIST, data)


def text(site: Site, path: str = FIRST, who: str = "coordinator") -> str:
    return site.browser(who).get(path).page.one("main").text


def test_a_cycle_is_opened_by_a_form_that_is_filled_already(site: Site) -> None:
    assert "No reporting cycle has been opened yet" in text(site, LIST)
    assert "Open a cycle" not in text(site, LIST, "lead")
    assert opens(site).location == FIRST
    page = text(site)
    assert "open tasks are not reported" in page
    assert "Ask all" not in page  # Everybody was asked when it was opened.
    assert "Lena Ivanova" in page
    assert "asked today" in page
    assert "is open until" in text(site, LIST)
    assert "Open a cycle" not in text(site, LIST)


def test_what_was_typed_stays_where_it_is_refused(site: Site) -> None:
    answer = opens(site, name="", note="Be brief")
    assert answer.status_code == 422
    assert "Give it a name" in answer.page.one("main").text
    assert answer.page.form(LIST).values()["note"] == "Be brief"
    answer = opens(site, due_on="soon")
    assert answer.status_code == 422
    assert "No reporting cycle has been opened yet" in text(site, LIST)


def test_leads_read_all_of_it_and_are_offered_nothing_of_the_coordinators(site: Site) -> None:
    opens(site)
    page = text(site, who="lead")
    assert "State PM" in page
    assert "Dana Kim" in page
    for word in ("Ask again", "Close it", "Withdraw"):
        assert word not in page


def test_who_has_reported_is_seen_task_by_task(site: Site) -> None:
    opens(site)
    before = text(site)
    with site.inside() as office:
        office.report(site.tasks["ours"], site.now + timedelta(minutes=1), percent=10)
    assert text(site) != before
    cells = site.browser("viewer").get(FIRST).page.all("li", class_="cell cell--reported")
    assert [cell.text.split()[0] for cell in cells] == ["1a"]
    lines = site.browser("viewer").get(f"{FIRST}.csv").text.splitlines()
    assert lines[0].lstrip("\ufeff") == "Agency,Task,Name,Answer,Answered (UTC),Owed by"
    assert sum("Not reported" in line for line in lines) == len(lines) - 2


def test_it_is_closed_with_what_was_seen_as_missing_and_stands_so(site: Site) -> None:
    opens(site)
    data = form_values(site, FIRST, f"{FIRST}/closing")
    refused = site.browser("coordinator").post(f"{FIRST}/closing", data | {"seen": ""})
    assert refused.status_code == 422
    assert "you have not seen as such" in refused.page.one("main").text
    data["words"] = "The catalog holds the dates."
    assert site.browser("coordinator").post(f"{FIRST}/closing", data).location == FIRST
    page = text(site)
    assert "not reported when" in page
    assert "The catalog holds the dates." in page
    assert "sealed with the journal’s head" in page
    assert "Close it" not in page
    assert "0 of" in text(site, LIST)


def test_an_old_page_changes_nothing(site: Site) -> None:
    opens(site)
    old = form_values(site, FIRST, FIRST)
    post = site.browser("coordinator").post
    assert post(FIRST, form_values(site, FIRST, FIRST) | {"name": "Another"}).location == FIRST
    refused = post(FIRST, old | {"name": "Mine"})
    assert refused.status_code == 409
    assert refused.page.form(FIRST).values()["name"] == "Mine"
    assert "Another" in text(site)


def test_it_is_withdrawn_with_a_reason(site: Site) -> None:
    opens(site)
    data = form_values(site, FIRST, f"{FIRST}/withdrawal")
    post = site.browser("coordinator").post
    assert post(f"{FIRST}/withdrawal", data).status_code == 422
    assert post(f"{FIRST}/withdrawal", data | {"because": "No meeting"}).location == FIRST
    assert "“No meeting”" in text(site)
    assert "Open a cycle" in text(site, LIST)


def test_the_overview_says_how_far_it_is(site: Site) -> None:
    opens(site, name="Year end")
    overview = text(site, f"/plans/{SLUG}", "viewer")
    assert "Year end" in overview
    assert "not reported, due" in overview


def test_a_second_cycle_says_what_changed_since_the_first(site: Site) -> None:
    opens(site, name="First")
    closing = f"{FIRST}/closing"
    site.browser("coordinator").post(closing, form_values(site, FIRST, closing))
    with site.inside() as office:
        office.add("9z", 200, now=site.now + timedelta(minutes=1))
        office.complete(site.tasks["ours"], site.now + timedelta(minutes=2))
    opens(site, name="Second")
    page = text(site, f"{LIST}/2")
    assert "What changed since the cycle “First”" in page
    assert "9z" in page
    assert "1 done or ended, 1 new" in page
    assert "Earlier cycles" in page


def test_the_page_costs_few_statements(site: Site) -> None:
    opens(site)
    browser = site.browser("coordinator")
    with site.inside():
        assert statements(lambda: browser.get(FIRST)) <= 30


def test_a_name_that_is_none_asks_nobody(site: Site) -> None:
    opens(site)
    answer = site.browser("coordinator").post(f"{FIRST}/asks", {"person": "everybody"})
    assert answer.status_code == 422
    assert "Nobody was named" in answer.page.one("main").text


def test_whoever_closes_what_was_closed_meanwhile_is_told_so(site: Site) -> None:
    opens(site)
    data = form_values(site, FIRST, f"{FIRST}/closing")
    post = site.browser("coordinator").post
    assert post(f"{FIRST}/closing", data).location == FIRST
    again = post(f"{FIRST}/closing", data | {"once": "from-another-page"})
    assert again.status_code == 422
    assert "is closed. Reload the page." in again.page.one("main").text
