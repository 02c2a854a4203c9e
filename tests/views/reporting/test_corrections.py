"""A report says which earlier one it corrects, and both say so on the page of the task."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from support.ground.site import Site


def reported(site: Site, **said: object) -> int:
    path = f"/tasks/{site.tasks['ours']}/report"
    sent = {"status": "on_track", "percent": 40, "done": "Half of it"} | said
    answer = site.browser("lead").submit(path, sent)
    assert answer.status_code == 302, answer.page.text
    return max(row.id for row in site.rows("status_reports"))


def text(site: Site, path: str) -> str:
    return " ".join(site.browser("lead").get(path).page.text.split())


def test_a_report_corrects_an_earlier_one_and_both_say_so(site: Site) -> None:
    path = f"/tasks/{site.tasks['ours']}"
    first = reported(site)
    later = reported(site, percent=20, done="It was a fifth", corrects_id=first)
    row = next(row for row in site.rows("status_reports") if row.id == later)
    assert row.corrects_id == first
    page = site.browser("lead").get(path)
    assert f'href="#report-{first}"' in page.text
    assert f'href="#report-{later}"' in page.text
    assert "Corrected by the report of" in text(site, path)
    entry = [e for e in site.rows("journal") if e.verb == "task.reported"][-1]
    assert "corrects the report of" in text(site, "/plans/arms/journal")
    assert entry.after["corrects_on"] == row.reported_on.isoformat()
    assert "Report corrected" in text(site, f"{path}/chain")
    csv = site.browser("lead").get(f"{path}/chain.csv").text
    assert "Corrects the report of" in csv
    assert "(on track, 40 %)" in csv


def test_what_is_no_report_on_the_task_is_refused_and_what_was_typed_stands(site: Site) -> None:
    first = reported(site)
    for wrong in ("999999", "x", str(first + 1)):
        sent = {"status": "on_track", "percent": 20, "done": "A fifth", "corrects_id": wrong}
        refused = site.browser("lead").submit(f"/tasks/{site.tasks['ours']}/report", sent)
        assert refused.status_code == 422
        assert "no report on this task" in refused.text
        assert "A fifth" in refused.text
    assert max(row.id for row in site.rows("status_reports")) == first


def test_an_undone_report_corrects_nothing_anew(site: Site) -> None:
    first = reported(site)
    reported(site, percent=20, corrects_id=first)
    seq = [e.seq for e in site.rows("journal") if e.verb == "task.reported"][-1]
    site.browser("lead").post(f"/journal/{seq}/undo", {})
    assert [row.corrects_id for row in site.rows("status_reports")][-1] is None
