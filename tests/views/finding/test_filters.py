"""Filters built from conditions, the views that are kept of them, and what was opened last."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from models import Objective
from support.ground.office import SLUG
from support.web.listed import codes_of
from workplan.extensions import db
from workplan.services.finding.conditions import FIELDS, FITTING, OPERATORS
from workplan.vocabulary import TaskState

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.page import Page

LIST = f"/plans/{SLUG}/tasks"
VIEWS = f"/plans/{SLUG}/views"


def query(*conditions: tuple[str, str, str], **others: str) -> str:
    pairs = [pair for row in conditions for pair in zip("fov", row, strict=True)]
    return urlencode([*others.items(), *pairs])


def links_of(page: Page) -> list[str]:
    return [link.attributes.get("href", "") for link in page.all("a")]


def listed(site: Site, *conditions: tuple[str, str, str], **others: str) -> set[str]:
    """Return the codes of the tasks in the list."""
    answer = site.browser("lead").get(f"{LIST}?{query(*conditions, **others)}")
    assert answer.status_code == 200, answer.page.one(role="alert").text
    return set(codes_of(answer.page))


# In the plan: 0 (a milestone of DSCA, no date), 1a of State PM (due in 6 days, 40 %, reported 20
# days ago, help needed), 2a of DSCA (due in 3 days), 2b of DSCA and State (due 4 days ago, handed
# to Carl of State PM).
EVERYTHING = {"0", "1a", "2a", "2b"}


@pytest.mark.parametrize(
    ("condition", "codes"),
    [
        (("due", "lt", "today"), {"2b"}),
        (("due", "gt", "+5"), {"1a"}),
        (("due", "soon", "5"), {"2a"}),
        (("due", "none", ""), {"0"}),
        (("due", "some", "ignored"), {"1a", "2a", "2b"}),
        (("reported", "lt", "-14"), {"1a"}),
        (("reported", "none", ""), {"0", "2a", "2b"}),
        (("forecast", "some", ""), set()),
        (("percent", "gt", "30"), {"1a"}),
        (("percent", "not", "0"), {"1a"}),
        (("duration", "lt", "6"), {"0", "2a"}),
        (("status", "is", "On track"), {"1a"}),
        (("status", "not", "on_track"), {"0", "2a", "2b"}),
        (("status", "is", "Complete"), set()),
        (("lead", "is", "state pm"), {"1a"}),
        (("lead", "not", "PM"), {"0", "2a", "2b"}),
        (("support", "is", "DSCA"), set()),
        (("person", "is", "carl weber"), {"2b"}),
        (("critical", "is", "yes"), {"1a", "2a", "2b"}),
        (("percent", "is", "40 %"), {"1a"}),
        (("due", "gt", "31 Dec 2099"), set()),
        (("due", "lt", "12/31/2099"), {"1a", "2a", "2b"}),
        (("name", "has", "PART 2"), {"2a", "2b"}),
        (("name", "hasnt", "part"), {"0"}),
        (("name", "has", "%"), set()),
        (("about", "none", ""), EVERYTHING),
        (("help", "some", ""), {"1a"}),
        (("help", "none", ""), {"0", "2a", "2b"}),
    ],
)
def test_each_condition_means_what_it_says(
    site: Site, condition: tuple[str, str, str], codes: set[str]
) -> None:
    assert listed(site, condition) == codes


def test_conditions_hold_all_or_any_together_with_the_rest_of_the_filter(site: Site) -> None:
    late, far = ("due", "lt", "today"), ("due", "gt", "+5")
    assert listed(site, late, far) == set()
    assert listed(site, late, far, match="any") == {"1a", "2b"}
    assert listed(site, late, far, match="any", agency="PM") == {"1a"}
    assert listed(site, ("", "is", "an empty row"), late) == {"2b"}


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (("colour", "is", "red"), "“colour” is no field. Choose from the list."),
        (("due", "has", "x"), "Suspense: “contains” does not fit."),
        (("due", "nonsense", "x"), "Suspense: “nonsense” does not fit."),
        (("due", "lt", "soon"), "Suspense: “soon” is no day. Give one like 2027-03-14"),
        (("due", "lt", "2026-02-30"), "“2026-02-30” is no day"),
        (("due", "lt", "+9999999"), "“+9999999” is too far"),
        (("due", "soon", "99999999"), "“99999999” is no whole number"),
        (("due", "is", ""), "Suspense: the value is empty. Give one."),
        (("status", "is", "splendid"), "Status: nothing here is called “splendid”"),
        (("lead", "not", "Nowhere"), "Lead agency: nothing here is called “Nowhere”"),
        (("person", "is", "Nobody"), "Handed to: nothing here is called “Nobody”"),
        (("effort", "is", "9"), "Line of effort: nothing here is called “9”"),
        (("critical", "is", "maybe"), "Critical: “maybe” is unclear. Use yes or no"),
        (("percent", "gt", "half"), "Percent complete: “half” is no whole number"),
        (("status", "lt", "late"), "Status: “is before, or under” does not fit"),
    ],
)
def test_a_condition_that_means_nothing_is_named_and_stays_to_be_mended(
    site: Site, condition: tuple[str, str, str], words: str
) -> None:
    answer = site.browser("lead").get(f"{LIST}?{query(condition)}")

    assert answer.status_code == 422
    assert words in answer.page.one(role="alert").text
    assert answer.page.heading == "4 tasks"
    assert answer.page.one("input", id="v-1")["value"] == condition[2]
    csv = site.browser("lead").get(f"{LIST}.csv?{query(condition)}")
    assert csv.status_code == 422
    assert words in csv.text


def test_more_conditions_than_anybody_needs_are_refused(site: Site) -> None:
    many = [("due", "lt", "today")] * 13
    assert site.browser("lead").get(f"{LIST}?{query(*many)}").status_code == 422


def test_every_field_takes_every_comparison_that_fits_it(site: Site) -> None:
    values = {"day": "today", "number": "1", "text": "x", "mark": "yes"}
    names = {"status": "late", "lead": "PM", "support": "PM", "person": "Carl Weber"}
    names |= {"assessed": "Red", "health": "1"}
    with site.inside() as office:
        wanted = select(Objective.code).where(Objective.directive_id == office.plan().directive_id)
        names["objective"] = db.session.scalars(wanted).first() or ""
    for code, field in FIELDS.items():
        for op in OPERATORS:
            value = "3" if op == "soon" else names.get(code) or values.get(field.kind, "")
            answer = site.browser("lead").get(f"{LIST}?{query((code, op, value))}")
            # The plan has no lines of effort, so that no name of one is known.
            fits = op in FITTING[field.kind] and code != "effort"
            assert answer.status_code == (200 if fits else 422), (code, op)


def test_the_list_keeps_its_conditions_when_it_is_sorted_and_taken_away(site: Site) -> None:
    page = site.browser("lead").get(f"{LIST}?{query(('due', 'some', ''), ('lead', 'is', 'DSCA'))}")

    links = [link for link in links_of(page.page) if "sort=due" in link]
    assert "f=due&f=lead&o=some&o=is&v=&v=DSCA" in links[0]
    [csv] = [link for link in links_of(page.page) if ".csv" in link]
    text = site.browser("lead").get(csv).text
    assert [line.split(",")[0] for line in text.splitlines()[1:]] == ["2a", "2b"]


def test_the_agencies_of_the_plan_are_those_that_a_list_can_be_narrowed_to(site: Site) -> None:
    page = site.browser("lead").get(LIST).page
    offered = [option.text for option in page.one(id="f-agency").all("option")]
    assert offered == ["All", "DSCA", "DoD", "State", "State PM"]
    known = {option["value"] for option in page.one(id="known").all("option")}
    assert set(offered[1:]) <= known
    assert "Zebra Bureau" not in known
    # Of a code that is none of them not even that is said whether there is such an agency.
    other = site.browser("lead").get(f"{LIST}?agency=ZEBRA").page
    assert other.one("form", class_="filter").values()["agency"] == ""


def test_a_view_is_kept_shown_replaced_and_removed(site: Site) -> None:
    lead = site.browser("lead")
    typed = query(("due", "lt", "today"), late="1") + "&page=3&nonsense=1&csrf_token=x"

    kept = lead.post(VIEWS, {"name": " Late  work ", "query": typed})

    assert kept.location == f"{LIST}?late=1&f=due&o=lt&v=today"
    nav = lead.get(LIST).page.one("nav", aria_label="Kept views")
    assert nav.one("a")["href"] == kept.location
    assert nav.one("a").text == "Late work"
    assert (
        "aria-current"
        in lead.get(kept.location).page.one("nav", aria_label="Kept views").one("a").attributes
    )
    lead.post(VIEWS, {"name": "Late work", "query": "status=open"})
    [row] = site.rows("saved_views")
    assert row.query == "status=open"
    lead.post(f"/views/{row.id}/removal")
    assert "Late work" not in lead.get(LIST).text
    lead.post(VIEWS, {"name": "Late work", "query": "late=1"})
    [row] = site.rows("saved_views")
    assert (row.query, row.removed_at) == ("late=1", None)
    verbs = [e.verb for e in site.work()["journal"]][-4:]
    assert verbs == ["view.saved", "view.saved", "view.removed", "view.saved"]


def test_a_view_is_private_or_shared_with_the_agency_and_nobody_else(site: Site) -> None:
    lead = site.browser("lead")
    lead.post(VIEWS, {"name": "Mine alone", "query": "late=1"})
    lead.post(VIEWS, {"name": "All of ours", "query": "late=1", "shared": "1"})

    def seen(who: str) -> list[str]:
        text = site.browser(who).get(LIST).text
        return [name for name in ("Mine alone", "All of ours") if name in text]

    assert seen("lead") == ["Mine alone", "All of ours"]
    assert seen("contributor") == ["All of ours"]
    assert seen("supervisor") == ["All of ours"], "of the department above"
    assert seen("other_lead") == seen("viewer") == []
    shared = next(row for row in site.rows("saved_views") if row.agency_id)
    assert site.browser("contributor").post(f"/views/{shared.id}/removal").status_code == 404


def test_a_view_without_a_name_or_an_agency_to_share_it_with_is_not_kept(site: Site) -> None:
    for who, values, words in (
        ("lead", {"name": " ", "query": "late=1"}, "Give the view a name"),
        ("lead", {"name": "x" * 81, "query": ""}, "80 characters at most"),
        ("viewer", {"name": "x", "query": "", "shared": "1"}, "You act for no agency here"),
        ("lead", {"name": "x", "query": "text=" + "y" * 5_000}, "too long to be kept"),
    ):
        browser = site.browser(who)
        answer = browser.post(VIEWS, values)
        assert words in browser.get(answer.location[:2_000]).text
    assert site.rows("saved_views") == []


def test_what_was_opened_last_stands_on_the_find_page_without_a_row_being_written(
    site: Site,
) -> None:
    lead = site.browser("lead")
    before = site.work()
    for name in ("ours", "theirs", "handed", "ours"):
        lead.get(f"/tasks/{site.tasks[name]}")
    lead.get(f"/tasks/{site.tasks['stranger' + chr(39) + 's']}")

    links = [link for link in links_of(lead.get("/search").page) if link.startswith("/tasks/")]

    assert links == [f"/tasks/{site.tasks[name]}" for name in ("ours", "handed", "theirs")]
    assert "Opened last" not in lead.get("/search?q=part").text
    assert "Opened last" not in site.browser("viewer").get("/search").text
    assert site.work() == before


@pytest.mark.parametrize("state", TaskState)
def test_each_state_that_is_chosen_is_said_in_words(site: Site, state: TaskState) -> None:
    shown = site.browser("lead").get(f"/plans/{SLUG}/tasks?status={state}").text
    assert f"with status {state.words}" in " ".join(shown.split())
