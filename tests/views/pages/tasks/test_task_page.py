"""The page of one task: its timeline, what it waits for, and one stream of what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.ground.office import SLUG
from workplan.services.record.change import Change
from workplan.services.structure import objective_ties, objectives
from workplan.services.structure.objective_ties import Tie
from workplan.services.structure.objectives import ObjectiveFields

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.page import Page


def shown(site: Site, query: str = "", who: str = "coordinator", name: str = "ours") -> Page:
    return site.browser(who).get(f"/tasks/{site.tasks[name]}{query}").page


def said(page: Page) -> list[str]:
    return [one.one("h3").text for one in page.section("talk").all("article")]


def test_the_timeline_is_a_picture_named_by_when_the_task_ends(site: Site) -> None:
    pictures = shown(site).all("svg", role="img")
    finding = pictures[0]["aria-label"]
    assert finding.startswith("1a ends ")
    assert "will miss by" in finding
    assert {picture["aria-label"] for picture in pictures} == {finding}
    assert "its suspense is" in shown(site).one("figcaption").text


def test_the_objectives_that_it_serves_stand_among_its_facts(site: Site) -> None:
    with site.inside() as office:
        change = Change(office.coordinator, site.now)
        wanted = [ObjectiveFields("", "Buy well"), ObjectiveFields("", "Sell fast")]
        first, _ = objectives.add(change, SLUG, wanted)
        objective_ties.tie(change, SLUG, {Tie(site.tasks["ours"], first)}, set())
    facts = shown(site).section("more-facts").text
    assert "Serves 2 Buy well" in facts
    assert "Sell fast" not in facts
    assert "Serves" not in shown(site, name="theirs").section("more-facts").text


def test_reports_and_comments_stand_in_one_stream_the_newest_first(site: Site) -> None:
    talk = f"/tasks/{site.tasks['ours']}/comments"
    site.browser("lead").post(talk, {"body": "Counsel has it."})
    everything = said(shown(site))
    assert "commented" in everything[0]
    assert "reported" in everything[1]
    assert all("reported" in one for one in said(shown(site, "?stream=reports")))
    assert said(shown(site, "?stream=comments")) == everything[:1]
    assert said(shown(site, "?stream=nonsense")) == everything


def test_the_choices_of_the_stream_are_links_that_count_what_they_show(site: Site) -> None:
    page = shown(site)
    ways = page.one("nav", aria_label="What the stream shows").all("a")
    assert [way.text.split()[0] for way in ways] == ["All", "Reports", "Comments", "Changes"]
    assert [way.text for way in ways if "aria-current" in way.attributes] == ["All"]
    counted = {way.text.split()[0]: way for way in ways[1:]}
    for name in ("Reports", "Comments"):
        there = site.browser("coordinator").get(counted[name]["href"].partition("#")[0]).page
        assert counted[name].text == f"{name} {len(said(there))}"
    changes = shown(site, "?stream=changes").section("history")
    assert counted["Changes"].text == f"Changes {len(changes.all('tr')) - 1}"


def test_who_may_not_read_the_journal_is_offered_no_changes(site: Site) -> None:
    page = shown(site, "?stream=changes", "viewer")
    assert "Changes" not in page.one("nav", aria_label="What the stream shows").text
    assert not page.all(id="history")


def test_a_dependency_is_told_in_words_with_who_leads_it_and_when_it_ends(site: Site) -> None:
    waits_for = shown(site).one("div", aria_label="Waits for").text
    assert "2a Draft part 2a" in waits_for
    assert "DSCA · Must finish first · ends" in waits_for
    waits_on = shown(site, name="theirs").one("div", aria_label="Waits on this").text
    assert "1a Draft part 1a" in waits_on
    assert "starts when this has finished" in waits_on
    assert "If 1a slips, no other task moves." in shown(site).text


def test_the_page_says_who_acts_next(site: Site) -> None:
    assert "DSCA acts next, on 2a" in shown(site).text


def test_a_removed_task_says_why_to_who_may_read_that(site: Site) -> None:
    page = f"/tasks/{site.tasks['ours']}/removal"
    with site.as_draft():
        site.browser("coordinator").submit(page, {"reason": "Overtaken"})
    assert "its record stays. “Overtaken”" in shown(site).text
    assert "Overtaken" not in shown(site, who="viewer").text
