"""What an import would do is shown whole, a page at a time, and can be loaded again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.views.interchange.test_import_columns import SHEET, columns
from tests.workplan.exchange.sheets.made import comma

if TYPE_CHECKING:
    from support.ground.site import Answer, Site

MANY = "No|Task Name|Owner|Start Date\n" + "".join(
    f"{n}|Task {n}|{'Nobody' if n == 230 else 'State PM'}|{'TBD' if n == 220 else '1/14/2027'}\n"
    for n in range(1, 231)
)


def looked_at(site: Site, text: str = MANY) -> Answer:
    me = site.browser("coordinator")
    return columns(site, comma(text)).submit(me, {"day_order": "month-first"})


def names(answer: Answer) -> list[str]:
    region = answer.page.one("div", **{"aria-labelledby": "all"})
    return [cell.text for cell in region.all("th", scope="row")]


def test_every_task_is_shown_a_page_at_a_time_with_those_to_look_at_first(site: Site) -> None:
    first = looked_at(site)

    assert "2 of 230 tasks have something to look at" in first.text
    assert names(first)[:3] == ["220 Task 220", "230 Task 230", "1 Task 1"]
    assert len(names(first)) == 100
    assert "No agency is called “Nobody”." in first.text
    assert "Page 1 of 3" in first.text


def test_another_page_keeps_what_is_typed_and_saves_nothing(site: Site) -> None:
    me, before = site.browser("coordinator"), site.work()
    typed = {"slug": "kept", "reason": "Asked for", "page": "3"}

    last = looked_at(site).submit(me, typed)

    assert last.status_code == 200
    assert "Page 3 of 3" in last.text
    assert last.form.values()["slug"] == "kept"
    assert last.form.values()["reason"] == "Asked for"
    assert site.work() == before


def test_the_page_of_an_import_is_loaded_again_by_its_address(site: Site) -> None:
    me = site.browser("coordinator")
    report = looked_at(site).submit(me, {"slug": "kept", "agency": "DSCA", "again": "1"})
    token = report.form.values()["token"]

    again = me.get(f"/plans/import/confirm?token={token}")

    assert again.status_code == 200
    assert again.form.values()["slug"] == "kept"
    assert again.form.values()["agency"] == "DSCA"
    assert again.submit(me, {}).location == "/plans/kept"


def test_the_page_of_columns_is_loaded_again_with_what_was_chosen(site: Site) -> None:
    me = site.browser("coordinator")
    page = columns(site)
    own = ["number", "name", "owner", "start", "deadline", "leave", "percent"]
    page.submit(me, {"column": own, "title": "Mine", "again": "1"})
    token = page.form.values()["token"]

    again = me.get(f"/plans/import/columns?token={token}")

    assert again.form.values()["title"] == "Mine"
    chosen = [
        option["value"]
        for select in again.page.all("select", name="column")
        for option in select.all("option")
        if "selected" in option.attributes
    ]
    assert chosen == own
    assert f"token={token}" in again.page.all("form")[-1]["action"]


def test_an_upload_is_loaded_again_by_its_person_only(site: Site) -> None:
    token = columns(site).form.values()["token"]

    other = site.browser("stranger")

    assert other.get(f"/plans/import/columns?token={token}").status_code == 404
    assert other.get(f"/plans/import/confirm?token={token}").status_code == 404


def test_two_columns_of_one_field_say_so_at_both_of_them(site: Site) -> None:
    page = columns(site, comma("Task|Start|More\nDraft|2027-01-05|A\n"))

    refused = page.submit(site.browser("coordinator"), {"column": ["name", "start", "name"]})

    assert refused.status_code == 422
    wrong = [s for s in refused.page.all("select", name="column") if "aria-invalid" in s.attributes]
    assert [s["id"] for s in wrong] == ["column-A", "column-C"]
    said = "The columns A and C are both “Name of the task”."
    for select in wrong:
        assert said in refused.page.one("span", id=select["aria-describedby"]).text
    assert refused.page.one("a", href="#column-A").text.startswith("Columns: The columns A and C")


def test_a_name_that_was_given_an_agency_is_known_in_the_next_file(site: Site) -> None:
    me = site.browser("coordinator")
    report = columns(site).submit(me, {})
    assert "Who is meant?" in report.text
    report.submit(me, {"slug": "first", "agency": "DSCA"})

    again = columns(site, SHEET.replace(b"Draft", b"Write")).submit(me, {})

    assert "Who is meant?" not in again.text
    assert "Nobody" in me.get("/agencies/DSCA").page.one(class_="facts-line").text

    admin = site.browser("admin")
    learnt = admin.get("/agencies/DSCA/edit").form.values()["also_called"].splitlines()
    assert "Nobody" in learnt
    kept = "\n".join(name for name in learnt if name != "Nobody")
    admin.submit("/agencies/DSCA/edit", {"also_called": kept})

    assert "Nobody" not in me.get("/agencies/DSCA").page.one(class_="facts-line").text
    assert "Who is meant?" in columns(site).submit(me, {}).text


def test_buttons_that_forget_sheets_do_not_sound_alike(site: Site) -> None:
    me = site.browser("coordinator")
    other = "No|Task Name|Start Date\n1|Draft|2027-01-14\n"
    columns(site).submit(me, {}).submit(me, {"slug": "first"})
    columns(site, comma(other)).submit(me, {}).submit(me, {"slug": "second"})

    page = me.get("/account").page
    spoken = [one.text for one in page.all("button") if one.text.startswith("Forget the sheet")]

    assert len(spoken) == len(set(spoken)) == 2
    assert any("No, Task Name, Start Date, said on" in " ".join(one.split()) for one in spoken)


def test_what_columns_meant_is_listed_replaced_visibly_and_forgotten(site: Site) -> None:
    me = site.browser("coordinator")
    own = ["number", "name", "owner", "start", "deadline", "leave", "percent"]
    columns(site).submit(me, {}).submit(me, {"slug": "first"})
    saved = columns(site).submit(me, {"column": own}).submit(me, {"slug": "second"})
    assert "“End Date” was “Finish”, and is “Suspense” from now on" in me.get(saved.location).text
    assert "what you choose now takes its place when you save" in columns(site).text

    listed = me.get("/account")
    assert "End Date: suspense" in " ".join(listed.page.text.split())
    [row] = site.rows("column_mappings")
    assert me.post("/account/sheets", {"mapping": str(row.id)}).location == "/account#sheets"

    assert site.rows("column_mappings") == []
    assert "Nothing is remembered yet." in me.get("/account").text
    assert me.post("/account/sheets", {"mapping": str(row.id)}).status_code == 404


def test_what_is_anothers_is_not_forgotten(site: Site) -> None:
    me = site.browser("coordinator")
    columns(site).submit(me, {}).submit(me, {"slug": "first"})
    [row] = site.rows("column_mappings")

    other = site.browser("stranger")

    assert other.post("/account/sheets", {"mapping": str(row.id)}).status_code == 404
    assert other.post("/account/sheets", {"mapping": "all"}).status_code == 302
    assert len(site.rows("column_mappings")) == 1


def test_work_that_is_done_on_a_day_to_come_and_parts_of_days_are_to_be_seen(site: Site) -> None:
    answer = looked_at(
        site,
        "No|Task Name|Owner|Start Date|Duration|Status\n"
        "1|Later|State PM|1/14/2038|4h|Done\n2|Then|State PM|1/14/2038|1.5|\n",
    )

    rows = answer.page.one("div", **{"aria-labelledby": "all"}).text
    assert "It is said to be done, and ends on a day to come, 14 Jan 2038." in rows
    assert " 0.5 " in rows
    assert " 1.5 " in rows


def test_a_text_that_names_several_agencies_is_no_name_of_one(site: Site) -> None:
    me = site.browser("coordinator")
    report = columns(site, SHEET.replace(b"Nobody", b"Someone and Nobody")).submit(me, {})
    report.submit(me, {"slug": "first", "agency": "DSCA"})

    assert "Someone and Nobody" not in me.get("/agencies/DSCA").text


DOUBLES = """
No|Task|Start|Duration|Predecessors
1|Draft|2027-01-04|3|
2|Clear|2027-01-11|3|1
2|Clear again|TBD|3|
"""


def test_a_second_task_with_a_used_number_is_called_by_its_number_and_name(site: Site) -> None:
    columns_page = columns(site, comma(DOUBLES))
    found = columns_page.page.one("div", **{"aria-labelledby": "found"})
    report = columns_page.submit(site.browser("coordinator"), {})
    remarks = report.page.one("div", **{"aria-labelledby": "remarks"})

    for region in (found, remarks):
        called = [cell.text for cell in region.all("th", scope="row")]
        [double] = [one for one in called if one.endswith("Clear again")]
        assert double == f"{names_of('Clear again', names(report))} Clear again"
        assert len(double.split()[0]) < 8, "no number that stands for a text"


def names_of(name: str, called: list[str]) -> str:
    [code] = [one.removesuffix(f" {name}") for one in called if one.endswith(f" {name}")]
    return code


def test_a_start_that_predecessors_decide_is_to_look_at(site: Site) -> None:
    text = """
No|Task|Start|Duration|Predecessors
1|Draft|2027-01-04|3|
2|Clear|2027-01-25|3|1
3|Sign||3|
"""
    report = columns(site, comma(text)).submit(site.browser("coordinator"), {})

    words = " ".join(report.page.one("div", **{"aria-labelledby": "all"}).text.split())
    assert names(report) == ["2 Clear", "1 Draft", "3 Sign"]
    assert "C3: this start is left out, since predecessors decide it." in words


def test_a_suspense_that_counts_from_no_signature_says_what_is_missing(site: Site) -> None:
    text = "No|Task|Start|Duration|Due\n1|Draft|2027-01-04|3|signed+60\n2|Clear|2027-01-04|3|\n"
    report = columns(site, comma(text)).submit(site.browser("coordinator"), {})

    assert names(report) == ["1 Draft", "2 Clear"]
    assert "1 of the suspenses count from the signature of a directive, and none is named" in (
        " ".join(report.page.text.split())
    )
