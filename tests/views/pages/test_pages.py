"""What every page has: parts that refer to each other, one heading, and no drawing library."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from support.ground.office import PASSWORD, SLUG
from support.ground.places import ROOT
from support.web.browsers import HTMX

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.ground.site import Site
    from support.web.browsers import Answer
    from support.web.page import Page

PLAN_PAGES = ("", "/tasks", "/tasks/new", "/gantt", "/burndown")
REFERRING = ("aria-labelledby", "aria-describedby", "for")

READ_EVERY_PAGE = """
import sys
from datetime import datetime
from workplan import clock
from workplan.app import create_app

begins = datetime.fromisoformat(sys.argv.pop(1))
clock.now = lambda: begins
app = create_app()
app.config["WTF_CSRF_ENABLED"] = False
client = app.test_client()
email, password, *paths = sys.argv[1:]
assert client.post("/login", data={"email": email, "password": password}).status_code == 302
statuses = [client.get(path).status_code for path in paths]
assert statuses == [200] * len(paths), statuses
assert not {"matplotlib", "numpy", "openpyxl"} & set(sys.modules)
"""


def answers(site: Site) -> Iterator[tuple[str, Answer]]:
    coordinator, lead = site.browser("coordinator"), site.browser("lead")
    ours = f"/tasks/{site.tasks['ours']}"
    yield "sign-in", site.browser("anonymous").get("/login")
    yield "refused sign-in", site.browser("anonymous").post("/login")
    yield "my work", lead.get("/")
    for path in ("/", "/plans", "/reminders", "/account", "/help", "/accessibility", "/none"):
        yield path, coordinator.get(path)
    for page in PLAN_PAGES:
        yield page, coordinator.get(f"/plans/{SLUG}{page}")
    for page in ("", "/report", "/edit", "/removal"):
        yield page, coordinator.get(f"{ours}{page}")
    yield "refused task", coordinator.submit(f"{ours}/edit", {"name": "", "rule": "fixed"})
    yield "refused rule", coordinator.post(f"/plans/{SLUG}/reminder-rules", {"audience": "x"})
    yield "refused link", coordinator.post(f"{ours}/dependencies", {"lag_days": "x"})
    yield "refused report", lead.submit(f"{ours}/report", {"percent": "x", "forecast_on": "y"})
    opened = coordinator.get(f"{ours}/edit").form.values()
    coordinator.submit(f"{ours}/edit", {"name": "Theirs"})
    yield "stale task", coordinator.post(f"{ours}/edit", opened | {"name": "Other"})
    yield "stale report", lead.submit(f"{ours}/report", {"version": 1})


def test_what_parts_of_a_page_refer_to_is_there_once(site: Site) -> None:
    for what, answer in answers(site):
        page = answer.page
        assert page.one("html")["lang"] == "en", what
        assert page.one("title").text.endswith(" – Workplan"), what
        assert len(page.all("h1")) == len(page.all("main")) == 1, what
        assert_refers_well(what, page)


def test_a_line_of_my_work_that_is_swapped_fits_where_it_stood(site: Site) -> None:
    lead, report = site.browser("lead"), f"/tasks/{site.tasks['ours']}/report"
    form = lead.get("/").page.form(report).values()
    whole = lead.get("/").page
    for changes in ({"percent": "x"}, {"version": "1"}, {"percent": "50"}):
        page = lead.post(report, {**form, **changes}, headers=HTMX).page
        assert_refers_well(str(changes), page, whole)
        assert page.one("body").all()[0].id == whole.form(report)["hx-target"].removeprefix("#")


def assert_refers_well(what: str, page: Page, around: Page | None = None) -> None:
    """Expect every reference to lead somewhere in the page, links also in the page around it."""
    there = {element.id for element in (around or page).all()}
    ids = Counter(element.id for element in page.all() if element.id)
    assert not [name for name, count in ids.items() if count > 1], what
    for element in page.all():
        for attribute in REFERRING:
            for target in element.attributes.get(attribute, "").split():
                assert target in ids, f"{what}: nothing is called {target}"
        href = element.attributes.get("href", "")
        if href.startswith("#"):
            assert href[1:] in {*ids, *there}, f"{what}: {href} leads nowhere"
        if element.tag in ("input", "select", "textarea"):
            is_hidden = element.attributes.get("type") == "hidden"
            labels = page.all("label", for_=element.id) if element.id else []
            assert is_hidden or labels, f"{what}: {element.attributes} has no label"


def test_a_page_loads_no_library_that_draws_or_writes_files(site: Site, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "INSTANCE": str(tmp_path),
        "DATABASE_URL": site.app.config["SQLALCHEMY_DATABASE_URI"],
        "MPLCONFIGDIR": str(tmp_path),
    }
    task = f"/tasks/{site.tasks['ours']}"
    pages = [f"/plans/{SLUG}{page}" for page in PLAN_PAGES]
    pages += ["/", "/plans", "/reminders", "/account", "/help", "/accessibility", "/healthz"]
    pages += [f"{task}{page}" for page in ("", "/report", "/edit", "/removal")]
    arguments = [site.now.isoformat(), site.office.email("coordinator"), PASSWORD, *pages]
    subprocess.run([sys.executable, "-c", READ_EVERY_PAGE, *arguments], env=environment, check=True)
