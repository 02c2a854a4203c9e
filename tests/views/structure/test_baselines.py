"""The page of a plan's baselines: frozen, chosen, renamed, retired, restored and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.ground.office import SLUG
from workplan.extensions import db
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages
from workplan.services.structure.baseline import baselines

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.browsers import Answer
    from support.web.page import Element

PAGE = f"/plans/{SLUG}/baselines"


def freeze(site: Site, name: str, **more: Any) -> Answer:
    wanted = {"name": name, "is_charted": "y", **more}
    return site.browser("coordinator").submit(PAGE, wanted, PAGE)


def row(site: Site, name: str, who: str = "coordinator") -> Element:
    page = site.browser(who).get(PAGE).page
    return next(r for r in page.all("tr") if r.all("th") and name in r.all("th")[0].text)


def act(site: Site, baseline: str, verb: str, **more: Any) -> Answer:
    form = next(f for f in row(site, baseline).all("form") if f["action"].endswith(verb))
    return site.browser("coordinator").post(form["action"], {**form.values(), **more})


def test_a_plan_is_frozen_with_why_and_by_whom_it_was_approved(site: Site) -> None:
    answer = freeze(site, "Autumn", reason="As agreed", approved_by="Deputy Secretary")
    assert answer.location == PAGE
    listed = row(site, "Autumn").text
    for words in ("charts use it", "by Cora Diaz", "Deputy Secretary", "As agreed"):
        assert words in listed
    page = site.browser("viewer").get(PAGE).page
    assert "Charts compare with “Autumn”" in page.one("h1").text
    assert "Freeze the plan" not in page.text
    assert "The coordinator freezes" in page.text
    again = freeze(site, "Autumn")
    assert again.status_code == 422
    assert "Choose a new name" in again.page.one(id="name-error").text


def test_charts_follow_the_baseline_that_is_chosen_and_name_it(site: Site) -> None:
    freeze(site, "Autumn")
    freeze(site, "Winter", is_charted="")
    assert act(site, "Winter", "/charts").location == PAGE
    gantt = site.browser("viewer").get(f"/plans/{SLUG}/gantt").page
    assert "grey bars: baseline “Winter”" in gantt.text
    burndown = site.browser("viewer").get(f"/plans/{SLUG}/burndown").page
    assert "“Winter”" in burndown.text


def test_what_charts_use_offers_no_retiring_and_the_others_come_back(site: Site) -> None:
    freeze(site, "Autumn")
    freeze(site, "Winter")
    verbs = [f["action"].rpartition("/")[2] for f in row(site, "Winter").all("form")]
    assert verbs == ["name"]
    assert act(site, "Autumn", "/retirement").location == PAGE
    assert "retired" in row(site, "Autumn").text
    assert act(site, "Autumn", "/name", name="Fall").location == PAGE
    assert act(site, "Fall", "/restoration").location == PAGE
    assert "retired" not in row(site, "Fall").text


def test_a_stale_list_changes_nothing_and_says_so(site: Site) -> None:
    freeze(site, "Autumn")
    form = next(f for f in row(site, "Autumn").all("form") if f["action"].endswith("/name"))
    act(site, "Autumn", "/name", name="Fall")
    answer = site.browser("coordinator").post(form["action"], {**form.values(), "name": "Other"})
    assert answer.status_code == 409
    assert "Somebody changed it meanwhile" in answer.page.text
    assert "Other" not in answer.page.one("table").text


def test_two_states_are_compared_with_signs_in_words(site: Site) -> None:
    freeze(site, "Autumn")
    with site.inside() as office:
        days = office.task(site.tasks["theirs"]).duration_days
        office.change(site.tasks["theirs"], site.now, duration_days=days + 60)
    page = site.browser("viewer").get(f"{PAGE}/compare").page
    assert "later than “Autumn”" in page.one("h1").text
    assert "60 working days later" in page.text
    assert "moved and re-estimated" in page.text
    alone = site.browser("viewer").get(f"{PAGE}/compare?kind=added").page
    assert "No task was added between the two." in alone.text
    table = site.browser("viewer").get(f"{PAGE}/compare.csv")
    assert "Finish moves (working days)" in table.text
    with site.inside() as office:
        one = baselines.in_plan(db.session(), office.plan().id, "Autumn").id
    twice = site.browser("viewer").get(f"{PAGE}/compare?from={one}&to={one}")
    assert twice.status_code == 422
    assert site.browser("viewer").get(f"{PAGE}/compare?from=99999").status_code == 404


def test_a_closed_plan_shows_its_baselines_and_no_button(site: Site) -> None:
    freeze(site, "Autumn")
    with site.inside() as office:
        plan_stages.move_to_stage(Change(office.coordinator, site.now), SLUG, "closed")
    page = site.browser("coordinator").get(PAGE).page
    assert "The plan is closed" in page.text
    assert not page.one("main").all("form", method="post")
