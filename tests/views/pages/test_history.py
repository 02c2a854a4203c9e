"""What the history of a task, the journal and its CSV say: names and words."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from support.ground.office import SLUG

if TYPE_CHECKING:
    from support.ground.site import Site

CODE = re.compile(r"[a-z]_[a-z]|[\[\]{}]|None|True|False|_id\b")


def test_a_change_of_many_fields_is_read_as_names(site: Site) -> None:
    coordinator, agencies = site.browser("coordinator"), site.office.agencies
    task = f"/tasks/{site.tasks['ours']}"
    line = next(row.id for row in site.rows("initiatives") if row.code == "1")
    changes = {
        "initiative_id": line,
        "parent_id": site.tasks["handed"],
        "own_days": "let_go",
        "assignee_id": site.office.contributor.id,
        "rule": "signed",
        "within": 60,
        f"agency_{agencies['PM']}": "clear",
        f"agency_{agencies['DSCA']}": "lead",
        "reason": "The memo",
    }
    assert coordinator.submit(f"{task}/edit", changes).status_code == 302

    said = coordinator.get(f"{task}?stream=changes").page.section("history").text
    assert "line of effort from none to “1 Organize for success”" in said
    assert "part of from none to “2b Draft part 2b”" in said
    assert "handed to from none to “Carl Weber”" in said
    assert "to “within 60 days after signing”" in said
    assert "Offered to DSCA by State PM, which then has to clear" in said
    assert "Waits for 2a Draft part 2a, which must finish first" in said
    journal = coordinator.get(f"/plans/{SLUG}/journal").page.one("table").text
    assert "handed to from none to “Carl Weber”" in journal


def test_the_journal_as_csv_has_no_id_and_no_code(site: Site) -> None:
    coordinator, task = site.browser("coordinator"), f"/tasks/{site.tasks['ours']}"
    coordinator.submit(f"{task}/edit", {"assignee_id": site.office.contributor.id})
    site.browser("lead").post(f"{task}/comments", {"body": "Look"})
    viewer = f"/plans/{SLUG}/settings/members/{site.office.viewer.id}"
    coordinator.post(f"{viewer}/removal", {"version": 1})

    text = coordinator.get(f"/plans/{SLUG}/journal.csv").text
    rows = [*csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))]

    assert len(rows) > 10
    for row in rows:
        for heading in ("What", "About", "Before", "After"):
            assert not CODE.search(row[heading]), row[heading]
    whats = {row["What"]: row for row in rows}
    changed = whats["Changed handed to from none to “Carl Weber”"]
    assert (changed["Before"], changed["After"]) == ("handed to: none", "handed to: Carl Weber")
    assert changed["About"] == "1a Draft part 1a"
    assert whats["Walt Poe left the plan, having been viewer"]["About"] == "Walt Poe"


def test_a_refused_undo_names_the_fields_in_words(site: Site) -> None:
    coordinator, task = site.browser("coordinator"), f"/tasks/{site.tasks['ours']}"
    coordinator.submit(f"{task}/edit", {"assignee_id": site.office.contributor.id})
    seq = max(entry.seq for entry in site.rows("journal") if entry.verb == "task.changed")
    coordinator.submit(f"{task}/edit", {"assignee_id": site.office.lead.id})

    answer = coordinator.post(f"/journal/{seq}/undo", {"next": task})

    said = answer.page.text if answer.status_code == 422 else coordinator.get(task).text
    assert "somebody changed “handed to” again" in said
