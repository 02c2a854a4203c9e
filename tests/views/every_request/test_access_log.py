"""Each request leaves a line with a number, and nothing that people typed or sign in with."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from workplan.extensions import db

if TYPE_CHECKING:
    from pathlib import Path

    from support.ground.site import Site, Sites


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "workplan")
    return caplog


def test_a_line_says_who_asked_for_what_and_how_it_went(
    site: Site, log: pytest.LogCaptureFixture
) -> None:
    lead = site.browser("lead")
    log.clear()
    answer = lead.get("/search?q=typed+words", headers={"X-Request-ID": "proxy-1234"})
    [line] = [record.getMessage() for record in log.records]
    assert line.startswith("GET /search 200 ")
    assert f"127.0.0.1 person {site.office.lead.id}" in line
    assert "typed" not in line
    assert answer.headers["X-Request-ID"] == "proxy-1234"


@pytest.mark.parametrize("given", ["short", "x" * 65, "with space inside", "a\tb-------", ""])
def test_a_number_that_is_none_is_replaced(site: Site, given: str) -> None:
    answer = site.browser("anonymous").get("/login", headers={"X-Request-ID": given})
    assert answer.headers["X-Request-ID"] != given
    assert len(answer.headers["X-Request-ID"]) == 16


def test_what_opens_something_is_left_out(site: Site, log: pytest.LogCaptureFixture) -> None:
    anonymous = site.browser("anonymous")
    log.clear()
    for method, path in (
        ("GET", "/r/SECRET"),
        ("GET", "/c/SECRET"),
        ("POST", "/c/SECRET"),
        ("GET", "/r/SECRET/"),
        ("GET", "/r/SECRET/x"),
        ("PUT", "/r/SECRET"),
        ("GET", "/calendar/SECRET.ics"),
        ("PROPFIND", "/calendar/SECRET.ics"),
        ("GET", "/calendar/SECRET"),
        ("GET", "/set-password/SECRET"),
        ("GET", "/first/SECRET"),
        ("POST", "/stop/SECRET"),
        ("GET", "/account/address/SECRET"),
    ):
        anonymous.client.open(path, method=method)
    lines = [record.getMessage() for record in log.records]
    assert len(lines) == 13
    assert [line.split()[1] for line in lines][:5] == ["/r/…", "/c/…", "/c/…", "/r/…/", "/r/…/x"]
    assert "SECRET" not in log.text


def test_what_breaks_is_found_by_the_number_on_its_page_and_holds_no_typed_text(
    sites: Sites, tmp_path: Path, log: pytest.LogCaptureFixture
) -> None:
    with sites.opened(tmp_path, is_testing=False) as site:
        coordinator = site.browser("coordinator")
        with site.inside(), db.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE task_comments RENAME TO gone")
        log.clear()
        path = f"/tasks/{site.tasks['ours']}/comments"
        answer = coordinator.post(path, {"body": "typed words"})
    assert answer.status_code == 500
    assert answer.headers["X-Request-ID"] in answer.page.text
    assert "task_comments" in log.text
    assert "typed words" not in log.text
