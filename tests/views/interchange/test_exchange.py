"""Plans brought in and taken away on the web."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Task
from support.ground.office import SLUG
from support.ground.places import FILE_CASES as CASES
from workplan.exchange import formats
from workplan.extensions import db
from workplan.services.record.change import Change
from workplan.services.structure.task import tasks

if TYPE_CHECKING:
    from support.ground.site import Answer, Site

TABLE = b"UID,Name,Duration,Predecessors\n1,Draft,3,\n2,Clear,2,1\n"


def upload(site: Site, content: bytes, name: str = "plan.csv") -> Answer:
    sent = {"file": (BytesIO(content), name), "start_on": site.today.isoformat()}
    return site.browser("coordinator").post("/plans/import", sent)


def test_a_file_is_looked_at_then_saved_and_its_upload_is_let_go(site: Site) -> None:
    before = site.work()
    report = upload(site, TABLE)

    assert report.status_code == 200
    assert site.work() == before
    saved = report.submit(site.browser("coordinator"), {"slug": "brought-in"})

    assert saved.location == "/plans/brought-in"
    assert "2 tasks, 1 dependencies" in site.browser("coordinator").get(saved.location).text
    again = report.submit(site.browser("coordinator"), {"slug": "once-more"})
    assert again.status_code == 404


def test_the_overview_of_a_plan_of_today_says_what_sets_its_end(site: Site) -> None:
    upload(site, TABLE).submit(site.browser("coordinator"), {"slug": "young"})
    page = site.browser("coordinator").get("/plans/young").page
    assert "2 Clear" in page.one("div", class_="strip").text
    assert "The plan had no end a week ago." in page.text
    assert site.browser("coordinator").get("/plans/young/moves").status_code == 200


def test_an_upload_is_for_the_person_who_made_it(site: Site) -> None:
    values = upload(site, TABLE).form.values()
    del values["csrf_token"]

    assert site.browser("stranger").post("/plans/import/confirm", values).status_code == 404


@pytest.mark.parametrize("token", ["", "../../secret", "g" * 32, "0" * 32])
def test_a_token_that_names_no_upload_is_not_found(site: Site, token: str) -> None:
    answer = site.browser("coordinator").post("/plans/import/confirm", {"token": token})

    assert answer.status_code == 404


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0", b"<!DOCTYPE p><p/>"])
def test_a_bad_file_is_refused_beside_its_field(site: Site, content: bytes) -> None:
    answer = upload(site, content)

    assert answer.status_code == 422
    assert "usa-error-message" in answer.text


def test_an_address_that_is_taken_is_refused_beside_its_field(site: Site) -> None:
    answer = upload(site, TABLE).submit(site.browser("coordinator"), {"slug": SLUG})

    assert answer.status_code == 422
    assert "There is a plan “arms” already." in answer.text


@pytest.mark.parametrize(
    ("form", "ending", "start"),
    [
        ("json", "json", b"{"),
        ("mspdi", "xml", b"<?xml"),
        ("csv", "csv", b"\xef\xbb\xbfUID,"),
        ("xlsx", "xlsx", b"PK"),
        ("ics", "ics", b"BEGIN:VCALENDAR"),
        ("pdf", "pdf", b"%PDF"),
    ],
)
def test_a_plan_is_taken_away_as_a_file(site: Site, form: str, ending: str, start: bytes) -> None:
    answer = site.browser("viewer").get(f"/plans/{SLUG}/export.{form}")

    assert answer.data.startswith(start)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{SLUG}.{ending}"'


def test_a_plan_that_was_taken_away_can_be_brought_in_again(site: Site) -> None:
    for form in ("json", "mspdi", "csv", "xlsx"):
        content = site.browser("viewer").get(f"/plans/{SLUG}/export.{form}").data
        assert "Draft part 1a" in {task.name for task in formats.read(content).tasks}


def test_a_name_that_no_agency_has_is_mapped_before_saving(site: Site) -> None:
    content = b"UID,Name,Duration,Agencies\n1,Draft,3,Bureau of Arms\n2,Clear,2,Nobody\n"
    me = site.browser("coordinator")
    report = upload(site, content)
    assert [f.attributes["value"] for f in report.page.root.all("input", name="name")] == [
        "Bureau of Arms",
        "Nobody",
    ]
    sent = {**report.form.values(), "name": ["Bureau of Arms", "Nobody"], "agency": ["PM", ""]}

    again = me.post("/plans/import/confirm", {**sent, "again": "1"})
    assert again.status_code == 200
    saved = me.post("/plans/import/confirm", {**sent, "slug": "mapped"})

    assert saved.location == "/plans/mapped"
    assert "State PM" in me.get("/plans/mapped/tasks").text
    with site.inside() as office:
        found = select(Task.uid, Task.source_note).where(Task.plan_id == office.plan("mapped").id)
        assert dict(db.session.execute(found).all()) == {1: "", 2: "In the file: Nobody."}


def test_the_agencies_of_the_plan_that_a_file_goes_into_are_offered_first(site: Site) -> None:
    content = b"UID,Name,Duration,Agencies\n1,Draft,3,Bureau of Arms\n"
    sent = {"file": (BytesIO(content), "plan.csv"), "start_on": site.today.isoformat()}
    page = site.browser("coordinator").post("/plans/import", {**sent, "into": SLUG}).page
    groups = page.one("select", name="agency").all("optgroup")
    assert [group["label"] for group in groups] == ["In this plan", "Other agencies"]
    assert "DSCA" in groups[0].text
    assert groups[1].text == "Zebra Bureau"
    new = upload(site, content).page.one("select", name="agency")
    assert not new.all("optgroup")
    assert {"DSCA", "Zebra Bureau"} <= {option.text for option in new.all("option")}


def test_a_newer_file_is_previewed_merged_and_taken_back(site: Site) -> None:
    me = site.browser("coordinator")
    first = upload(site, TABLE)
    first.submit(me, {"slug": "brought-in"})
    newer = TABLE.replace(b"Draft,3", b"Draft,8") + b"3,Publish,1,2\n"
    sent = {"file": (BytesIO(newer), "plan.csv"), "start_on": site.today.isoformat()}
    before = site.work()

    report = me.post("/plans/import", {**sent, "into": "brought-in"})

    assert "1 task added, 0 removed, 1 changed" in report.text
    assert "5 working days later" in report.text or "6 working days later" in report.text
    assert site.work() == before
    saved = report.submit(me, {"reason": "Sent by DSCA"})
    assert saved.location == "/plans/brought-in/journal"
    page = me.get(saved.location)
    assert "Sent by DSCA" in page.text
    merge = next(f for f in page.page.root.all("form", class_="undo") if "undo" in f["action"])
    me.post(merge["action"], {"next": saved.location})
    assert "Took back all of entry" in me.get(saved.location).text


def test_a_code_that_another_task_has_is_said_to_get_a_number(site: Site) -> None:
    me = site.browser("coordinator")
    table = b"UID,Code,Name,Duration\n1,A1,Draft,3\n"
    upload(site, table).submit(me, {"slug": "brought-in"})
    with site.inside() as office:
        tasks.add(Change(office.coordinator, site.now), "brought-in", office.fields("A2", 4))
    newer = table + b"50,A2,Publish,1\n"
    sent = {"file": (BytesIO(newer), "plan.csv"), "start_on": site.today.isoformat()}

    report = me.post("/plans/import", {**sent, "into": "brought-in"})

    [row] = [r for r in report.page.all("tr") if "gets a number" in r.text]
    assert [cell.text for cell in row.all("td")] == [
        "code: another task has A2 here, so this one gets a number",
        "–",
        "A2-2",
    ]


def test_a_newer_file_goes_only_into_a_plan_that_one_coordinates(site: Site) -> None:
    sent = {"file": (BytesIO(TABLE), "plan.csv"), "start_on": site.today.isoformat()}

    answer = site.browser("stranger").post("/plans/import", {**sent, "into": SLUG})

    assert answer.status_code == 422
    assert "is not among the choices" in answer.text


def test_a_moved_start_is_said_first_on_the_page(site: Site) -> None:
    me = site.browser("coordinator")
    before, after = (
        (CASES / "field" / f"merge-moved-start-{name}.xml").read_bytes()
        for name in ("before", "after")
    )
    upload(site, before, "plan.xml").submit(me, {"slug": "chain"})

    report = me.post("/plans/import", {"file": (BytesIO(after), "plan.xml"), "into": "chain"})

    assert report.page.one("h1").text == (
        "Plan start 1 Mar → 15 Mar 2027; 3 tasks move 10 working days later"
    )
    report.submit(me, {"reason": "Agreed"})
    journal = me.get("/plans/chain/journal")
    assert "0 changed. Plan start 1 Mar → 15 Mar 2027; 3 tasks move" in journal.text
    [parts] = [a["href"] for a in journal.page.root.all("a") if "of=" in a["href"]][:1]
    assert "Start of the plan moved from 1 Mar 2027 to 15 Mar 2027" in me.get(parts).text
    again = me.post("/plans/import", {"file": (BytesIO(after), "plan.xml"), "into": "chain"})
    assert again.page.one("h1").text == "The file says what the plan says"


def test_a_task_that_was_added_here_is_asked_about_and_goes_when_it_is_ticked(site: Site) -> None:
    me = site.browser("coordinator")
    older = me.get(f"/plans/{SLUG}/export.json").data
    with site.inside() as office:
        task_id = office.add("A5", 4, now=site.now)
        uid = office.task(task_id).uid
    sent = {"file": (BytesIO(older), "plan.json"), "into": SLUG}

    report = me.post("/plans/import", sent)

    assert report.page.one("h1").text == "The file lacks 1 task that the plan has"
    assert "Take out A5 Draft part A5" in report.text
    report.submit(me, {"reason": "It stays"})
    with site.inside() as office:
        assert office.task(task_id).removed_at is None
    me.post("/plans/import", {**sent, "file": (BytesIO(older), "plan.json")}).submit(
        me, {"let_go": str(uid)}
    )
    with site.inside() as office:
        assert office.task(task_id).removed_at is not None


def test_a_task_of_before_that_a_newer_file_lacks_stays_and_is_named(site: Site) -> None:
    me = site.browser("coordinator")
    older = me.get(f"/plans/{SLUG}/export.json").data
    with site.inside() as office:
        task_id = office.add("A5", 4)
        uid = office.task(task_id).uid
    sent = {"file": (BytesIO(older), "plan.json"), "into": SLUG, "let_go": str(uid)}

    report = me.post("/plans/import", sent)

    assert report.page.one("h1").text == "The file lacks 1 task that the plan has"
    assert "not done, superseded or merged" in " ".join(report.page.text.split())
    assert "Take out A5" not in report.text
    with site.inside() as office:
        assert office.task(task_id).removed_at is None


def test_a_table_without_a_start_goes_into_a_plan_that_has_one(site: Site) -> None:
    me = site.browser("coordinator")
    upload(site, TABLE).submit(me, {"slug": "brought-in"})
    newer = TABLE.replace(b"Draft,3", b"Draft,4")

    report = me.post("/plans/import", {"file": (BytesIO(newer), "p.csv"), "into": "brought-in"})

    assert "0 tasks added, 0 removed, 1 changed" in report.text
    assert report.submit(me, {}).location == "/plans/brought-in/journal"


def test_a_file_without_a_task_is_refused_beside_its_field(site: Site) -> None:
    before = site.work()

    answer = upload(site, (CASES / "files" / "04-no-tasks.xml").read_bytes(), "plan.xml")

    assert answer.status_code == 422
    assert "The file holds no task, so there is no plan in it." in answer.text
    assert site.work() == before


def test_an_imported_plan_names_no_directive_until_somebody_does(site: Site) -> None:
    me = site.browser("coordinator")
    upload(site, TABLE).submit(me, {"slug": "brought-in"})

    page = me.get("/plans/brought-in").text

    assert "No directive named" in page
    assert "signed" not in page
    assert not [row for row in site.rows("directives") if "brought" in row.citation.lower()]
    task = next(row for row in site.rows("tasks") if row.name == "Draft" and row.uid == 1)
    assert me.get(f"/tasks/{task.id}").status_code == 200
    sent = {"rule": "signed", "within": "30"}
    answer = me.submit(f"/tasks/{task.id}/edit", sent)
    assert answer.status_code == 422
    assert "No directive is named in this plan" in answer.text


def test_ticks_that_are_no_numbers_tick_nothing(site: Site) -> None:
    me = site.browser("coordinator")
    older = me.get(f"/plans/{SLUG}/export.json").data
    report = me.post("/plans/import", {"file": (BytesIO(older), "plan.json"), "into": SLUG})

    values = {**report.form.values(), "let_go": ["9" * 5000, "x", "²", ""], "again": "1"}

    assert me.post("/plans/import/confirm", values).status_code == 200
