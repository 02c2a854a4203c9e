"""Who may report, who reads the journal, and what nobody of another plan comes to see."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from models import Initiative, Membership, Reminder
from support.ground.office import OTHER_SLUG, SLUG
from workplan.extensions import db
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.structure import plan_stages
from workplan.services.structure.task import tasks
from workplan.services.tasks.task_fields import fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.ground.office import Office
    from support.ground.site import Site
    from support.web.page import Page

MEMBERS = ("coordinator", "lead", "other_lead", "contributor", "viewer", "auditor", "supervisor")
# What only the strangers' plan has, in whatever case.
SECRETS = ("zebra", "stranger")


def paths(site: Site) -> Iterator[str]:
    """Yield the addresses of everything that shows or counts tasks, with all their filters."""
    yield from ("/", "/plans", "/reminders", "/reminders?state=sent", "/account", "/account/mail")
    yield from ("/work.csv", "/plans.csv", "/reminders.csv", "/search?q=z", "/search.csv?q=work")
    plan = f"/plans/{SLUG}"
    for page in ("", "/tasks", "/gantt", "/burndown", "/tasks/new", "/moves.csv"):
        yield plan + page
    for kind in ("svg", "csv"):
        yield f"{plan}/burndown.{kind}"
    yield f"{plan}/gantt.svg"
    for query in ("text=work", "agency=ZEBRA", "initiative=1", "late=1", "status=open", "sort=due"):
        yield f"{plan}/tasks?{query}"
    for name in ("ours", "handed", "theirs"):
        for page in ("", "/report", "/edit", "/removal"):
            yield f"/tasks/{site.tasks[name]}{page}"


@pytest.mark.parametrize("who", MEMBERS)
def test_nothing_of_another_plan_is_in_any_page_list_chart_or_file(site: Site, who: str) -> None:
    browser = site.browser(who)
    for path in (*paths(site), f"/plans/{SLUG}/journal.csv"):
        if path.endswith(".svg") and who not in ("coordinator", "lead"):
            continue  # Drawing takes long, and all members get the same files.
        answer = browser.get(path)
        said = answer.text.lower()
        if path.endswith("/edit") or path.endswith("/new"):
            # A coordinator chooses among all agencies of the government, not among plans.
            said = said.replace("zebra bureau", "")
        if path.startswith("/search?"):
            # Agencies are everybody's to find, as on their page; plans and people are not.
            for own in ("zebra bureau", "bureau of zebras", "/agencies/zebra"):
                said = said.replace(own, "")
        if "agency=" in path:
            # What one typed oneself is in links and forms that keep it.
            said = said.replace("agency=zebra", "").replace('name="agency" value="zebra"', "")
        found = [secret for secret in SECRETS if secret in said]
        assert not found, f"{path} shows {who} {found}"


def test_counts_are_of_the_own_plan_alone(site: Site) -> None:
    lead, stranger = site.browser("lead"), site.browser("stranger")
    before = [lead.get(path).page for path in ("/", f"/plans/{SLUG}/tasks", "/reminders", "/plans")]
    with site.inside() as office:
        for number in range(3):
            wanted = office.fields(f"z{number}", 3, site.day(-2), ("PM", "ZEBRA"))
            tasks.add(Change(office.stranger, site.now), OTHER_SLUG, wanted)
    after = [lead.get(path).page for path in ("/", f"/plans/{SLUG}/tasks", "/reminders", "/plans")]
    for old, new in zip(before, after, strict=True):
        assert new.one("main").text == old.one("main").text
    assert stranger.get(f"/plans/{OTHER_SLUG}/tasks").page.heading == "6 tasks"
    assert lead.get(f"/plans/{SLUG}/tasks").page.heading == "4 tasks"


def test_a_choice_of_another_plan_is_no_choice(site: Site) -> None:
    """Nested foreign ids: whatever the form is made to say, nothing is saved."""
    coordinator = site.browser("coordinator")
    foreign, ours = site.tasks["stranger's"], f"/tasks/{site.tasks['ours']}"
    with site.inside() as office:
        stranger = office.people["stranger_lead"].id
        line = _line_of_effort(office)
    edits = (
        {"parent_id": foreign},
        {"rule": "after_task", "within": 3, "after_task_id": foreign},
        {"assignee_id": stranger},
        {"initiative_id": line},
        {"agency_99999": "lead", f"agency_{site.office.agencies['PM']}": ""},
    )
    before = site.dump()
    for changes in edits:
        answer = coordinator.submit(f"{ours}/edit", changes)
        assert answer.status_code == 422, changes
        assert "zebra work" not in answer.text.lower()
    for changes in ({"predecessor": foreign}, {"predecessor": 99999}, {"predecessor": ""}):
        action = f"{ours}/dependencies"
        assert coordinator.submit(ours, changes, action).status_code == 422, changes
    assert site.dump() == before


def test_an_agency_in_no_list_is_not_taken(site: Site) -> None:
    changes = {"agency_99999": "lead", "agency_x": "lead"}
    answer = site.browser("coordinator").submit(f"/tasks/{site.tasks['ours']}/edit", changes)
    assert answer.status_code == 302
    with site.inside() as office:
        assert set(_leads(office, site.tasks["ours"])) == {office.agencies["PM"]}


def test_a_department_reports_for_its_bureaus_and_a_bureau_not_for_its_department(
    site: Site,
) -> None:
    with site.inside() as office:
        _make_lead(office, "supervisor", "STATE")
        state = office.add("3a", 5, leads=("STATE",), now=site.now)
    department, bureau = site.browser("supervisor"), site.browser("lead")
    statuses = {
        "department on its bureau's": department.get(f"/tasks/{site.tasks['ours']}/report"),
        "department on its own": department.get(f"/tasks/{state}/report"),
        "department on another's": department.get(f"/tasks/{site.tasks['theirs']}/report"),
        "bureau on its department's": bureau.get(f"/tasks/{state}/report"),
    }
    assert {what: answer.status_code for what, answer in statuses.items()} == {
        "department on its bureau's": 200,
        "department on its own": 200,
        "department on another's": 403,
        "bureau on its department's": 403,
    }


def test_joint_leads_each_report(site: Site) -> None:
    with site.inside() as office:
        joint = office.add("3b", 5, leads=("PM", "DSCA"), now=site.now)
    for who in ("lead", "other_lead"):
        page = f"/tasks/{joint}/report"
        assert site.browser(who).submit(page, {"percent": 20}).status_code == 302
    shown = site.browser("viewer").get(f"/tasks/{joint}").text
    assert "on behalf" not in shown


def test_a_supporting_agency_does_not_report(site: Site) -> None:
    with site.inside() as office:
        supports = ((office.agencies["PM"], "clear"),)
        task_id = office.add("3c", 5, leads=("DSCA",), now=site.now, supports=supports)
    assert site.browser("lead").get(f"/tasks/{task_id}/report").status_code == 403


def test_a_coordinator_reports_on_behalf_and_it_is_marked(site: Site) -> None:
    ours = f"/tasks/{site.tasks['ours']}"
    site.browser("coordinator").submit(f"{ours}/report", {"percent": 60, "done": "By phone"})
    latest = site.browser("viewer").get(ours).page.all("article", class_="report")[0]
    assert "Cora Diaz, on behalf of the lead agency" in latest.text
    site.browser("lead").submit(f"{ours}/report", {"percent": 65})
    latest = site.browser("viewer").get(ours).page.all("article", class_="report")[0]
    assert "on behalf" not in latest.text


def test_a_task_handed_back_is_no_longer_the_contributors(site: Site) -> None:
    page = f"/tasks/{site.tasks['handed']}/report"
    contributor = site.browser("contributor")
    assert contributor.get(page).status_code == 200
    with site.inside() as office:
        office.change(site.tasks["handed"], site.now, assignee_id=None)
    assert contributor.get(page).status_code == 403
    assert "Draft part 2b" not in contributor.get("/").text


@pytest.mark.parametrize(
    ("who", "ours", "theirs"),
    [
        ("coordinator", True, True),
        ("auditor", True, True),
        ("lead", True, False),
        ("other_lead", False, True),
        ("contributor", False, False),
        ("viewer", False, False),
    ],
)
def test_the_journal_is_read_by_the_coordinator_auditors_and_the_lead_agency(
    site: Site, who: str, ours: bool, theirs: bool
) -> None:
    browser = site.browser(who)
    for name, may_read in (("ours", ours), ("theirs", theirs)):
        page = browser.get(f"/tasks/{site.tasks[name]}?stream=changes").page
        assert ("Added to the plan" in page.text) is may_read
    changes = browser.get(f"/tasks/{site.tasks['ours']}?stream=changes")
    assert ("Reported on track, 40 %" in changes.text) is ours


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("coordinator", ["Lena Ivanova", "Dana Kim"]),
        ("auditor", ["Lena Ivanova", "Dana Kim"]),
        ("lead", ["Lena Ivanova"]),
        ("other_lead", ["Dana Kim"]),
        ("contributor", None),
        ("viewer", None),
        ("admin", None),
        ("stranger", ["Sue Stranger"]),
    ],
)
def test_the_ledger_shows_each_the_reminders_that_are_theirs_to_read(
    site: Site, who: str, sees: list[str] | None
) -> None:
    page = site.browser(who).get("/reminders").page
    if sees is None:
        assert not page.all(id="told")
        assert "@office.example" not in page.one("main").text
    else:
        found = sorted(page.column("To", -1))
        assert [" ".join(name.split()[:2]) for name in found] == sorted(sees)
        assert mails(page) == f"{len(sees)} mail{'s' if len(sees) > 1 else ''}"


def mails(page: Page) -> str:
    return page.one("form", class_="filter").one("span", class_="count").text


def test_a_ledger_of_many_pages_counts_only_what_one_may_read(site: Site) -> None:
    with site.inside(), writing() as session:
        first = session.scalars(select(Reminder).order_by(Reminder.id)).all()[1]
        values = {c.name: getattr(first, c.name) for c in Reminder.__table__.columns}
        for number in range(60):
            row = values | {"due_on": first.due_on + timedelta(days=number + 1)}
            row["message_id"] = f"<other_lead-{number + 2}@office.example>"
            session.add(Reminder(**{k: v for k, v in row.items() if k != "id"}))
    theirs, ours = site.browser("other_lead"), site.browser("lead")
    assert mails(theirs.get("/reminders").page) == "61 mails"
    assert "Page 2 of 2" in theirs.get("/reminders?page=9&state=sent").text
    assert len(theirs.get("/reminders?page=2").page.column("To", -1)) == 11
    assert mails(ours.get("/reminders").page) == "1 mail"


def _leads(office: Office, task_id: int) -> tuple[int, ...]:
    return fields_of(db.session(), office.task(task_id)).leads


def _make_lead(office: Office, who: str, agency: str) -> None:
    with writing() as session:
        session.execute(
            update(Membership)
            .where(Membership.user_id == office.people[who].id)
            .values(role="lead", agency_id=office.agencies[agency])
        )


def test_a_closed_plan_is_read_and_not_changed(site: Site) -> None:
    coordinator, ours = site.browser("coordinator"), f"/tasks/{site.tasks['ours']}"
    form = coordinator.get(f"{ours}/edit").form.values()
    report = coordinator.get(f"{ours}/report").form.values()
    with site.inside() as office:
        plan_stages.move_to_stage(Change(office.coordinator, site.now), SLUG, "closed")
    before = site.dump()
    changes = {
        f"{ours}/edit": form,
        f"{ours}/report": report,
        f"{ours}/removal": {"version": 1, "reason": "No more"},
        f"{ours}/dependencies": {"predecessor": site.tasks["handed"]},
        f"/dependencies/{site.links['ours']}/removal": {},
        f"/plans/{SLUG}/tasks/new": {"code": "9", "name": "More", "duration_days": 1},
        f"/plans/{SLUG}/settings/reminders": {"days": 30, "side": "before", "audience": "lead"},
        f"/plans/{SLUG}/settings/calendar": {"week": "Mon"},
        f"/plans/{SLUG}/baselines": {"name": "More"},
        f"/reminder-rules/{site.rules['ours']}": {},
    }
    for path, data in changes.items():
        answer = coordinator.post(path, data)
        assert (answer.status_code, answer.page.heading) == (409, "The plan is closed"), path
    assert site.dump() == before
    for path in paths(site):
        if not path.endswith(("/edit", "/removal", "/report", "/new")):
            assert site.browser("viewer").get(path).status_code == 200, path
    page = coordinator.get(ours).page
    assert page.one("main").all("form") == []
    assert "Report on this task" not in page.text


def _line_of_effort(office: Office) -> int:
    plan_id = office.plan(OTHER_SLUG).id
    with writing() as session:
        return session.scalars(select(Initiative.id).where(Initiative.plan_id == plan_id)).one()
