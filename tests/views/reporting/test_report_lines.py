"""The one line of my work: saved, refused, confirmed and swapped in its place."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from support.ground.office import SLUG
from support.web.browsers import HTMX
from support.web.reports import assert_error_at, full, line, reports
from workplan.scheduling.explain import day_words
from workplan.services.accounts.membership import memberships
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.site import Site


def test_a_line_of_my_work_is_saved_without_scripts(site: Site) -> None:
    lead = site.browser("lead")
    answer = lead.post(full(site), line(site, percent=50, done="Half of it"))
    assert answer.location == "/"
    assert "Your report is saved." in lead.get("/").text
    assert (reports(site)[-1].percent, reports(site)[-1].done) == (50, "Half of it")


def test_a_line_of_my_work_is_swapped_alone(site: Site) -> None:
    lead = site.browser("lead")
    answer = lead.post(full(site), line(site, percent=50), headers=HTMX)
    assert answer.status_code == 200
    assert answer.text.strip().startswith("<article")
    said = answer.page.one(class_="work-row__said").text
    assert said == "Your report is saved. The dates of no other task moved."
    again = lead.post(full(site), answer.form.values() | {"percent": 60}, headers=HTMX)
    assert again.status_code == 200
    assert [report.percent for report in reports(site)] == [40, 50, 60]


def test_a_finished_task_stays_as_a_line_until_the_page_is_opened_again(site: Site) -> None:
    lead = site.browser("lead")
    answer = lead.post(full(site), line(site, percent=100), headers=HTMX)
    assert answer.status_code == 200
    assert "Complete" in answer.page.text
    assert "Draft part 1a" not in lead.get("/").text


def test_a_line_that_is_wrong_comes_back_with_what_was_typed(site: Site) -> None:
    task_id = site.tasks["ours"]
    wrong = line(site, percent="140", forecast_on="31 Feb", done="x" * 10_001)
    answer = site.browser("lead").post(full(site), wrong, headers=HTMX)
    assert answer.status_code == 422
    page, kept = answer.page, answer.form.values()
    assert "“31 Feb” is no date" in page.one(id=f"forecast_on-{task_id}-error").text
    assert page.one(id=f"forecast_on-{task_id}")["aria-invalid"] == "true"
    assert {name: kept[name] for name in ("percent", "forecast_on", "done")} == {
        "percent": "140",
        "forecast_on": "31 Feb",
        "done": "x" * 10_001,
    }
    mended = site.browser("lead").post(
        full(site), {**kept, "percent": "140", "forecast_on": "", "done": "x"}, headers=HTMX
    )
    assert "140 % cannot be" in mended.page.one(id=f"percent-{task_id}-error").text
    assert len(reports(site)) == 1


def test_a_line_that_is_wrong_opens_the_full_form_without_scripts(site: Site) -> None:
    wrong = line(site, percent="140", done="My words")
    answer = site.browser("lead").post(full(site), wrong)
    assert answer.status_code == 422
    assert_error_at(answer.page, "percent", "140 % cannot be")
    kept = answer.form.values()
    assert (kept["percent"], kept["done"]) == ("140", "My words")
    assert kept["actual_start_on"] == site.day(-50).isoformat()
    assert answer.submit(site.browser("lead"), {"percent": 45}).status_code == 302
    assert reports(site)[-1].done == "My words"


def test_nothing_changed_is_not_believed_of_a_line_that_was_changed(site: Site) -> None:
    typed = line(site, percent="99", done="Important words", unchanged="1")
    answer = site.browser("lead").post(full(site), typed, headers=HTMX)
    assert answer.status_code == 422
    assert "it is not true that nothing changed" in answer.text
    assert "Important words" in answer.text
    assert len(reports(site)) == 1


def test_a_line_that_completes_a_task_says_when(site: Site) -> None:
    answer = site.browser("lead").post(full(site), line(site, percent="100"), headers=HTMX)
    assert f"It is complete, finished {day_words(site.today)}." in answer.text
    assert ">overdue by" not in answer.text
    assert 'id="counts"' in answer.text


def test_a_line_asks_about_a_contradiction_in_its_place(site: Site) -> None:
    lead = site.browser("lead")

    answer = lead.post(full(site), line(site, percent="10", reason=""), headers=HTMX)

    assert answer.status_code == 422
    assert "less than the 40 %" in answer.page.one(role="alert").text
    saved = answer.submit(lead, {"reason": "Counted anew", "from": "row"})
    assert saved.status_code == 302
    assert reports(site)[-1].percent == 10


def test_nothing_changed_takes_one_click_and_is_on_the_record(site: Site) -> None:
    lead = site.browser("lead")

    answer = lead.post(full(site), line(site, unchanged="1"), headers=HTMX)

    assert answer.status_code == 200
    first, last = reports(site)[-2:]
    assert (last.is_confirmation, last.done, last.percent) == (True, "Nothing changed.", 40)
    assert (last.status, last.actual_start_on) == (first.status, first.actual_start_on)
    assert site.rows("journal")[-1].verb in ("task.confirmed", "task.moved")


def test_a_line_sent_twice_shows_nothing_to_whoever_left_the_plan_meanwhile(site: Site) -> None:
    lead, sent = site.browser("lead"), line(site, percent=50)
    assert lead.post(full(site), sent, headers=HTMX).status_code == 200
    with site.inside() as office:
        who = office.people["lead"].id or 0
        memberships.remove(Change(office.coordinator, site.now), SLUG, who)
    del site.browsers["lead"]
    again = site.browser("lead")
    answer = again.post(full(site), {**sent, "csrf_token": again.token}, headers=HTMX)
    assert answer.status_code == 404


def test_nothing_is_kept_of_whoever_may_not_report(site: Site) -> None:
    viewer, path = site.browser("viewer"), full(site)
    for more in ({"preview": "1"}, {}):
        sent = {"version": 1, "evidence": (BytesIO(b"%PDF-1.4"), "a.pdf"), **more}
        assert viewer.post(path, sent).status_code == 403
    instance = site.app.extensions["workplan"].instance
    kept = [p for name in ("uploads", "evidence") for p in (instance / name).rglob("*")]
    assert [path for path in kept if path.is_file()] == []
