"""Every list can be taken away as CSV: what the person may read, all of it, and no formulas."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from support.ground.office import SLUG
from workplan.services.record.change import Change
from workplan.services.structure.task import tasks

if TYPE_CHECKING:
    from support.ground.site import Site

LISTS = (
    "/work.csv",
    "/plans.csv",
    "/reminders.csv",
    "/search.csv?q=part",
    f"/plans/{SLUG}/tasks.csv",
    f"/plans/{SLUG}/journal.csv",
    f"/plans/{SLUG}/moves.csv",
)


def rows(site: Site, path: str, who: str = "coordinator") -> list[dict[str, str]]:
    """Return the lines of a list by their headings."""
    answer = site.browser(who).get(path)
    assert answer.status_code == 200
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    return list(csv.DictReader(StringIO(answer.data.decode("utf-8-sig"))))


def test_my_work_is_taken_away_section_by_section(site: Site) -> None:
    found = rows(site, "/work.csv", "lead")
    assert [(row["Section"], row["Code"]) for row in found] == [("Will miss its suspense", "1a")]
    assert found[0]["Suspense"] == site.day(6).isoformat()
    assert found[0]["Finish, computed"] > found[0]["Suspense"]
    assert rows(site, "/work.csv", "viewer") == []


def test_the_ledger_is_taken_away_as_its_filter_says(site: Site) -> None:
    talk = f"/tasks/{site.tasks['ours']}/comments"
    site.browser("coordinator").post(talk, {"body": "@State PM?"})
    kinds = [row["Kind"] for row in rows(site, "/reminders.csv", "lead")]
    assert kinds == ["Reminder", "Named in a comment"]
    assert [r["Kind"] for r in rows(site, "/reminders.csv?state=sent", "lead")] == ["Reminder"]
    assert rows(site, "/reminders.csv", "viewer") == []


def test_the_journal_is_taken_away_whole_or_as_far_as_a_lead_reads_it(site: Site) -> None:
    whole, own = (rows(site, f"/plans/{SLUG}/journal.csv", who) for who in ("auditor", "lead"))
    plan = next(row.id for row in site.rows("plans") if row.slug == SLUG)
    entries = {entry.seq for entry in site.rows("journal") if entry.plan_id == plan}
    assert {int(row["Entry"]) for row in own} < {int(row["Entry"]) for row in whole}
    assert {int(row["Entry"]) for row in whole} == entries
    assert {row["About"] for row in own} == {"1a Draft part 1a"}


def test_moves_are_taken_away_share_by_share_and_add_up(site: Site) -> None:
    found = rows(site, f"/plans/{SLUG}/moves.csv")
    assert found
    for name in {row["Task"] for row in found}:
        shares = [row for row in found if row["Task"] == name]
        total = {int(row["Moved by working days"]) for row in shares}
        assert total == {sum(int(row["Share"]) for row in shares)}


def test_plans_and_what_was_found_are_taken_away(site: Site) -> None:
    [plan] = rows(site, "/plans.csv")
    assert (plan["Tasks"], plan["Late"]) == ("4", "3")
    found = rows(site, "/search.csv?q=counsel")
    assert [(row["Code"], row["Found in"]) for row in found] == [("1a", "report")]


@pytest.mark.parametrize("path", LISTS)
def test_no_spreadsheet_takes_a_cell_for_a_formula(site: Site, path: str) -> None:
    with site.inside() as office:
        wanted = office.fields("9z", 3, site.day(1), name="=HYPERLINK(part)", description="+1")
        tasks.add(Change(office.coordinator, site.now), SLUG, wanted, "@reason")
    site.browser("coordinator").post(f"/tasks/{site.tasks['ours']}/comments", {"body": "=cmd|part"})
    for who in ("coordinator", "lead"):
        for row in rows(site, path, who):
            for heading, cell in row.items():
                is_number = cell.lstrip("-").isdigit()
                assert is_number or not cell.startswith(("=", "+", "-", "@", "\t")), heading
