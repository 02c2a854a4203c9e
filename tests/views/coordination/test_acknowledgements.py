"""A lead acknowledges on the task, on my work, and by the link in a mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from models import TaskAgency
from support.web.listed import codes_of
from workplan.services.record.transaction import writing
from workplan.services.reminding import mail_links

if TYPE_CHECKING:
    from support.ground.site import Site


def give(site: Site, *names: str) -> None:
    """Give some tasks to who leads them, now."""
    with site.inside(), writing() as session:
        of_tasks = TaskAgency.task_id.in_([site.tasks[name] for name in names])
        led = update(TaskAgency).where(of_tasks, TaskAgency.role == "lead")
        session.execute(led.values(given_at=site.now))


def test_the_lead_acknowledges_on_the_task_and_names_an_officer(site: Site) -> None:
    give(site, "ours")
    lead, path = site.browser("lead"), f"/tasks/{site.tasks['ours']}"
    page = lead.get(path)
    assert "not acknowledged; given" in page.text
    contributor = site.office.people["contributor"].id
    lead.post(f"{path}/acknowledgement", {"officer": contributor})
    [row] = site.rows("acknowledgements")
    assert (row.task_id, row.officer_id) == (site.tasks["ours"], contributor)
    assert "action officer Carl Weber" in lead.get(path).text
    refused = lead.post(f"{path}/acknowledgement", {})
    assert refused.status_code == 422
    assert "It is acknowledged already" in refused.text


def test_all_that_waits_is_acknowledged_from_my_work_at_once(site: Site) -> None:
    give(site, "ours", "theirs")
    lead = site.browser("lead")
    assert "To acknowledge" in lead.get("/").text
    lead.post("/acknowledgements", {"task": [str(site.tasks["ours"]), "x", "987654"]})
    assert [row.task_id for row in site.rows("acknowledgements")] == [site.tasks["ours"]]
    page = lead.get("/")
    assert "Acknowledged: your agency has 1 task." in page.text
    assert "To acknowledge" not in page.text
    lead.post("/acknowledgements", {"task": [str(site.tasks["theirs"])]})
    assert "a colleague did it meanwhile" in lead.get("/").text


def test_the_coordinator_sees_how_many_wait_and_which(site: Site) -> None:
    give(site, "ours", "theirs")
    coordinator = site.browser("coordinator")
    page = coordinator.get("/plans/arms")
    assert "2 tasks not acknowledged" in page.text
    listed = coordinator.get("/plans/arms/tasks?f=unacknowledged&o=is&v=yes")
    assert len(codes_of(listed.page)) == 2
    assert "Waits for you" not in site.browser("lead").get("/plans/arms").text


def test_the_link_in_a_mail_acknowledges_and_still_reports(site: Site) -> None:
    give(site, "ours")
    task, lead = site.tasks["ours"], site.office.lead
    with site.inside(), writing() as session:
        token = mail_links.issue(session, lead.id, [task], site.now)[task]
    somebody = site.browser("anonymous")
    page = somebody.get(f"/r/{token}")
    assert "Your agency has not acknowledged this task" in page.text
    assert somebody.post(f"/r/{token}", {"acknowledge": "1"}).status_code == 302
    [row] = site.rows("acknowledgements")
    assert (row.said_by_id, row.officer_id) == (lead.id, lead.id)
    page = somebody.get(f"/r/{token}")
    assert "Your agency has not acknowledged" not in page.text
    assert page.status_code == 200
    [link] = site.rows("mail_links")
    assert link.used_at is None


def test_the_page_of_an_agency_says_how_soon_it_acknowledges(site: Site) -> None:
    give(site, "ours")
    assert "1 task is not acknowledged yet" in site.browser("lead").get("/agencies/PM").text
    site.browser("lead").post("/acknowledgements", {"task": [str(site.tasks["ours"])]})
    page = " ".join(site.browser("lead").get("/agencies/PM").text.split())
    assert "the median of 1 task" in page


def test_the_chain_of_a_task_has_the_step_and_how_long_it_took(site: Site) -> None:
    give(site, "ours")
    lead, path = site.browser("lead"), f"/tasks/{site.tasks['ours']}/chain"
    assert "To be acknowledged by State PM" in lead.get(path).text
    lead.post(f"/tasks/{site.tasks['ours']}/acknowledgement", {})
    text = lead.get(path).text
    assert "Acknowledged by State PM" in text
    assert "Action officer Lena Ivanova." in text
    assert "To be acknowledged" not in text
