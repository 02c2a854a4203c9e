"""Reporting on a task: on its one line or in full, with every slip of the keyboard answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.web.reports import assert_error_at, full, reports

if TYPE_CHECKING:
    from support.ground.site import Site

NOTE = "What we did, at length. " * 3


def test_a_report_is_saved_and_shown(site: Site) -> None:
    changes = {
        "status": "at_risk",
        "percent": 55,
        "forecast_on": site.day(30).isoformat(),
        "done": "Wrote\nmore",
        "next_steps": "Ask counsel",
        "help_needed": "A decision",
    }
    lead = site.browser("lead")
    answer = lead.submit(full(site), changes)
    assert answer.location == f"/tasks/{site.tasks['ours']}"
    page = lead.get(answer.location).page
    assert "Your report is saved." in page.text
    latest = page.all("article", class_="report")[0]
    for words in ("At risk, 55 %", "Lena Ivanova", "Wrote more", "Ask counsel", "A decision"):
        assert words in latest.text
    saved = reports(site)[-1]
    assert (saved.status, saved.percent, saved.done) == ("at_risk", 55, "Wrote\nmore")
    assert saved.forecast_on == site.day(30)


def test_the_form_starts_from_the_last_report(site: Site) -> None:
    values = site.browser("lead").get(full(site)).form.values()
    assert values["status"] == "on_track"
    assert values["percent"] == "40"
    assert values["actual_start_on"] == site.day(-50).isoformat()
    assert values["version"] == str(site.version(site.tasks["ours"]))


SLIPS = (
    ("percent", "140", "140 % cannot be. Give a whole number from 0 to 100."),
    ("percent", "-3", "-3 % cannot be. Give a whole number from 0 to 100."),
    ("percent", "−3", "-3 % cannot be. Give a whole number from 0 to 100."),
    ("percent", "abc", "“abc” is no whole number."),
    ("percent", "12.5", "“12.5” is no whole number."),
    ("percent", "1_0", "“1_0” is no whole number."),
    ("percent", "", "Give a whole number from 0 to 100."),
    ("percent", "   ", "Give a whole number from 0 to 100."),
    ("percent", "9" * 5000, "is no whole number."),
    ("status", "finished", "“finished” is not among the choices. Choose from the list."),
    ("status", "", "“” is not among the choices. Choose from the list."),
    ("forecast_on", "31 Feb", "“31 Feb” is no date. Give year, month and day, such as 2027-"),
    ("forecast_on", "2027-02-29", "“2027-02-29” is no date."),
    ("forecast_on", "0001-01-01", "The year 1 cannot be planned. Give a date between"),
    ("forecast_on", "9999-12-31", "The year 9999 cannot be planned."),
    ("actual_start_on", "tomorrow", "“tomorrow” is no date."),
    ("actual_finish_on", "20261301", "“20261301” is no date."),
)


def test_a_slip_of_the_keyboard_is_answered_at_its_field(site: Site) -> None:
    lead = site.browser("lead")
    for field, typed, said in SLIPS:
        others = {"done": NOTE, "help_needed": "<b>Help</b>"}
        answer = lead.submit(full(site), {field: typed, **others})
        assert answer.status_code == 422, typed
        assert_error_at(answer.page, field, said)
        kept = answer.form.values()
        assert (kept["done"], kept["help_needed"]) == (NOTE.strip(), "<b>Help</b>")
        # A list of choices cannot show what is not among them.
        assert kept[field] == typed.strip() or field == "status"
    assert len(reports(site)) == 1


def test_days_that_contradict_each_other_are_answered(site: Site) -> None:
    lead = site.browser("lead")
    cases = (
        ({"actual_start_on": site.day(1)}, "actual_start_on", "lies after today"),
        ({"actual_finish_on": site.day(2)}, "actual_finish_on", "use the forecast"),
        (
            {"actual_start_on": site.day(-3), "actual_finish_on": site.day(-4)},
            "actual_finish_on",
            "lies before the start",
        ),
    )
    for days, field, said in cases:
        answer = lead.submit(full(site), {name: day.isoformat() for name, day in days.items()})
        assert answer.status_code == 422
        assert_error_at(answer.page, field, said)
        for name, day in days.items():
            assert answer.form.values()[name] == day.isoformat()
    assert len(reports(site)) == 1


def test_ten_thousand_characters_are_taken_and_one_more_is_not(site: Site) -> None:
    lead = site.browser("lead")
    for field in ("done", "next_steps", "help_needed"):
        too_long = "x" * 10_001
        answer = lead.submit(full(site), {field: too_long})
        assert answer.status_code == 422
        assert_error_at(answer.page, field, "10,001 characters, and 10,000 fit. Shorten it.")
        assert answer.form.values()[field] == too_long
        assert lead.submit(full(site), {field: too_long[1:]}).status_code == 302
        assert getattr(reports(site)[-1], field) == too_long[1:]


def test_what_is_next_and_the_help_needed_hold_until_they_are_changed(site: Site) -> None:
    values = site.browser("lead").get(full(site)).form.values()
    assert (values["done"], values["next_steps"]) == ("", "Write the second")
    assert values["help_needed"] == "Counsel’s time"
    site.browser("lead").submit(full(site), {"help_needed": "", "percent": 50})
    assert site.browser("lead").get(full(site)).form.values()["help_needed"] == ""


def test_a_version_that_nobody_was_shown_saves_nothing(site: Site) -> None:
    for version in ("", "x", "-1", "0", "9" * 5000):
        answer = site.browser("lead").submit(full(site), {"version": version, "done": "Mine"})
        assert answer.status_code in (409, 422)
        assert answer.form.values()["done"] == "Mine"
    assert len(reports(site)) == 1


def test_a_task_with_subtasks_is_not_complete_before_them_unless_a_reason_is_given(
    site: Site,
) -> None:
    with site.inside() as office:
        office.add("1a.1", 3, parent_id=site.tasks["ours"], now=site.now)
        done = office.add("1a.2", 1, parent_id=site.tasks["ours"], now=site.now)
        office.complete(done, site.now)
    lead = site.browser("lead")
    said = {"percent": 100, "actual_finish_on": site.today.isoformat(), "reason": ""}

    asked = lead.submit(full(site), said)

    assert asked.status_code == 422
    words = "1 of its 2 subtasks stand open; together they are 25 % done."
    assert words in asked.page.one("main").text
    assert len(reports(site)) == 1
    lead.submit(full(site), {**said, "reason": "The last one is a formality"})
    assert reports(site)[-1].contradictions == ["open_subtasks"]
    task = lead.get(f"/tasks/{site.tasks['ours']}").page.one("main").text
    assert "The last one is a formality" in task


def test_a_removed_task_takes_no_report(site: Site) -> None:
    form = site.browser("lead").get(full(site)).form.values()
    with site.inside() as office:
        office.remove(site.tasks["ours"], site.now)
    assert site.browser("lead").post(full(site), form).status_code == 403
    assert "Removed from the plan" in site.browser("lead").get(f"/tasks/{site.tasks['ours']}").text


def test_completing_a_task_gives_it_its_dates(site: Site) -> None:
    lead = site.browser("lead")
    assert lead.submit(full(site), {"percent": 100}).status_code == 302
    page = lead.get(f"/tasks/{site.tasks['ours']}").page
    assert "Done on" in page.one(class_="facts-line").text
    saved = reports(site)[-1]
    assert saved.status == "complete"
    assert (saved.actual_start_on, saved.actual_finish_on) == (site.day(-50), site.today)


CONTRADICTIONS = {
    "complete without a finish date": ({"percent": "100"}, "no actual finish is given"),
    "a forecast that has passed": ({"forecast_on": "day"}, "has passed, and it is not complete"),
    "less than before": ({"percent": "10"}, "less than the 40 % reported before"),
    "on track after the suspense": ({"status": "on_track"}, "after its suspense"),
}


@pytest.mark.parametrize("kind", CONTRADICTIONS)
def test_a_contradiction_is_shown_and_kept_only_with_a_reason(site: Site, kind: str) -> None:
    changes, words = CONTRADICTIONS[kind]
    lead = site.browser("lead")
    days = {k: site.day(-1).isoformat() if v == "day" else v for k, v in changes.items()}
    before = site.work()

    answer = lead.submit(full(site), {"status": "late", "done": "My words", **days, "reason": ""})

    assert answer.status_code == 422
    assert words in answer.page.one(role="alert").text
    assert answer.form.values()["done"] == "My words"
    assert site.work() == before
    assert answer.submit(lead, {"reason": "Counsel said so"}).status_code == 302
    last = reports(site)[-1]
    assert (last.kept_because, len(last.contradictions)) == ("Counsel said so", 1)
