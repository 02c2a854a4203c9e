"""Plans brought in and taken away on the web."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from support.office import SLUG
from workplan.exchange import formats

if TYPE_CHECKING:
    from support.site import Answer, Site

TABLE = b"UID,Name,Duration,Predecessors\n1,Draft,3,\n2,Clear,2,1\n"


def upload(site: Site, content: bytes, name: str = "plan.csv") -> Answer:
    sent = {"file": (BytesIO(content), name), "start_on": site.today.isoformat()}
    return site.browser("coordinator").post("/plans/import", sent)


def test_a_file_is_looked_at_then_saved_and_its_upload_is_let_go(site: Site) -> None:
    before = site.work()
    report = upload(site, TABLE)

    assert report.status_code == 200
    assert site.work() == before
    saved = report.submit(site.browser("coordinator"), {"slug": "brought-in"})

    assert saved.location == "/plans/brought-in"
    assert "2 tasks, 1 dependencies" in site.browser("coordinator").get(saved.location).text
    again = report.submit(site.browser("coordinator"), {"slug": "once-more"})
    assert again.status_code == 404


def test_an_upload_is_for_the_person_who_made_it(site: Site) -> None:
    values = upload(site, TABLE).form.values()
    del values["csrf_token"]

    assert site.browser("stranger").post("/plans/import/confirm", values).status_code == 404


@pytest.mark.parametrize("token", ["", "../../secret", "g" * 32, "0" * 32])
def test_a_token_that_names_no_upload_is_not_found(site: Site, token: str) -> None:
    answer = site.browser("coordinator").post("/plans/import/confirm", {"token": token})

    assert answer.status_code == 404


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0", b"<!DOCTYPE p><p/>"])
def test_a_bad_file_is_refused_beside_its_field(site: Site, content: bytes) -> None:
    answer = upload(site, content)

    assert answer.status_code == 422
    assert "usa-error-message" in answer.text


def test_an_address_that_is_taken_is_refused_beside_its_field(site: Site) -> None:
    answer = upload(site, TABLE).submit(site.browser("coordinator"), {"slug": SLUG})

    assert answer.status_code == 422
    assert "There is a plan “arms” already." in answer.text


@pytest.mark.parametrize(
    ("form", "ending", "start"),
    [
        ("json", "json", b"{"),
        ("mspdi", "xml", b"<?xml"),
        ("csv", "csv", b"\xef\xbb\xbfUID,"),
        ("xlsx", "xlsx", b"PK"),
        ("ics", "ics", b"BEGIN:VCALENDAR"),
        ("pdf", "pdf", b"%PDF"),
    ],
)
def test_a_plan_is_taken_away_as_a_file(site: Site, form: str, ending: str, start: bytes) -> None:
    answer = site.browser("viewer").get(f"/plans/{SLUG}/export.{form}")

    assert answer.data.startswith(start)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{SLUG}.{ending}"'


def test_a_plan_that_was_taken_away_can_be_brought_in_again(site: Site) -> None:
    for form in ("json", "mspdi", "csv", "xlsx"):
        content = site.browser("viewer").get(f"/plans/{SLUG}/export.{form}").data
        assert "Draft part 1a" in {task.name for task in formats.read(content).tasks}
