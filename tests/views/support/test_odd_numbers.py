"""No number or day that somebody made up breaks a page: it is refused, or means none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pytest

from support.ground.databases import USE_POSTGRES
from support.ground.office import SLUG
from support.ground.places import VIEWS
from support.web.asked_fields import asked_fields
from support.web.rights.table import TABLE
from support.web.routes.route_rows import parsed
from support.web.routes.table import fresh, sent

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.routes.route_rows import Row

NUMBERS = ("0", "-1", "٣", "²", "1e9", "1_0", "+5", "0x1F", "1.5", "NaN", str(2**31), str(10**30))
NUMBERS += ("9" * 5000, "--1", "−3", "\uff11\uff12", "abc")
EDGES = ("0001-01-01", "1899-12-31", "1900-01-01", "2199-12-31", "2200-01-01", "9999-12-31")
EDGES += ("3/14/2027", "14 Mar 2027")
DAYS = (
    "10000-01-01",
    "2027-13-40",
    "2027-02-30",
    "٢٠٢٧-٠٣-١٤",
    "0000-00-00",
    "-2027-01-01",
    "1e9",
    "2027-3",
    "today",
    "+9",
)
TOO_LARGE = str(10**30)
ODD = ("0", "-1", "٣", "²", "1e9", str(2**31), TOO_LARGE, "0001-01-01", "9999-12-31", "\u00a0")
"""Tried in every field on PostgreSQL, which takes nothing else for a number; SQLite takes all but
what is too large, and the views before it are the same."""

NUMBERS_ASKED = {
    "page": ["tasks", "gantt", "gantt.svg"],
    "task": ["moves"],
    "before": ["journal"],
    "of": ["journal", "burndown"],
    "undo": ["journal"],
    "against": ["burndown", "burndown.csv"],
    "rows": ["burndown"],
    "seed": ["forecast", "forecast.csv"],
    "person": ["reminders", "journal"],
    "from": ["baselines/compare"],
    "to": ["baselines/compare"],
}
DAYS_ASKED = {
    "since": ["moves", "moves.csv"],
    "until": ["moves", "moves.csv"],
    "day": ["journal"],
    "as_of": ["burndown", "burndown.svg", "burndown.csv"],
}
ADMINISTRATION_ASKED = {"test": "mail", "before": "journal", "since": "journal", "until": "journal"}
LEDGER = ("page", "told")
ROWS = [row for row in parsed(TABLE) if row.whose in ("arms", "ours", "-")]


def test_every_number_and_day_is_read_by_the_one_reader() -> None:
    for path in VIEWS.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert "type=int" not in source, path
        assert "fromisoformat(" not in source or path.name == "presenting.py", path
        wild = re.findall(r"(?<!\w)int\((?!now)", source)
        assert not wild or path.name == "asked.py", path
        for name in re.findall(r'asked\.(?:number|day)\("(\w+)"', source):
            tried = {**NUMBERS_ASKED, **DAYS_ASKED, **ADMINISTRATION_ASKED}
            assert name in tried, f"{path}: {name} is not tried here"


@pytest.mark.parametrize("typed", NUMBERS)
def test_no_number_in_a_query_breaks_a_page(site: Site, typed: str) -> None:
    browser = site.browser("coordinator")
    for name, pages in NUMBERS_ASKED.items():
        for page in pages:
            status = browser.get(f"/plans/{SLUG}/{page}?{urlencode({name: typed})}").status_code
            assert status == (200 if name == "page" else 422), (page, name)
    for name in LEDGER:
        assert browser.get(f"/reminders?{urlencode({name: typed})}").status_code == 200


@pytest.mark.parametrize("typed", NUMBERS)
def test_no_number_in_a_query_breaks_a_page_of_the_administration(site: Site, typed: str) -> None:
    for name, page in ADMINISTRATION_ASKED.items():
        path = f"/admin/{page}?{urlencode({name: typed})}"
        assert site.browser("admin").get(path).status_code in (200, 422), path


@pytest.mark.parametrize("typed", DAYS)
def test_no_day_in_a_query_breaks_a_page(site: Site, typed: str) -> None:
    browser = site.browser("coordinator")
    for name, pages in DAYS_ASKED.items():
        for page in pages:
            answer = browser.get(f"/plans/{SLUG}/{page}?{urlencode({name: typed})}")
            assert answer.status_code == 422, (page, name)


@pytest.mark.parametrize("typed", EDGES)
def test_a_day_at_the_edge_and_as_people_write_it_is_answered(site: Site, typed: str) -> None:
    browser = site.browser("coordinator")
    for name, pages in DAYS_ASKED.items():
        for page in pages:
            answer = browser.get(f"/plans/{SLUG}/{page}?{urlencode({name: typed})}")
            assert answer.status_code in (200, 422), (page, name)


@pytest.mark.parametrize("typed", [*NUMBERS, *DAYS, *EDGES])
def test_no_value_of_a_condition_breaks_a_list(site: Site, typed: str) -> None:
    browser = site.browser("coordinator")
    for field in ("due", "reported", "late", "percent"):
        for op in ("is", "not", "lt", "gt", "soon"):
            query = urlencode({"f": field, "o": op, "v": typed})
            answer = browser.get(f"/plans/{SLUG}/tasks?{query}")
            assert answer.status_code in (200, 422), (field, op)


@pytest.mark.parametrize("row", [r for r in ROWS if "<int:" in r.route], ids=str)
def test_no_number_in_an_address_breaks_or_means_another(site: Site, row: Row) -> None:
    browser = site.browser("coordinator")
    for typed in NUMBERS:
        path = re.sub(r"<int:\w+>", quote(typed), row.route)
        answer = browser.get(path) if row.method == "GET" else browser.post(path)
        assert answer.status_code in (404, 405), path


@pytest.mark.parametrize("row", [r for r in ROWS if r.method == "POST"], ids=str)
def test_no_number_in_a_form_breaks_what_it_is_sent_to(site: Site, row: Row) -> None:
    """What no view asks for, in no answer that it has given so far, cannot break it."""
    browser = site.browser("coordinator")
    number = fresh(site, row)
    path = row.path(site, number)
    if "login" in path or "logout" in path:
        return
    fields = sent(site, row, number)
    extra = {"version": "1", "once": "1", "task": "1:1", "thread": "1", "assignee": "1"}
    names = fields.keys() | extra.keys()
    tried: set[str] = set()
    with asked_fields(site.app) as asked:
        browser.post(path, {**extra, **fields})
        while untried := sorted(names & asked - tried):
            tried.add(untried[0])
            for typed in ODD if USE_POSTGRES else (TOO_LARGE,):
                answer = browser.post(path, {**fields, untried[0]: typed})
                assert answer.status_code < 500, (untried[0], typed)
