"""What happened between two days, by agency and as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.ground.office import SLUG

if TYPE_CHECKING:
    from support.ground.site import Site

PAGE = f"/plans/{SLUG}/activity"


def reported(site: Site) -> None:
    with site.inside() as office:
        done = office.add("9y", 5, site.day(20), now=site.now, name="Draft the letter")
        office.add("9z", 5, site.day(20), now=site.now, leads=["DSCA"], name="Ask the posts")
        office.report(done, site.now, status="at_risk", percent=10, done="Asked counsel")
        said = {"done": "Sent\nthe draft", "help_needed": "A date"}
        office.report(done, site.now, status="on_track", percent=40, **said)


def test_the_last_report_on_each_task_stands_under_its_agency_and_in_the_text(site: Site) -> None:
    reported(site)
    page = site.browser("viewer").get(PAGE).page
    text = page.one("textarea", id="text").text
    assert "- 9y Draft the letter: on track, 40 % Done: Sent the draft Help needed: A date" in text
    assert "Asked counsel" not in text
    assert "State PM" in [heading.text.strip() for heading in page.all("h2")]
    assert "reported on" in page.one("h1").text


def test_days_without_a_report_say_so(site: Site) -> None:
    page = site.browser("viewer").get(f"{PAGE}?from=2020-01-01&to=2020-01-07").page
    assert page.one("h1").text.strip() == "Nothing was reported"
    assert "Nothing was reported." in page.one("textarea", id="text").text


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("?from=soon", "“soon” is no day. Give one such as"),
        ("?from=2026-01-02&to=2026-01-01", "is before the first day. Give a later one."),
        ("?from=2020-01-02&to=2026-01-01", "Choose 92 at most."),
        ("?from=2999-01-01&to=2999-01-02", "is to come. Give today or before."),
    ],
)
def test_days_that_cannot_be_are_refused(site: Site, asked: str, says: str) -> None:
    answer = site.browser("viewer").get(PAGE + asked)
    assert answer.status_code == 422
    assert says in answer.page.text
