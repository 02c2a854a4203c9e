"""A double click, the back button and a retry after a time-out make one change."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from support.ground.office import SLUG
from support.web.reports import full, line, reports

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.browsers import Answer, Browser

SAID = "This was saved already"


def task(site: Site) -> str:
    return f"/tasks/{site.tasks['ours']}"


def filled(browser: Browser, page: str, action: str, **values: Any) -> dict[str, Any]:
    """Return what a form of a page sends once it is filled in."""
    sent = {**browser.get(page).page.form(action).values(), **values}
    assert sent["once"], f"the form for {action} is not numbered"
    return sent


def twice(browser: Browser, path: str, sent: dict[str, Any]) -> Answer:
    """Send a form, and send it again; return what came the second time."""
    assert browser.post(path, sent).status_code == 302
    return browser.post(path, sent)


@pytest.mark.parametrize(
    ("who", "below", "table", "values"),
    [
        ("lead", "/comments", "task_comments", {"body": "Once"}),
        ("coordinator", "/update-request", "update_requests", {"note": "Well?"}),
        ("lead", "/evidence", "evidence", {"evidence_url": "https://a.example"}),
    ],
)
def test_what_has_no_version_is_added_once(
    site: Site, who: str, below: str, table: str, values: dict[str, str]
) -> None:
    browser, path = site.browser(who), task(site) + below
    if below == "/update-request":
        values = values | {"wanted_on": site.day(3).isoformat()}
    sent = filled(browser, task(site), path, **values)

    second = twice(browser, path, sent)

    assert second.location == task(site)
    assert SAID in browser.get(second.location).text
    assert len(site.rows(table)) == 1
    again = filled(browser, task(site), path, **values)
    assert browser.post(path, again).status_code == 302
    assert len(site.rows(table)) == 2, "the same, said anew from a fresh page"


def test_a_report_sent_twice_is_no_conflict_with_oneself(site: Site) -> None:
    lead = site.browser("lead")
    sent = {**lead.get(full(site)).form.values(), "percent": 50}

    second = twice(lead, full(site), sent)

    assert second.location == task(site)
    assert len(reports(site)) == 2


def test_the_back_button_and_another_text_are_no_second_sending(site: Site) -> None:
    lead = site.browser("lead")
    sent = {**lead.get(full(site)).form.values(), "percent": 50}
    lead.post(full(site), sent)

    answer = lead.post(full(site), {**sent, "done": "What I forgot"})

    assert answer.status_code == 409
    assert answer.form.values()["done"] == "What I forgot"


def test_a_page_from_before_is_stale_and_one_fetched_anew_is_a_new_report(site: Site) -> None:
    """What is typed may be the same: a second occurrence is met in the words of the first."""
    lead = site.browser("lead")
    before = lead.get(full(site)).form.values()
    said = {"percent": 50, "done": "The first half"}
    lead.submit(full(site), said)

    assert lead.post(full(site), {**before, **said}).status_code == 409
    assert len(reports(site)) == 2
    assert "is saved" in lead.get(lead.submit(full(site), said).location).text
    assert len(reports(site)) == 3


def test_a_line_of_my_work_sent_twice_says_so_in_its_place(site: Site) -> None:
    lead, sent = site.browser("lead"), line(site, percent=50)
    htmx = {"HX-Request": "true"}
    assert "is saved" in lead.post(full(site), sent, headers=htmx).text

    answer = lead.post(full(site), sent, headers=htmx)

    assert answer.status_code == 200
    assert SAID in answer.text
    assert len(reports(site)) == 2


def test_a_form_that_was_refused_or_previewed_can_be_sent_again(site: Site) -> None:
    coordinator, path = site.browser("coordinator"), f"{task(site)}/edit"
    sent = {**coordinator.get(path).form.values(), "duration_days": "44"}

    assert coordinator.post(path, {**sent, "code": "2a"}).status_code == 422
    assert coordinator.post(path, {**sent, "preview": "1"}).status_code == 200
    assert coordinator.post(path, sent).status_code == 302
    assert coordinator.post(path, sent).location == task(site)


def test_a_task_is_added_once_and_tasks_are_shifted_once(site: Site) -> None:
    coordinator, new = site.browser("coordinator"), f"/plans/{SLUG}/tasks/new"
    pm = f"agency_{site.office.agencies['PM']}"
    sent = {**coordinator.get(new).form.values(), "code": "9", "name": "New", pm: "lead"}
    sent |= {"duration_days": "3"}
    twice(coordinator, new, sent)
    assert [row.code for row in site.rows("tasks")].count("9") == 1

    together = f"/plans/{SLUG}/tasks/together"
    chosen = f"{site.tasks['theirs']}:{site.version(site.tasks['theirs'])}"
    page = coordinator.post(together, {"task": chosen, "choose": "1"})
    sent = {**page.form.values(), "task": chosen, "shift_days": "3"}
    since = len(site.work()["journal"])
    twice(coordinator, together, sent)
    verbs = [e.verb for e in site.work()["journal"][since:]]
    assert verbs.count("tasks.changed_together") == 1


def test_two_clicks_at_the_same_moment_make_one_comment(site: Site) -> None:
    lead, path = site.browser("lead"), f"{task(site)}/comments"
    sent = filled(lead, task(site), path, body="At once")
    cookies = lead.client.get_cookie("workplan")
    assert cookies is not None

    def click(_: int) -> int:
        client = site.app.test_client()
        client.set_cookie("workplan", cookies.value)
        return client.post(path, data=sent).status_code

    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(click, range(4)))

    assert statuses == [302] * 4
    assert len(site.rows("task_comments")) == 1
