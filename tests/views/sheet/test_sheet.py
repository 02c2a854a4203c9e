"""The sheet without a script: a form of rows whose errors and words come back in the cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.ground.office import SLUG

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.browsers import Answer

SHEET = f"/plans/{SLUG}/tasks/sheet"


def row(key: str, *cells: str) -> dict[str, str]:
    columns = ("code", "name", "leads", "supports", "days", "waits", "suspense")
    return {f"{key}.{name}": text for name, text in zip(columns, cells, strict=False)}


def send(site: Site, changes: dict[str, Any]) -> Answer:
    return site.browser("coordinator").submit(SHEET, changes, SHEET)


def keys(site: Site) -> dict[str, str]:
    """Return the key of each row by the number of its task."""
    values = site.browser("coordinator").get(SHEET).page.form(SHEET).values()
    return {text: name.split(".")[0] for name, text in values.items() if name.endswith(".code")}


def task(site: Site, name: str) -> Any:
    return next(one for one in site.rows("tasks") if one.id == site.tasks[name])


def test_the_sheet_has_a_row_for_each_task_and_five_empty_ones(site: Site) -> None:
    page = site.browser("coordinator").get(SHEET).page
    codes = [
        i["value"] for i in page.all("input") if i.attributes.get("name", "").endswith(".code")
    ]
    assert codes[-5:] == [""] * 5
    assert {"1a", "2a", "2b"} <= set(codes)
    assert "as a sheet" in page.one("h1").text
    assert page.one("table", class_="sheet").one("input", name="n1.code")["aria-label"] == (
        f"No., row {len(codes) - 5 + 2}"
    )


def test_the_list_of_tasks_leads_there_for_coordinators_alone(site: Site) -> None:
    tasks = f"/plans/{SLUG}/tasks"
    assert SHEET in site.browser("coordinator").get(tasks).text
    assert SHEET not in site.browser("lead").get(tasks).text


def test_rows_are_written_into_the_empty_ones_and_saved_together(site: Site) -> None:
    answer = send(
        site,
        row("n1", "9", "Nine", "DSCA", "State", "2w", "1a FS+1", "15 Jan 2028")
        | row("n2", "", "Ten", "PM", "", "m", "9", "after 9 +10")
        | {"reason": "As was asked"},
    )
    assert answer.location == SHEET
    page = site.browser("coordinator").get(SHEET).page
    assert "Saved together: 2 tasks added." in page.text
    values = page.form(SHEET).values()
    key = next(k.split(".")[0] for k, v in values.items() if k.endswith(".name") and v == "Ten")
    assert [values[f"{key}.{c}"] for c in ("code", "days", "waits", "suspense")] == [
        "10", "m", "9", "after 9 +10",
    ]  # fmt: skip


def test_what_would_move_is_shown_and_nothing_is_saved(site: Site) -> None:
    key, before = keys(site)["1a"], site.work()
    answer = send(site, {f"{key}.days": "8w", "preview": "1"})
    assert answer.status_code == 200
    page = answer.page
    assert page.one("h1").text == "1 task changed"
    assert "Nothing is saved yet" in page.text
    assert "1a" in page.one("table", class_="data sheet-moves").text
    assert "40 days" in page.one(id=f"{key}-days-said").text
    assert page.one("input", name=f"{key}.days")["value"] == "8w"
    assert site.work() == before
    assert answer.submit(site.browser("coordinator"), {}, SHEET).location == SHEET
    assert task(site, "ours").duration_days == 40


def test_wrong_cells_keep_what_was_typed_and_one_click_mends_them(site: Site) -> None:
    before = site.work()
    answer = send(site, row("n1", "9", "Nine", "Stat", "", "5"))
    assert answer.status_code == 422
    assert site.work() == before
    cell = answer.page.one("input", name="n1.leads")
    assert (cell["value"], cell["aria-invalid"]) == ("Stat", "true")
    assert "No such agency: “Stat”." in answer.page.one(id="n1-leads-wrong").text
    assert answer.page.one(id="problems").one("a")["href"] == "#n1-leads"
    button = answer.page.one(id="n1-leads-wrong").one("button")
    again = answer.submit(site.browser("coordinator"), {"mend": button["value"]}, SHEET)
    assert again.status_code == 200
    assert again.page.one("input", name="n1.leads")["value"] == "State"
    assert again.submit(site.browser("coordinator"), {}, SHEET).location == SHEET


def test_a_block_is_pasted_below_a_line_of_effort(site: Site) -> None:
    block = "Task\tDays\tLead\nOne more\t3\tPM\nAnd another\t2w\tDSCA"
    answer = send(site, {"block": block, "preview": "1"})
    assert answer.page.one("h1").text == "2 new tasks"
    assert answer.submit(site.browser("coordinator"), {}, SHEET).location == SHEET
    assert {"One more", "And another"} <= {one.name for one in site.rows("tasks")}


def test_a_block_that_does_not_fit_comes_back_with_the_way_out(site: Site) -> None:
    block = "\t".join("abcdefghi")
    answer = send(site, {"block": block})
    assert answer.status_code == 422
    assert "Put the name of each column into its first line" in answer.page.one(id="problems").text
    assert answer.page.one("textarea", name="block").text == block.replace("\t", " ")


def test_rows_are_moved_by_number_and_level_and_removed_by_a_tick(site: Site) -> None:
    found = keys(site)
    a, b = found["2b"], found["2a"]
    with site.as_draft():
        send(site, {f"{a}.order": "1", f"{b}.removed": "1"})
    page = site.browser("coordinator").get(SHEET).page
    codes = [
        i["value"] for i in page.all("input") if i.attributes.get("name", "").endswith(".code")
    ]
    assert codes[0] == "2b"
    assert "2a" not in codes


def test_what_somebody_saved_meanwhile_is_told_in_the_cell(site: Site) -> None:
    key = keys(site)["1a"]
    coordinator = site.browser("coordinator")
    opened = coordinator.get(SHEET)
    send(site, {f"{key}.days": "7"})
    answer = opened.submit(coordinator, {f"{key}.days": "9", f"{key}.name": "Mine"}, SHEET)
    assert answer.status_code == 422
    assert "changed this to “7” meanwhile" in answer.page.one(id=f"{key}-days-wrong").text
    assert answer.submit(coordinator, {}, SHEET).location == SHEET
    assert task(site, "ours").duration_days == 9


def test_a_script_gets_words_and_errors_by_cell(site: Site) -> None:
    coordinator = site.browser("coordinator")
    opened = coordinator.get(SHEET).page.form(SHEET).values()
    sent = {"shown": opened["shown"], "sequence": opened["shown"] + " n1:1", "preview": "1"}
    sent |= row("n1", "", "Nine", "Stat", "", "2w", "1a")
    answer = coordinator.post(SHEET, sent, headers={"Accept": "application/json"})
    assert answer.status_code == 200
    found = answer.response.json
    assert found["title"] == "1 new task; one cell needs another look"
    cells = found["rows"]["n1"]["cells"]
    assert cells["days"]["said"] == "10 days"
    assert cells["leads"]["mendings"] == [["Use State", "State"]]
    assert found["rows"]["n1"]["number"]
    assert found["rows"]["n1"]["finish"]
    assert "What would move" in found["panel"]


def test_an_empty_plan_is_taught_how_to_begin(site: Site) -> None:
    found = keys(site)
    with site.as_draft():
        send(site, {f"{key}.removed": "1" for code, key in found.items() if code})
    page = site.browser("coordinator").get(SHEET).page
    assert page.one("h1").text == "Write or paste the first tasks of the plan"
    assert "paste them here" in page.one(class_="nothing-yet sheet-lesson").text
