"""The duties of a directive on the page: read, mapped, chosen, and put into the sheet unsaved."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from support.ground.office import SLUG
from support.web.duties_page import ORDER, PAGE, duty_form, key_of, read

if TYPE_CHECKING:
    from support.ground.site import Site


def test_each_duty_stands_beside_its_marked_sentence(site: Site) -> None:
    page = read(site)
    assert "3 duties read" in page.one("h1").text
    marks = [mark.text for mark in page.all("mark")]
    assert [mark[:3] for mark in marks] == ["(a)", "(b)", "(c)"]
    first = page.all("li", class_="directive-duty")[0].text
    assert "60 days after its signature" in first
    assert "Fri 2 Oct 2026" in first
    cells = duty_form(page)
    assert [v for k, v in cells.items() if k.endswith(".suspense")][:2] == [
        "signed+60",
        "after 7(a) +30",
    ]
    assert "It allows; it orders nothing" in page.one("details", class_="directive-left-out").text


def test_a_continuing_duty_is_not_ticked(site: Site) -> None:
    taken = [k for k in duty_form(read(site)) if k.endswith(".take")]
    assert len(taken) == 2


def test_a_name_without_an_agency_is_mapped_once(site: Site) -> None:
    page = read(site)
    who = page.one("details", class_="card directive-owners")
    assert "without an agency here" in who.text
    names = [field["value"] for field in who.all("input") if field["name"] == "owner"]
    coordinator = site.browser("coordinator")
    sent = {**duty_form(page), "owner": names, "agency": ["State PM", "DoD"]}
    mapped = coordinator.post(PAGE, sent).page
    leads = [v for k, v in duty_form(mapped).items() if k.endswith(".leads")]
    assert leads == ["State PM", "DoD", "State PM"]


def test_the_next_reading_knows_whom_a_name_means(site: Site) -> None:
    page = read(site)
    names = [f["value"] for f in page.all("input") if f.attributes.get("name") == "owner"]
    wizard = next(name for name in names if "Wizardry" in name)
    sent = {**duty_form(page), "owner": [wizard], "agency": ["DSCA"]}
    assert site.browser("coordinator").post(PAGE, {**sent, "redraw": "agencies"}).status_code == 200
    again = read(site)
    assert "without an agency here" not in again.text
    cells = duty_form(again)
    assert cells[f"{key_of(cells, '7(b)')}.leads"] == "DSCA"
    agency = site.browser("coordinator").get("/agencies/DSCA").page
    assert f"also called {wizard}" in agency.text
    assert "also called from none to" in site.browser("admin").get("/admin/journal").page.text


def test_none_is_an_answer_and_a_name_that_is_plain_is_not_remembered_otherwise(
    site: Site,
) -> None:
    page = read(site)
    names = [f["value"] for f in page.all("input") if f.attributes.get("name") == "owner"]
    cells, coordinator = duty_form(page), site.browser("coordinator")
    key = key_of(cells, "7(a)")
    assert cells[f"{key}.leads"] == "State"
    other = coordinator.post(PAGE, {**cells, "owner": names, "agency": ["DSCA", ""]}).page
    assert duty_form(other)[f"{key}.leads"] == "DSCA"
    nobody = coordinator.post(PAGE, {**cells, "owner": names, "agency": ["", ""]}).page
    assert duty_form(nobody)[f"{key}.leads"] == ""
    assert duty_form(read(site))[f"{key}.leads"] == "State"


def test_days_that_count_from_another_signature_than_the_plans_stand_as_dates(site: Site) -> None:
    page = read(site, signed_on="2026-06-01")
    cells = duty_form(page)
    assert cells[f"{key_of(cells, '7(a)')}.suspense"] == "31 Jul 2026"
    assert "Counted from 1 Jun 2026" in page.text


def test_what_the_plan_has_already_is_not_ticked(site: Site) -> None:
    sheet = f"/plans/{SLUG}/tasks/sheet"
    row = {"n1.code": "7(a)", "n1.name": "Draft it", "n1.leads": "DSCA", "n1.days": "5"}
    site.browser("coordinator").submit(sheet, row, sheet)
    page = read(site)
    first = page.all("li", class_="directive-duty")[0]
    assert "The plan has a task 7(a) already." in first.text
    assert not [box for box in first.all("input", type="checkbox") if "checked" in box.attributes]


def test_ticked_duties_go_into_the_sheet_and_nothing_is_saved(site: Site) -> None:
    page = read(site)
    before = len(site.tasks)
    coordinator = site.browser("coordinator")
    sheet = coordinator.post(PAGE, {**duty_form(page), "take": "1"})
    assert sheet.status_code == 200
    assert "2 new tasks" in sheet.page.one("h1").text
    assert re.search(r'value="Draft a plan"', sheet.text)
    assert "Nothing is saved yet." in sheet.text
    assert len(site.tasks) == before


def test_a_task_keeps_the_sentence_that_orders_it(site: Site) -> None:
    coordinator, first = site.browser("coordinator"), read(site, ORDER.partition("(b)")[0])
    sheet = coordinator.post(PAGE, {**duty_form(first), "take": "1"}).page
    address = f"/plans/{SLUG}/tasks/sheet"
    saved = coordinator.post(address, sheet.one(id="sheet").values())
    assert saved.status_code == 302, saved.page.text
    task = next(task for task in site.rows("tasks") if task.code == "7(a)")
    assert task.sentence.startswith("Within 60 days of the date of this order, the Secretary")
    assert task.sentence.endswith("shall draft a plan.")
    page = coordinator.get(f"/tasks/{task.id}").page
    assert f"says: “{task.sentence}”" in page.text
    assert task.sentence in coordinator.get(f"/tasks/{task.id}/report").text
    form = coordinator.get(f"/tasks/{task.id}/edit").form.values()
    assert form["sentence"] == task.sentence


def test_the_objectives_that_it_states_are_added_and_what_was_typed_stays(site: Site) -> None:
    policy = "Section 1. Policy. It is our policy to:\n\n(a) buy well;\n\n(b) sell fast.\n\n"
    page = read(site, policy + ORDER)
    cells = duty_form(page)
    assert cells["aims"] == "Buy well.\nSell fast."
    key = key_of(cells, "7(a)")
    sent = {**cells, f"{key}.name": "Write it", "aims": "Buy well.\nSell faster.", "aim": "1"}
    after = site.browser("coordinator").post(PAGE, sent).page
    assert "2 objectives added." in after.one(id="aims").text
    assert duty_form(after)[f"{key}.name"] == "Write it"
    stored = [o.statement for o in site.rows("objectives")]
    assert stored[-2:] == ["Buy well.", "Sell faster."]
    assert duty_form(read(site, policy + ORDER))["aims"] == "Sell fast."
    nothing = site.browser("coordinator").post(PAGE, {**sent, "aims": " "}).page
    assert "added" not in nothing.one(id="aims").text


def test_a_file_is_read_as_well_and_a_broken_one_says_the_way_out(site: Site) -> None:
    coordinator = site.browser("coordinator")
    form = coordinator.get(PAGE).page.one("form", action=PAGE).values()
    good = {**form, "file": (BytesIO(ORDER.encode()), "order.txt")}
    assert "3 duties read" in coordinator.post(PAGE, good).page.one("h1").text
    bad = coordinator.post(PAGE, {**form, "text": "", "file": (BytesIO(b"%PDF-x"), "order.pdf")})
    assert bad.status_code == 422
    assert "or paste its text" in bad.text


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "Paste the text of the directive"), ("x " * 200_001, "400,000 can be taken")],
    ids=["nothing", "too much"],
)
def test_no_text_and_too_much_are_refused_and_what_was_typed_stays(
    site: Site, text: str, said: str
) -> None:
    coordinator = site.browser("coordinator")
    form = coordinator.get(PAGE).page.one("form", action=PAGE).values()
    refused = coordinator.post(PAGE, {**form, "text": text})
    assert refused.status_code == 422
    assert said in refused.text


def test_a_day_that_is_none_is_refused_and_named(site: Site) -> None:
    coordinator = site.browser("coordinator")
    form = coordinator.get(PAGE).page.one("form", action=PAGE).values()
    refused = coordinator.post(PAGE, {**form, "text": ORDER, "signed_on": "soon"})
    assert refused.status_code == 422
    assert "“soon” is no date" in refused.text
    assert "Secretary of Wizardry" in refused.text


def test_a_text_without_orders_says_so(site: Site) -> None:
    assert "orders nobody" in read(site, "The weather is fine.").one("h1").text


@pytest.mark.parametrize("who", ["lead", "viewer", "auditor"])
def test_only_who_may_change_the_structure_reads_a_directive_into_it(site: Site, who: str) -> None:
    assert site.browser(who).get(PAGE).status_code == 403
