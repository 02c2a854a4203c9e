"""The page of what would be sent between two days."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from support.ground.office import SLUG

if TYPE_CHECKING:
    from support.ground.site import Site

PAGE = f"/plans/{SLUG}/reminders/coming"


def test_it_says_which_mails_go_out_on_which_day_and_to_whom(site: Site) -> None:
    due = site.day(30)
    with site.inside() as office:
        office.add("9z", 5, due, now=site.now)
    span = f"?from={site.day(1).isoformat()}&to={(due + timedelta(days=1)).isoformat()}"
    page = site.browser("coordinator").get(PAGE + span).page
    mine = [row.text for row in page.all("tr") if "9z" in row.text]
    assert len(mine) >= 5
    assert any("on the day" in row and "Lena Ivanova" in row for row in mine)
    assert page.one("h1").text.endswith("would go out")
    elsewhere = f"?from={due.replace(year=due.year + 3).isoformat()}"
    elsewhere += f"&to={due.replace(year=due.year + 3).isoformat()}"
    assert "Nothing would go out" in site.browser("coordinator").get(PAGE + elsewhere).page.text


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("?from=soon", "“soon” is no day. Give one such as"),
        ("?from=2020-01-01", "is not to come. Give tomorrow or later."),
        ("?from=2999-01-02&to=2999-01-01", "is before the first day. Give a later one."),
        ("?from=2998-01-01&to=2999-12-31", "Choose 366 at most."),
    ],
)
def test_days_that_cannot_be_are_refused_and_stand_there_as_they_were_typed(
    site: Site, asked: str, says: str
) -> None:
    answer = site.browser("coordinator").get(PAGE + asked)
    assert answer.status_code == 422
    assert says in answer.page.text
    typed = asked.partition("from=")[2].partition("&")[0]
    assert answer.page.one("input", id="from")["value"] == typed
