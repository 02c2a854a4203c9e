"""Who leads and who does the work, on the task form: offers, refusals, and a warning first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.ground.office import OTHER_SLUG, SLUG
from workplan.extensions import db

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.browsers import Answer


def edit(site: Site, task: str = "ours") -> str:
    return f"/tasks/{site.tasks[task]}/edit"


def role(site: Site, agency: str, role: str) -> dict[str, Any]:
    return {f"agency_{site.office.agencies[agency]}": role}


def shown(site: Site, answer: Answer, who: str = "coordinator") -> str:
    """Return the text of the page that a saved form leads to."""
    assert answer.status_code == 302
    return site.browser(who).get(answer.location).page.one("main").text


def test_a_task_taken_from_one_agency_and_given_to_another_is_offered(site: Site) -> None:
    coordinator, changes = site.browser("coordinator"), {"name": "Swapped"}
    changes |= role(site, "PM", "") | role(site, "DSCA", "lead")

    text = shown(site, coordinator.submit(edit(site), changes))

    assert "The task is changed." in text
    assert text.count("Offered to DSCA; State PM leads until DSCA accepts.") == 2
    assert "1a Swapped" in text
    assert "Offered to you 1" in site.browser("other_lead").get("/").page.one("main").text
    [notice] = site.rows("notices")
    assert (notice.kind, notice.user_id) == ("offer", site.office.other_lead.id)
    assert "DSCA accepts" in coordinator.get(edit(site)).page.one(id="agencies-offered").text
    [offer] = site.rows("handovers")
    page = f"/tasks/{site.tasks['ours']}"
    assert "Withdraw the offer" not in site.browser("lead").get(page).text
    answer = coordinator.submit(page, {"answer": "withdraw"}, f"/handovers/{offer.id}")
    said = coordinator.get(answer.location.partition("#")[0]).page.text
    assert "You withdrew the offer: the task stays with the agency that leads it." in said
    assert site.rows("handovers")[0].state == "withdrawn"


def test_an_agency_where_nobody_gets_mail_is_warned_of_before_it_is_saved(site: Site) -> None:
    coordinator, before = site.browser("coordinator"), site.work()
    changes = role(site, "PM", "") | role(site, "DOD", "lead") | {"name": "Swapped"}

    warned = coordinator.submit(edit(site), changes)

    assert warned.status_code == 422
    said = warned.page.one(role="alert").text
    assert "Nobody at DoD gets mail in this plan. Add someone, or save all the same" in said
    assert "An offer waits until somebody there can accept it." in said
    assert site.work() == before
    form = warned.page.form().values()
    assert form["name"] == "Swapped"
    # Another agency without anybody is another warning.
    other = {**form, **role(site, "DOD", ""), **role(site, "STATE", "lead")}
    assert "Nobody at State gets" in coordinator.post(edit(site), other).text
    text = shown(site, coordinator.post(edit(site), form))
    assert "Nobody at DoD can accept it in this plan yet" in text


def test_a_new_task_of_an_agency_without_anybody_is_warned_of(site: Site) -> None:
    coordinator, before = site.browser("coordinator"), site.work()
    new = {"code": "9", "name": "New", "duration_days": 2} | role(site, "DOD", "lead")

    warned = coordinator.submit(f"/plans/{SLUG}/tasks/new", new)

    assert warned.status_code == 422
    assert "An offer waits" not in warned.page.one(role="alert").text
    assert site.work() == before
    saved = coordinator.post(f"/plans/{SLUG}/tasks/new", warned.page.form().values())
    assert "The task is added." in shown(site, saved)


def test_work_is_handed_to_nobody_of_another_agency(site: Site) -> None:
    coordinator, before = site.browser("coordinator"), site.work()

    answer = coordinator.submit(edit(site), {"assignee_id": site.office.other_lead.id})

    assert answer.status_code == 422
    said = answer.page.one(id="assignee_id-error").text
    assert "Dana Kim does not act for State PM, which leads 1a." in said
    assert site.work() == before


def test_the_choice_of_people_says_for_whom_they_act(site: Site) -> None:
    page = site.browser("coordinator").get(edit(site)).page
    options = [option.text for option in page.one("select", id="assignee_id").all("option")]
    assert options == [
        "–",
        "Carl Weber (State PM)",
        "Dana Kim (DSCA)",
        "Lena Ivanova (State PM)",
    ]


def test_whoever_did_the_work_of_an_agency_that_is_out_is_let_go_and_named(site: Site) -> None:
    me = site.browser("coordinator")
    handed = {"assignee_id": site.office.contributor.id}
    shown(site, me.submit(edit(site, "handed"), handed))

    text = shown(site, me.submit(edit(site, "handed"), role(site, "STATE", "")))

    assert "Carl Weber acts for none of its lead agencies" in text
    entry = site.rows("journal")[-1]
    assert (entry.before["assignee_id"], entry.after["assignee_id"]) == (
        site.office.contributor.id,
        None,
    )


def test_in_drafting_the_lead_is_changed_at_once(site: Site) -> None:
    with site.inside() as office:
        office.plan(OTHER_SLUG).stage = "drafting"
        db.session.commit()
    stranger = site.browser("stranger")
    changes = role(site, "ZEBRA", "") | role(site, "DSCA", "lead")

    text = shown(site, stranger.submit(edit(site, "stranger's"), changes), "stranger")

    assert "Offered to" not in text
    assert "DSCA leads it" in text
