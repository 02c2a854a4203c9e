"""A page asks whether its plan has changed: cheaply, and without being somebody who is there."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from support.ground.office import SLUG
from workplan import clock

if TYPE_CHECKING:
    import pytest

    from support.ground.site import Site

NEWS = f"/plans/{SLUG}/news"


def test_a_page_knows_where_to_ask_and_since_when(site: Site) -> None:
    page = site.browser("viewer").get(f"/plans/{SLUG}/gantt").page
    place = page.one("template", id="news")
    assert place["data-address"] == NEWS
    assert int(place["data-since"]) == max(row.seq for row in site.rows("journal"))
    assert not site.browser("viewer").get("/account").page.all("template", id="news")


def test_nothing_new_is_answered_by_304_and_nothing_else(site: Site) -> None:
    viewer = site.browser("viewer")
    since = max(row.seq for row in site.rows("journal"))
    first = viewer.get(f"{NEWS}?since={since}")
    assert json.loads(first.text) == {"seq": since, "said": ""}
    seen = {"If-None-Match": first.headers["ETag"]}
    again = viewer.get(f"{NEWS}?since={since}", headers=seen)
    assert (again.status_code, again.data) == (304, b"")
    with site.inside() as office:
        office.change(site.tasks["ours"], site.now, duration_days=9)
    changed = viewer.get(f"{NEWS}?since={since}", headers=seen)
    assert changed.status_code == 200
    assert json.loads(changed.text)["said"] == "The plan has changed since this page was shown"
    assert "changed 1 task" in site.browser("auditor").get(f"{NEWS}?since={since}").text


def test_asking_does_not_keep_a_session_alive(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    viewer, began = site.browser("viewer"), clock.now()
    assert viewer.get(f"/plans/{SLUG}").status_code == 200
    for minutes in (5, 10, 14):
        monkeypatch.setattr(clock, "now", lambda: began + timedelta(minutes=minutes))  # noqa: B023
        assert viewer.get(f"{NEWS}?since=1").status_code == 200
    monkeypatch.setattr(clock, "now", lambda: began + timedelta(minutes=16))
    assert viewer.get(f"/plans/{SLUG}").status_code == 302
