"""A later suspense is asked for on the task, and answered from the page of all of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workplan.calendars.spans import days
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from support.ground.site import Site


def ask(site: Site, away: int = 30) -> int:
    """Let State PM ask for a later suspense of its task, and return the request."""
    sent = {"wanted_on": site.day(away).isoformat(), "reason": "No data", "recovery": "At night"}
    answer = site.browser("lead").post(f"/tasks/{site.tasks['ours']}/extensions", sent)
    assert answer.status_code == 302, answer.page.text
    return max(row.id for row in site.rows("extensions"))


def text(site: Site, who: str, path: str) -> str:
    return " ".join(site.browser(who).get(path).text.split())


def test_the_lead_asks_and_sees_that_it_waits(site: Site) -> None:
    path = f"/tasks/{site.tasks['ours']}"
    assert "Ask for a later suspense" in text(site, "lead", path)
    assert "Ask for a later suspense" not in text(site, "coordinator", path)
    refused = site.browser("lead").post(f"{path}/extensions", {"reason": "No <data>"})
    assert refused.status_code == 422
    assert 'value="No &lt;data&gt;"' in refused.text
    ask(site)
    shown = text(site, "lead", path)
    assert "Waits for an answer" in shown
    assert "Ask for a later suspense" not in shown
    assert "To be answered by the coordinators" in text(site, "lead", f"{path}/chain")


def test_the_coordinator_finds_it_on_the_overview_and_answers_from_its_page(site: Site) -> None:
    request = ask(site)
    assert "1 later suspense asked for" in text(site, "coordinator", "/plans/arms")
    assert "1 later suspense asked for" in text(site, "coordinator", "/")
    page = text(site, "coordinator", "/plans/arms/extensions")
    assert "“No data”" in page
    assert "“At night”" in page
    coordinator, path = site.browser("coordinator"), f"/extensions/{request}/answer"
    tried = coordinator.post(path, {"preview": "1", "agreed_on": site.day(30).isoformat()})
    assert tried.status_code == 200
    assert [row.state for row in site.rows("extensions")] == ["asked"]
    refused = coordinator.post(path, {"answer": "decline"})
    assert refused.status_code == 422
    assert "Say why you decline" in refused.text
    done = coordinator.post(path, {"answer": "approve", "next": "/plans/arms/extensions"})
    assert done.location.endswith("/plans/arms/extensions")
    assert [row.state for row in site.rows("extensions")] == ["approved"]
    assert "approved," in text(site, "lead", "/")
    assert "later suspense asked for" not in text(site, "coordinator", "/plans/arms")


def test_a_question_is_replied_to_on_the_task(site: Site) -> None:
    request = ask(site)
    asked_back = {"answer": "return", "words": "Which data?"}
    site.browser("coordinator").post(f"/extensions/{request}/answer", asked_back)
    assert "asks back: “Which data?”" in text(site, "lead", "/")
    site.browser("lead").post(f"/extensions/{request}/reply", {"reply": "Those of Energy"})
    assert "Reply: “Those of Energy”" in text(site, "coordinator", "/plans/arms/extensions")
    site.browser("lead").post(f"/extensions/{request}/withdrawal", {})
    assert [row.state for row in site.rows("extensions")] == ["withdrawn"]


def test_the_page_is_narrowed_by_the_lead_agency(site: Site) -> None:
    ask(site)
    assert "“No data”" in text(site, "auditor", "/plans/arms/extensions?agency=PM")
    assert "“No data”" not in text(site, "auditor", "/plans/arms/extensions?agency=DSCA")
    assert "Approve" not in text(site, "auditor", "/plans/arms/extensions")


def test_an_agreed_day_stands_beside_the_ordered_one_on_the_task(site: Site) -> None:
    path = f"/tasks/{site.tasks['ours']}"
    with site.inside() as office:
        signed = SuspenseRule("signed", within=days(200))
        office.change(site.tasks["ours"], site.now, suspense=signed)
    request = ask(site, 250)
    site.browser("coordinator").post(f"/extensions/{request}/answer", {"answer": "approve"})
    shown = text(site, "lead", path)
    assert "Agreed with the first extension beside the ordered day" in shown
    assert "Ordered by: The directive" in shown
    chain = text(site, "lead", f"{path}/chain")
    assert "<dt>Directed</dt>" in chain
    assert "<dt>Agreed</dt>" in chain
    assert "Extension no. 1; ordered:" in chain


def test_a_second_extension_is_called_so_in_the_list_its_csv_and_the_overview(site: Site) -> None:
    coordinator = site.browser("coordinator")
    with site.inside() as office:
        office.change(site.tasks["ours"], site.now, duration_days=400)
    path = "/plans/arms/tasks"
    assert "extension" not in coordinator.get(f"{path}.csv").text.partition("\n")[2]
    for away, said in ((30, "first extension"), (60, "second extension")):
        request = ask(site, away)
        coordinator.post(f"/extensions/{request}/answer", {"answer": "approve"})
        assert said in text(site, "lead", path)
        assert said in site.browser("lead").get(f"{path}.csv").text
        assert said in text(site, "coordinator", "/plans/arms")
