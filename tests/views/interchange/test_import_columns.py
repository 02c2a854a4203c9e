"""A sheet of one's own on the web: what its columns mean, then the plan in it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from tests.workplan.exchange.sheets.made import comma, xlsx

if TYPE_CHECKING:
    from support.ground.site import Answer, Site

SHEET = comma(
    """
    Our plan for the memorandum
    No|Task Name|Owner|Start Date|End Date|Risk|% Complete
    1|Draft the rule|State PM|1/14/2027|1/20/2027|High|50%
    2|Clear the rule|Nobody|TBD|1/29/2027||
    """
)
TWO_READINGS = comma("Task|Start\nDraft|1/5/2027\n")


def columns(site: Site, content: bytes = SHEET, name: str = "mine.csv", **more: str) -> Answer:
    """Return the page that asks what the columns of an upload mean."""
    me = site.browser("coordinator")
    asked = me.post("/plans/import", {"file": (BytesIO(content), name), **more})
    assert asked.status_code == 302, asked.text
    return me.get(asked.location)


def chosen(answer: Answer) -> list[str]:
    """Return what each column is taken for on a page."""
    return [
        option["value"]
        for select in answer.page.all("select", name="column")
        for option in select.all("option")
        if "selected" in option.attributes
    ]


def test_a_sheet_is_shown_with_its_proposed_columns_and_samples(site: Site) -> None:
    before = site.work()

    page = columns(site)

    assert page.status_code == 200
    assert chosen(page) == ["number", "name", "owner", "start", "finish", "keep", "percent"]
    assert "Draft the rule" in page.page.all("table")[0].text
    assert page.form.values()["title"] == "Our plan for the memorandum"
    assert page.form.values()["heading_row"] == "2"
    assert "In which order dates are written" not in page.text
    assert "D4: “TBD” is no date; the task has no start of its own." in page.text
    assert site.work() == before


def test_a_sheet_is_mapped_looked_at_and_saved(site: Site) -> None:
    me = site.browser("coordinator")
    report = columns(site).submit(me, {"title": "The memorandum"})
    assert report.status_code == 200
    assert "Nothing is saved yet" in report.text

    saved = report.submit(me, {"slug": "memo"})

    assert saved.location == "/plans/memo"
    assert "The memorandum" in me.get("/plans/memo").text
    assert "Draft the rule" in me.get("/plans/memo/tasks").text


def test_the_columns_are_remembered_for_the_next_file_with_these_headings(site: Site) -> None:
    me = site.browser("coordinator")
    first = columns(site)
    own = ["number", "name", "owner", "start", "deadline", "leave", "percent"]
    first.submit(me, {"column": own}).submit(me, {"slug": "first"})

    again = columns(site, SHEET.replace(b"Draft", b"Write"))

    assert chosen(again) == own
    assert chosen(columns(site, SHEET.replace(b"Risk", b"Chance"))) != own


def test_what_one_person_said_is_not_proposed_to_another(site: Site) -> None:
    own = ["number", "name", "owner", "start", "deadline", "leave", "percent"]
    columns(site).submit(site.browser("coordinator"), {"column": own}).submit(
        site.browser("coordinator"), {"slug": "first"}
    )
    other = site.browser("stranger")

    asked = other.post("/plans/import", {"file": (BytesIO(SHEET), "mine.csv")})

    assert "deadline" not in chosen(other.get(asked.location))


def test_dates_with_two_readings_are_asked_about_once(site: Site) -> None:
    me = site.browser("coordinator")
    page = columns(site, TWO_READINGS)
    assert "“1/5/2027” has two readings, and no date tells which is right" in page.text

    refused = page.submit(me, {"title": "Kept as typed"})

    assert refused.status_code == 422
    assert "Choose which number is the month." in refused.text
    assert refused.form.values()["title"] == "Kept as typed"
    report = refused.submit(me, {"day_order": "day-first"})
    assert report.status_code == 200
    report.submit(me, {"slug": "days"})
    [task] = [row for row in site.rows("tasks") if row.name == "Draft"]
    assert str(task.start_on) == "2027-05-03"


def test_an_order_of_numbers_that_is_remembered_does_not_overrule_what_a_file_proves(
    site: Site,
) -> None:
    me = site.browser("coordinator")
    columns(site, TWO_READINGS).submit(me, {"day_order": "month-first"}).submit(me, {"slug": "one"})
    proved = comma("Task|Start\nDraft|15/4/2027\nNext|3/2/2027\n")
    report = columns(site, proved).submit(me, {})
    assert "Some dates can only have the day first, so all are read so." in report.text
    report.submit(me, {"slug": "two"})
    [task] = [row for row in site.rows("tasks") if row.name == "Next"]
    assert str(task.start_on) == "2027-02-03"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"column": ["keep", "start"]}, "No column is the name of the task."),
        ({"column": ["name", "name"]}, "The columns A and B are both “Name of the task”."),
        ({"heading_row": "many"}, "“many” is no whole number."),
        ({"heading_row": "0"}, "There is no row 0 in the sheet, which has 2."),
        ({"heading_row": "9" * 30}, "There is no row 99999999999999999999 in the sheet"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(
    site: Site, sent: dict[str, str], words: str
) -> None:
    page = columns(site, comma("Task|Start\nDraft|2027-01-05\n"))

    refused = page.submit(site.browser("coordinator"), {**sent, "title": "Typed"})

    assert refused.status_code == 422
    assert words in refused.text
    assert refused.form.values()["title"] == "Typed"
    if "heading_row" in sent:
        assert refused.form.values()["heading_row"] == sent["heading_row"]
    else:
        assert chosen(refused) == sent["column"]


def test_another_sheet_of_a_workbook_is_proposed_anew(site: Site) -> None:
    content = xlsx(
        "Our plan||\nOf the office||\nTask|Start|Finish\nDraft|=2027-01-05|=2027-01-06\n",
        "Who|Action|Due\nState|Train|=2027-02-01\n",
        names=("Plan", "Training"),
    )
    page = columns(site, content, "two.xlsx")
    assert page.form.values()["which_sheet"] == "Plan"

    other = page.submit(site.browser("coordinator"), {"which_sheet": "Training", "again": "1"})

    assert other.status_code == 200
    assert chosen(other) == ["owner", "name", "deadline"]
    assert "No row has a start, so the plan’s start is not known. Give one." in other.text
    report = other.submit(site.browser("coordinator"), {"start_on": "2027-01-04"})
    assert report.status_code == 200


def test_a_sheet_without_headings_can_be_mapped_by_its_letters(site: Site) -> None:
    page = columns(site, comma("2027-01-05|Draft the rule\n2027-01-06|Clear the rule\n"))
    assert "No row looks like headings" in page.text
    assert page.form.values()["heading_row"] == ""

    report = page.submit(site.browser("coordinator"), {"column": ["start", "name"]})

    assert report.status_code == 200
    assert "2 tasks" in report.text
    report.submit(site.browser("coordinator"), {"slug": "headless"})
    other = columns(site, comma("Draft the rule|2027-01-05\nClear the rule|2027-01-06\n"))
    assert chosen(other)[0] != "start"


def test_one_can_go_back_from_the_plan_to_its_columns_with_what_was_typed(site: Site) -> None:
    me = site.browser("coordinator")
    report = columns(site).submit(me, {"title": "The memorandum"})
    typed = {**report.form.values(), "slug": "memo", "reason": "Asked for", "back": "1"}

    back = me.post("/plans/import/columns", typed)

    assert back.form.values()["title"] == "The memorandum"
    again = back.submit(me, {})
    assert again.form.values()["slug"] == "memo"
    assert again.form.values()["reason"] == "Asked for"


def test_a_mapping_that_no_form_of_ours_carried_is_refused(site: Site) -> None:
    me = site.browser("coordinator")
    report = columns(site).submit(me, {})
    for text in ("{", "[]", '{"sheet": ""}', "null", '{"sheet": "", "heading_row": Infinity}'):
        answer = me.post("/plans/import/confirm", {**report.form.values(), "mapping": text})
        assert answer.status_code == 422


def test_a_sheet_is_merged_into_its_plan_by_its_numbers(site: Site) -> None:
    me = site.browser("coordinator")
    columns(site).submit(me, {}).submit(me, {"slug": "memo"})
    newer = SHEET.replace(b"Draft the rule", b"Draft the whole rule")

    report = columns(site, newer, into="memo").submit(me, {})

    assert "0 tasks added, 0 removed, 1 changed" in report.text
    assert report.submit(me, {}).location == "/plans/memo/journal"


def test_a_sheet_with_our_headings_by_chance_is_mapped_and_our_own_table_is_not(
    site: Site,
) -> None:
    by_chance = comma("UID|Name|Duration|Start\n1|Draft|10 days|TBD\n2|Clear|5|2027-01-05\n")
    assert chosen(columns(site, by_chance)) == ["number", "name", "duration", "start"]
    me = site.browser("coordinator")
    ours = comma("UID|Code|Name|Part of|Duration|Constraint date|Late finish\n1||A||10 days||\n")

    refused = me.post("/plans/import", {"file": (BytesIO(ours), "ours.csv")})

    assert refused.status_code == 422
    assert "Row 2, Duration: “10 days” cannot be taken." in refused.text


def test_what_is_no_table_is_refused_beside_its_field(site: Site) -> None:
    me = site.browser("coordinator")

    answer = me.post("/plans/import", {"file": (BytesIO(b"\xd0\xcf\x11\xe0 broken"), "a.xls")})

    assert answer.status_code == 422
    assert "not a workbook that can be read" in answer.text
