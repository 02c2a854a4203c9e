"""Duties are edited, split and joined, and a later reading knows what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.ground.office import SLUG
from support.web.duties_page import ORDER, PAGE, duty_form, key_of, read

if TYPE_CHECKING:
    from support.ground.site import Site


def test_what_was_typed_stays_when_agencies_are_chosen(site: Site) -> None:
    page = read(site)
    cells = duty_form(page)
    names = [f["value"] for f in page.all("input") if f.attributes.get("name") == "owner"]
    key = key_of(cells, "7(a)")
    typed = {f"{key}.name": "Write the plan", f"{key}.leads": "DSCA", f"{key}.days": "7"}
    cells.pop(f"{key}.take")
    sent = {**cells, **typed, "owner": names, "agency": ["", *["DSCA"] * (len(names) - 1)]}
    after = duty_form(site.browser("coordinator").post(PAGE, sent).page)
    assert typed.items() <= after.items()
    assert f"{key}.take" not in after
    other = key_of(cells, "7(b)")
    assert (cells[f"{other}.leads"], after[f"{other}.leads"]) == ("", "DSCA")


@pytest.mark.parametrize("act", ["split", "join"])
def test_what_was_split_or_joined_is_known_in_the_next_reading(site: Site, act: str) -> None:
    coordinator, cells = site.browser("coordinator"), duty_form(read(site))
    sent = {k: v for k, v in cells.items() if not k.endswith(".leads")}
    sent |= {k: "DSCA" for k in cells if k.endswith(".leads")}
    done = duty_form(coordinator.post(PAGE, {**sent, act: key_of(cells, "7(a)")}).page)
    sheet = coordinator.post(PAGE, {**done, "take": "1"}).page
    saved = coordinator.post(f"/plans/{SLUG}/tasks/sheet", sheet.one(id="sheet").values())
    assert saved.status_code == 302, saved.page.one(id="problems").text
    again = read(site)
    assert not again.all("section", **{"aria-labelledby": "gone"})
    assert not again.all("ins")
    assert [k for k in duty_form(again) if k.endswith(".take")] == []


def test_with_nothing_ticked_nothing_is_lost_and_the_page_says_so(site: Site) -> None:
    cells = {k: v for k, v in duty_form(read(site)).items() if not k.endswith(".take")}
    key = key_of(cells, "7(a)")
    sent = {**cells, f"{key}.name": "Write the plan", "take": "1"}
    refused = site.browser("coordinator").post(PAGE, sent)
    assert refused.status_code == 422
    assert "No duty is ticked." in refused.page.text
    assert duty_form(refused.page)[f"{key}.name"] == "Write the plan"


def test_a_duty_is_split_into_two_that_both_go_into_the_sheet(site: Site) -> None:
    coordinator, cells = site.browser("coordinator"), duty_form(read(site))
    key = key_of(cells, "7(a)")
    parted = duty_form(coordinator.post(PAGE, {**cells, "split": key}).page)
    copy = key_of(parted, "7(a).2")
    assert (parted[f"{copy}.name"], parted[f"{copy}.of"]) == ("Draft a plan", key)
    sent = {**parted, f"{key}.name": "Draft it", f"{copy}.name": "Print it"}
    again = duty_form(coordinator.post(PAGE, {**sent, "split": copy}).page)
    third = key_of(again, "7(a).2.2")
    assert (again[f"{third}.name"], again[f"{third}.of"]) == ("Print it", key)
    sheet = coordinator.post(PAGE, {**sent, "take": "1"})
    assert "3 new tasks" in sheet.page.one("h1").text
    texts = [v for k, v in sheet.page.one(id="sheet").values().items() if k.endswith(".name")]
    assert [text for text in texts if text.endswith(" it")] == ["Draft it", "Print it"]


def test_two_duties_are_joined_into_one(site: Site) -> None:
    coordinator, cells = site.browser("coordinator"), duty_form(read(site))
    first, second = key_of(cells, "7(a)"), key_of(cells, "7(b)")
    page = coordinator.post(PAGE, {**cells, "join": first}).page
    joined = duty_form(page)
    assert joined[f"{first}.name"] == "Draft a plan; comment"
    assert "was due after 7(a) +30" in page.text
    assert "shall draft a plan. Not later than 30 days" in joined[f"{first}.sentence"]
    assert f"{second}.name" not in joined
    assert "2 duties read" in page.one("h1").text
    again = duty_form(coordinator.post(PAGE, {**joined, "redraw": "1"}).page)
    assert again == joined
    copied = duty_form(coordinator.post(PAGE, {**cells, "split": first}).page)
    back = duty_form(coordinator.post(PAGE, {**copied, "join": first}).page)
    assert len(back) == len(cells)


def test_a_row_that_is_not_there_is_neither_split_nor_joined(site: Site) -> None:
    cells = duty_form(read(site))
    last = key_of(cells, "7(c)")
    for act in ({"split": "n5"}, {"join": "n5"}, {"join": last}):
        assert duty_form(site.browser("coordinator").post(PAGE, {**cells, **act}).page) == cells


def test_a_second_reading_shows_what_an_amended_text_changed(site: Site) -> None:
    coordinator, first = site.browser("coordinator"), read(site, ORDER.partition("(b)")[0])
    sheet = coordinator.post(PAGE, {**duty_form(first), "take": "1"}).page
    coordinator.post(f"/plans/{SLUG}/tasks/sheet", sheet.one(id="sheet").values())

    same = read(site, " ".join(ORDER.split()).replace(" (b)", "\n\n(b)").replace(" (c)", "\n\n(c)"))
    assert "The plan has a task 7(a) already." in same.text
    assert same.all("ins") == []

    amended = read(site, ORDER.replace("Within 60 days", "Within 90 days"))
    row = amended.all("li", class_="directive-duty")[0]
    assert "Its words changed since task 7(a) was read." in row.text
    assert ([e.text for e in row.all("del")], [e.text for e in row.all("ins")]) == (["60"], ["90"])
    assert "Change task 7(a)" in row.text
    [link] = [a for a in row.all("a") if a.text == "Change task 7(a)"]
    form = coordinator.get(link["href"])
    assert "Filled in as the amended sentence reads" in form.text
    filled = form.page.one("form", id="task-form").values()
    assert (filled["rule"], filled["name"]) == ("signed", "Draft a plan")
    assert filled["sentence"].startswith("Within 90 days")
    lead = next(name.partition("_")[2] for name, role in filled.items() if role == "lead")
    saved = coordinator.submit(link["href"], {"silent": lead})
    assert saved.status_code == 302
    [task] = [row for row in site.rows("tasks") if row.code == "7(a)"]
    assert task.sentence.startswith("Within 90 days")
    [rule] = [row for row in site.rows("suspenses") if row.task_id == task.id]
    assert (rule.rule, rule.offset_days) == ("signed", 90)

    gone = read(site, ORDER[ORDER.index("(b)") :].replace("(b)", "Sec. 7. Work. (b)", 1))
    section = gone.one("section", **{"aria-labelledby": "gone"})
    assert "7(a) Draft a plan" in section.text
