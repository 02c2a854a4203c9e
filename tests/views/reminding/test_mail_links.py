"""The link in a reminder: one person, one task, one report, and no harm by following it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from support.web.browsers import Browser
from support.web.reports import reports
from workplan.services.accounts.signing_in import sign_ins
from workplan.services.coordination import update_requests
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reminding import mail_links

if TYPE_CHECKING:
    from support.ground.site import Site

GONE = "has been used, or it is too old"


def issued(site: Site, who: str = "lead", task: str = "ours", days_ago: int = 0) -> str:
    """Return the path of a link that was mailed to a person some days ago."""
    with site.inside() as office, writing() as session:
        user = getattr(office, who).id
        at = site.now - timedelta(days=days_ago)
        tokens = mail_links.issue(session, user, [site.tasks[task]], at)
    return f"/r/{tokens[site.tasks[task]]}"


def nobody(site: Site) -> Browser:
    return Browser(site.app)


def saved(site: Site, path: str, **typed: Any) -> Any:
    browser = nobody(site)
    values = browser.get(path).form.values()
    said = {"percent": "55", "status": "late", "done": "By mail", "reason": "So it is"}
    return browser.post(path, {**values, **said, **typed, "csrf_token": values["csrf_token"]})


def test_following_the_link_changes_nothing_however_often(site: Site) -> None:
    path, before = issued(site), site.dump()

    for _ in range(3):
        answer = nobody(site).get(path)
        assert answer.status_code == 200
        assert "Draft part 1a" in answer.text
        assert nobody(site).get(path, method="HEAD").status_code == 200

    assert site.dump() == before


def test_the_form_behind_the_link_shows_the_question_that_it_answers(site: Site) -> None:
    with site.inside() as office:
        wanted_on = site.day(5)
        update_requests.ask(
            Change(office.coordinator, site.now), site.tasks["ours"], wanted_on, "Which offices?"
        )
    asked = nobody(site).get(issued(site)).page.one("p", class_="asked")
    assert "An update is asked for by" in asked.text
    assert "Which offices?" in asked.text


def test_a_report_by_the_link_is_marked_and_uses_it_up(site: Site) -> None:
    path = issued(site)

    answer = saved(site, path)

    assert answer.status_code == 200
    assert "is saved" in answer.page.one("h1").text
    last = reports(site)[-1]
    assert (last.percent, last.is_by_link, last.user_id) == (55, True, site.office.lead.id)
    assert [e.door for e in site.rows("journal") if e.verb == "task.reported"][-1] == "link"
    again = nobody(site).get(path)
    assert again.location == f"/login?next=/tasks/{site.tasks['ours']}/report"
    assert GONE in nobody(site).get("/login").text or again.status_code == 302
    assert len(reports(site)) == 2


def test_a_report_by_the_link_stands_beside_a_change_and_says_whose(site: Site) -> None:
    path, browser = issued(site), nobody(site)
    values = browser.get(path).form.values()
    with site.inside() as office:
        office.change(site.tasks["ours"], site.now, name="Draft part 1a anew")
        name = office.coordinator.name

    answer = browser.post(path, {**values, "percent": "55", "reason": "So it stands"})

    assert answer.status_code == 200
    assert f"{name} changed the task while you were typing" in answer.page.text


def test_it_is_good_for_ten_days(site: Site) -> None:
    assert nobody(site).get(issued(site, days_ago=9)).status_code == 200
    assert nobody(site).get(issued(site, days_ago=10)).status_code == 302


def test_it_dies_with_a_change_of_the_password(site: Site) -> None:
    path = issued(site)
    with site.inside() as office, writing() as session:
        sign_ins.end_sessions(session, site.now, office.lead.id or 0)

    assert nobody(site).get(path).status_code == 302


def test_it_dies_with_the_right_to_report(site: Site) -> None:
    path = issued(site, who="other_lead")  # Leads another agency, not this task.

    assert nobody(site).get(path).status_code == 302
    assert len(reports(site)) == 1


def test_a_contradiction_and_a_slip_keep_what_was_typed_and_the_link(site: Site) -> None:
    path = issued(site)

    slip = saved(site, path, percent="most")
    assert slip.status_code == 422
    assert slip.form.values()["done"] == "By mail"
    clash = saved(site, path, percent="10", reason="")
    assert "less than the 40 %" in clash.text
    assert len(reports(site)) == 1
    assert saved(site, path).status_code == 200


def test_a_report_that_somebody_else_was_faster_with_is_asked_for_again(site: Site) -> None:
    path = issued(site)
    typed = nobody(site)
    values = typed.get(path).form.values() | {"percent": "60", "done": "Mine", "reason": "x"}
    site.browser("coordinator").submit(f"/tasks/{site.tasks['ours']}/report", {"percent": 50})

    answer = typed.post(path, values)

    assert answer.status_code == 422
    assert "while you were typing" in answer.text
    assert answer.submit(typed, {"reason": "x"}).status_code == 200
    assert reports(site)[-1].done == "Mine"


@pytest.mark.parametrize("path", ["/r/unknown", "/r/" + "x" * 300])
def test_an_unknown_link_is_not_found(site: Site, path: str) -> None:
    assert nobody(site).get(path).status_code == 404


def test_an_installation_may_ask_for_the_sign_in_instead(sites: Any, tmp_path: Any) -> None:
    with sites.opened(tmp_path, links_need_sign_in=True) as site:
        answer = nobody(site).get(issued(site))

        assert answer.location == f"/login?next=/tasks/{site.tasks['ours']}/report"


def later(site: Site, path: str, **typed: Any) -> Any:
    """Ask for a later suspense by the link."""
    browser = nobody(site)
    token = browser.get(path).form.values()["csrf_token"]
    said = {"wanted_on": site.day(40).isoformat(), "why": "No data", "recovery": "At night"}
    return browser.post(path, {"later": "1", "csrf_token": token, **said, **typed})


def test_a_later_suspense_is_asked_for_by_the_link_which_still_reports(site: Site) -> None:
    path = issued(site)
    assert "Ask for a later suspense" in nobody(site).get(path).text
    refused = later(site, path, why="")
    assert refused.status_code == 422
    assert "Say why" in refused.text
    assert 'value="At night"' in refused.text
    assert site.rows("extensions") == []
    assert later(site, path).status_code == 302
    [row] = site.rows("extensions")
    assert (row.reason, row.recovery, row.state) == ("No data", "At night", "asked")
    [entry] = [e for e in site.rows("journal") if e.verb == "task.extension_asked"]
    assert (entry.door, entry.actor_id) == ("link", site.office.lead.id)
    page = nobody(site).get(path)
    assert "Ask for a later suspense" not in page.text
    assert saved(site, path).status_code == 200
    assert later(site, issued(site), wanted_on=site.day(50).isoformat()).status_code == 422
