"""Talking about a task, handing it on, and what was typed when a session had ended."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Agency, Task, TaskAgency
from support.ground.office import PASSWORD
from support.web.browsers import Browser
from support.web.reports import full, reports
from workplan.extensions import db
from workplan.services.accounts.signing_in import sign_ins
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.structure.task import tasks
from workplan.services.tasks.task_fields import fields_of

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.browsers import Answer


def page_of(site: Site, task: str = "ours") -> str:
    return f"/tasks/{site.tasks[task]}"


def test_what_is_said_is_shown_safely_answered_and_resolved(site: Site) -> None:
    lead, coordinator = site.browser("lead"), site.browser("coordinator")
    said = "Is **this** right, @Cora Diaz? <script>alert(1)</script> [x](javascript:alert(1))"

    lead.post(f"{page_of(site)}/comments", {"body": said})

    shown = coordinator.get(page_of(site)).text
    assert "<strong>this</strong>" in shown
    assert "<script>alert" not in shown
    assert 'href="javascript:' not in shown
    assert "You were named" in coordinator.get("/").text
    [comment] = site.rows("task_comments")
    coordinator.post(f"{page_of(site)}/comments", {"body": "It is.", "thread": comment.id})
    lead.post(f"/comments/{comment.id}/resolution")
    assert "(resolved)" in lead.get(page_of(site)).text
    lead.post(f"{page_of(site)}/comments", {"body": "Not so fast.", "thread": comment.id})
    assert "(resolved)" not in lead.get(page_of(site)).text
    verbs = [e.verb for e in site.rows("journal") if e.subject_id == site.tasks["ours"]]
    assert verbs[-4:] == [
        "task.commented",
        "task.commented",
        "task.thread_resolved",
        "task.commented",
    ]


def test_a_comment_that_is_empty_or_answers_another_task_is_refused(site: Site) -> None:
    lead = site.browser("lead")
    lead.post(f"{page_of(site, 'theirs')}/comments", {"body": "There"})
    [other] = site.rows("task_comments")

    for values, words in (
        ({"body": "  "}, "The comment is empty"),
        ({"body": "x" * 10_001}, "10,000 fit"),
        ({"body": "Here", "thread": other.id}, "not on this task"),
    ):
        answer = lead.post(f"{page_of(site)}/comments", values)
        assert answer.status_code == 422
        assert words in answer.page.one(role="alert").text
        typed = answer.page.one("textarea", id="body").raw_text.strip()
        assert typed == str(values["body"]).strip()
    assert len(site.rows("task_comments")) == 1


def test_a_comment_says_whom_it_reaches_and_which_names_are_nobodys(site: Site) -> None:
    lead = site.browser("lead")
    body = "@Cora Diaz, @DSCA and @Nobody Here: look, please"

    answer = lead.post(f"{page_of(site)}/comments", {"body": body})

    shown = lead.get(answer.location.partition("#")[0]).page.one(role="status").text
    assert "Told: Cora Diaz, Dana Kim." in shown
    assert "Nobody here is called “@Nobody”." in shown


def test_a_comment_says_which_agencies_nobody_speaks_for_in_the_plan(site: Site) -> None:
    lead = site.browser("lead")
    body = "@DSCA and @Zebra Bureau: look, please"

    answer = lead.post(f"{page_of(site)}/comments", {"body": body})

    shown = lead.get(answer.location.partition("#")[0]).page.one(role="status").text
    assert "Told: Dana Kim." in shown
    assert "Nobody in this plan speaks for Zebra Bureau." in shown
    assert "Nobody here is called" not in shown


def test_a_task_is_offered_to_agencies_of_the_plan_before_all_others(site: Site) -> None:
    form = site.browser("lead").get(page_of(site)).page.form(f"{page_of(site)}/handovers")
    [group] = form.one("select", name="to_agency").all("optgroup")
    assert group["label"] == "In this plan"
    assert "DSCA" in group.text
    assert "State PM" not in group.text
    # Nobody in the plan could accept it for them.
    assert "Zebra Bureau" not in form.text


def test_a_refused_request_for_an_update_keeps_what_was_typed(site: Site) -> None:
    coordinator, path = site.browser("coordinator"), f"{page_of(site)}/update-request"

    for day, words in (("", "Give a day"), (site.day(-1).isoformat(), "has passed")):
        answer = coordinator.post(path, {"wanted_on": day, "note": "Is it so?"})
        assert answer.status_code == 422
        assert words in answer.page.one(role="alert").text
        assert answer.page.form(path).values()["note"] == "Is it so?"
        assert answer.page.form(path).values()["wanted_on"] == day


def test_an_offer_stands_in_the_work_of_who_may_answer_and_its_answer_on_the_task(
    site: Site,
) -> None:
    lead, taker = site.browser("lead"), site.browser("other_lead")
    assert "No agency was chosen" in lead.post(f"{page_of(site)}/handovers", {}).text
    offered(site, lead)
    assert "Offered to you 1" in taker.get("/").page.one("main").text
    assert "Offered to you" not in lead.get("/").text
    [offer] = site.rows("handovers")

    answer = taker.post(f"/handovers/{offer.id}", {"answer": "decline", "reason": "Not our trade"})

    assert "keeps it" in taker.get(answer.location.partition("#")[0]).page.one(role="status").text
    assert "Offered to you" not in taker.get("/").text
    shown = lead.get(page_of(site)).page.one("main").text
    assert "DSCA declined it on" in shown
    assert "“Not our trade”" in shown


def test_an_update_that_is_asked_for_stands_in_my_work_until_the_next_report(site: Site) -> None:
    coordinator, lead = site.browser("coordinator"), site.browser("lead")
    wanted = {"wanted_on": site.day(3).isoformat(), "note": "Has counsel answered?"}

    assert coordinator.post(f"{page_of(site)}/update-request", wanted).status_code == 302

    assert "Has counsel answered?" in lead.get("/").text
    assert "Has counsel answered?" in lead.get(full(site)).page.one("p", class_="asked").text
    lead.submit(full(site), {"percent": 50})
    assert "Has counsel answered?" not in lead.get("/").text
    late = coordinator.post(f"{page_of(site)}/update-request", {"wanted_on": "2020-01-01"})
    assert "has passed" in late.page.one(role="alert").text


def test_a_lead_hands_a_task_to_a_colleague_and_takes_it_back(site: Site) -> None:
    lead, contributor = site.browser("lead"), site.browser("contributor")
    assert contributor.get(full(site)).status_code == 403

    lead.post(f"{page_of(site)}/assignee", {"assignee": site.office.contributor.id})

    assert contributor.get(full(site)).status_code == 200
    assert "Carl Weber" in lead.get(page_of(site)).text
    lead.post(f"{page_of(site)}/assignee", {"assignee": ""})
    assert contributor.get(full(site)).status_code == 403
    stranger = lead.post(f"{page_of(site)}/assignee", {"assignee": site.office.stranger.id})
    assert "does not act for the lead agency" in stranger.page.one(role="alert").text


def leads(site: Site) -> list[str]:
    with site.inside():
        rows = (
            select(Agency.code)
            .join(TaskAgency, TaskAgency.agency_id == Agency.id)
            .where(TaskAgency.task_id == site.tasks["ours"], TaskAgency.role == "lead")
        )
        return [*db.session.scalars(rows)]


def offered(site: Site, browser: Browser) -> Answer:
    agency = site.office.agencies["DSCA"]
    return browser.post(f"{page_of(site)}/handovers", {"to_agency": agency, "note": "Yours"})


def test_another_agency_leads_only_once_it_accepts(site: Site) -> None:
    lead, taker = site.browser("lead"), site.browser("other_lead")

    offered(site, lead)

    assert leads(site) == ["PM"]
    assert "An offer is open already" in offered(site, lead).text
    [offer] = site.rows("handovers")
    refused = taker.post(f"/handovers/{offer.id}", {"answer": "decline"})
    assert refused.status_code == 422
    assert "Say why you decline" in refused.page.one(role="alert").text
    assert taker.post(f"/handovers/{offer.id}", {"answer": "accept"}).status_code == 302
    assert leads(site) == ["DSCA"]
    assert lead.get(full(site)).status_code == 403
    assert taker.get(full(site)).status_code == 200
    assert site.rows("journal")[-1].verb == "task.handed_over"
    late = taker.post(f"/handovers/{offer.id}", {"answer": "decline", "reason": "Too much"})
    said = late.page.one(role="alert").text
    assert "was accepted already" in said
    assert "You wrote: “Too much”" in said


def test_an_offer_that_is_declined_leaves_the_task_where_it_was(site: Site) -> None:
    lead, taker = site.browser("lead"), site.browser("other_lead")
    offered(site, lead)
    [offer] = site.rows("handovers")

    taker.post(f"/handovers/{offer.id}", {"answer": "decline", "reason": "Not our trade"})

    assert leads(site) == ["PM"]
    assert lead.post(f"/handovers/{offer.id}", {"answer": "accept"}).status_code == 403
    assert offered(site, lead).status_code == 302


def test_a_supporting_agency_speaks_for_its_own_part(site: Site) -> None:
    with site.inside() as office:
        task = db.session.get_one(Task, site.tasks["ours"])
        wanted = replace(
            fields_of(db.session(), task), supports=((office.agencies["DSCA"], "clear"),)
        )
        tasks.change(Change(office.coordinator, site.now), task.id, task.version, wanted)
    sent = {"agency": site.office.agencies["DSCA"], "status": "confirmed", "note": "By Friday"}

    assert site.browser("lead").post(f"{page_of(site)}/support", sent).status_code == 403
    assert site.browser("other_lead").post(f"{page_of(site)}/support", sent).status_code == 302

    shown = site.browser("lead").get(page_of(site)).text
    assert "Confirmed: it will be done" in shown
    assert "By Friday" in shown
    late = site.browser("other_lead").post(
        f"{page_of(site)}/support", {**sent, "note": "By Monday", "seen": ""}
    )
    assert late.status_code == 422
    assert "A colleague spoke for the agency" in late.page.one(role="alert").text
    field = late.page.one("input", id=f"support-note-{site.office.agencies['DSCA']}")
    assert field["value"] == "By Monday"
    action = f"{page_of(site)}/support"
    again = site.browser("other_lead").submit(page_of(site), {"note": "By Monday"}, action)
    assert again.status_code == 302


def test_a_task_that_another_handed_on_meanwhile_is_not_handed_on_unseen(site: Site) -> None:
    lead, coordinator = site.browser("lead"), site.browser("coordinator")
    action = f"{page_of(site)}/assignee"
    typed = lead.get(page_of(site)).page.form(action).values()
    coordinator.submit(page_of(site), {"assignee": site.office.contributor.id}, action)

    late = lead.post(action, {**typed, "assignee": site.office.lead.id})

    assert late.status_code == 422
    assert "Cora Diaz handed it on while you were choosing" in late.page.one(role="alert").text
    assert late.page.form(action).values()["assignee"] == str(site.office.lead.id)
    task = next(row for row in site.rows("tasks") if row.id == site.tasks["ours"])
    assert task.assignee_id == site.office.contributor.id
    assert lead.submit(page_of(site), {"assignee": ""}, action).status_code == 302


def signed_out_while_typing(site: Site, who: str = "lead") -> tuple[Browser, Answer]:
    """Let a person send a report after their session has ended."""
    browser = Browser(site.app, site.office.email(who))
    values = browser.get(full(site)).form.values() | {"percent": "55", "done": "My long text"}
    with site.inside() as office, writing() as session:
        sign_ins.end_sessions(session, site.now, getattr(office, who).id)
    return browser, browser.post(full(site), values)


def test_what_was_typed_when_the_session_had_ended_survives_the_sign_in(site: Site) -> None:
    browser, answer = signed_out_while_typing(site)
    assert answer.location.startswith("/login")
    form = browser.get(answer.location).form.values()
    sent = {"email": site.office.email("lead"), "password": PASSWORD}

    signed_in = browser.post(answer.location, {**form, **sent})

    assert signed_in.location == "/kept"
    page = browser.get("/kept")
    assert "My long text" in page.text
    saved = page.submit(browser, {"reason": "So it is"})
    assert saved.status_code == 302
    assert reports(site)[-1].done == "My long text"


def test_what_was_typed_is_for_nobody_else(site: Site) -> None:
    browser, answer = signed_out_while_typing(site)
    form = browser.get(answer.location).form.values()
    sent = {"email": site.office.email("coordinator"), "password": PASSWORD}

    browser.post(answer.location, {**form, **sent})

    assert "My long text" not in browser.get("/kept").text
    assert len(reports(site)) == 1
