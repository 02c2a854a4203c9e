"""Whatever people type is shown as the text that it is, on every page, chart and file."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import update

from models import (
    Agency,
    Directive,
    Initiative,
    Objective,
    Plan,
    Reminder,
    Suspense,
    Task,
    User,
)
from support.ground.office import SLUG
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.structure.baseline import baselines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.ground.site import Site
    from support.web.page import Page

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(1)>'
FORMULA = r"$x^2$ & \frac{1}{2} {{ 7 * 7 }}"
LONG = "Donaudampfschifffahrtsgesellschaft" * 5
EMOJI = "🚀 👩‍👩‍👧 done"
RIGHT_TO_LEFT = "שלום عالم 安全 \u202eabc"
TEXTS = (SCRIPT, IMAGE, FORMULA, LONG, EMOJI, RIGHT_TO_LEFT)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def told(site: Site) -> Site:
    """The site with those texts wherever a text can stand."""
    with site.inside() as office:
        for number, text in enumerate(TEXTS):
            office.add(f"n{number}", 5, site.day(number), name=text, description=text, now=site.now)
        office.change(site.tasks["ours"], site.now, name=f"Ours {SCRIPT}", description=IMAGE)
        office.change(site.tasks["theirs"], site.now, name=f"Theirs {IMAGE}")
        office.report(site.tasks["ours"], site.now, percent=50, done=SCRIPT, next_steps=IMAGE)
        baselines.freeze(Change(office.coordinator, site.now), SLUG, f"Baseline {SCRIPT}")
        with writing() as session:
            for column in (
                Agency.label,
                Directive.citation,
                Initiative.title,
                Objective.statement,
                Plan.title,
                Plan.marking,
                Plan.note,
                Reminder.last_reply,
                Suspense.note,
                Task.source_note,
                User.name,
            ):
                table = column.class_
                before = session.query(table.id, column).all()
                for row_id, text in before:
                    wanted = f"{SCRIPT}{IMAGE}"[: 40 if table is Agency else 200]
                    if table is Directive:
                        wanted = f"{row_id} {wanted}"
                    assert text != wanted
                    session.execute(
                        update(table).where(table.id == row_id).values({column.key: wanted})
                    )
    return site


def pages(site: Site) -> Iterator[tuple[str, Page]]:
    """Yield every page, as the person who sees most of it."""
    coordinator, lead = site.browser("coordinator"), site.browser("lead")
    ours = f"/tasks/{site.tasks['ours']}"
    plan = f"/plans/{SLUG}"
    for path in (plan, f"{plan}/tasks", f"{plan}/gantt", f"{plan}/burndown", f"{plan}/tasks/new"):
        yield path, coordinator.get(path).page
    for path in (ours, f"{ours}/report", f"{ours}/edit", f"{ours}/removal"):
        yield path, coordinator.get(path).page
    for path in ("/plans", "/reminders", "/account", "/"):
        yield path, coordinator.get(path).page
    yield "my work", lead.get("/").page
    yield "not found", coordinator.get(f"/plans/{SCRIPT}{IMAGE}".replace("/s", "%2Fs")).page
    yield "no such scale", coordinator.get(f"{plan}/gantt", query_string={"scale": SCRIPT}).page
    yield "no such day", coordinator.get(f"{plan}/burndown", query_string={"as_of": IMAGE}).page
    yield "searched", coordinator.get(f"{plan}/tasks", query_string={"text": IMAGE}).page
    looped = {"predecessor": site.tasks["ours"], "type": "FS", "lag_days": IMAGE}
    theirs = f"/tasks/{site.tasks['theirs']}/dependencies"
    yield "no lag", coordinator.post(theirs, looped).page
    yield "a loop", coordinator.post(theirs, {**looped, "lag_days": 0}).page
    stale = {"version": 1, "status": "on_track", "percent": 60, "done": IMAGE}
    yield "stale report", coordinator.post(f"{ours}/report", stale).page
    yield "wrong report", coordinator.post(f"{ours}/report", {**stale, "status": SCRIPT}).page
    old = {**coordinator.get(f"{ours}/edit").form.values(), "version": 1, "name": IMAGE}
    yield "stale task", coordinator.post(f"{ours}/edit", old).page


def test_no_text_becomes_markup_on_any_page(told: Site) -> None:
    shown = set()
    for path, page in pages(told):
        for element in page.all():
            assert element.tag != "script" or element.attributes["src"].startswith("/static/"), path
            assert element.attributes.get("src") != "x", path
            assert not [name for name in element.attributes if name.startswith("on")], path
        shown |= {text for text in (SCRIPT, IMAGE) if text in page.text}
        assert page.root.raw_text.count("&lt;") == 0, f"{path} escapes twice"
    assert shown == {SCRIPT, IMAGE}


@pytest.mark.parametrize("page", ["tasks", "gantt"])
def test_every_text_is_shown_as_it_was_typed(told: Site, page: str) -> None:
    shown = told.browser("viewer").get(f"/plans/{SLUG}/{page}").page
    links = [link.text for link in shown.all("a")]
    for number, text in enumerate(TEXTS):
        assert f"n{number} {text}" in links


def test_notes_and_reasons_are_shown_as_they_were_typed(told: Site) -> None:
    coordinator, path = told.browser("coordinator"), f"/tasks/{told.tasks['theirs']}"
    for number, text in enumerate(TEXTS):
        changes = {"reason": text, "description": f"{number}\n{text}\n\n{text}"}
        assert coordinator.submit(f"{path}/edit", changes).status_code == 302
        report = {"done": text, "next_steps": text, "help_needed": text, "percent": number}
        assert coordinator.submit(f"{path}/report", report).status_code == 302
    page = coordinator.get(path).page
    changes_shown = coordinator.get(f"{path}?stream=changes").page.section("history")
    edit = coordinator.get(f"{path}/edit").form.values()
    assert edit["description"] == f"5\n{RIGHT_TO_LEFT}\n\n{RIGHT_TO_LEFT}"
    for text in TEXTS:
        assert f"Done: {text}" in page.text
        assert f"Help needed: {text}" in page.text
        assert f"“{text}”" in changes_shown.text


def test_every_file_shows_the_texts_and_none_runs(told: Site) -> None:
    viewer = told.browser("viewer")
    for name in ("gantt", "burndown"):
        svg = ET.fromstring(viewer.get(f"/plans/{SLUG}/{name}.svg").data)  # noqa: S314  # our own
        assert not list(svg.iter(f"{SVG}script"))
        assert not [e for e in svg.iter() if any(key.startswith("on") for key in e.attrib)]
        words = " ".join("".join(text.itertext()) for text in svg.iter(f"{SVG}text"))
        assert SCRIPT in words
        for kind, magic in (("png", b"\x89PNG\r\n"), ("pdf", b"%PDF-1.")):
            answer = viewer.get(f"/plans/{SLUG}/{name}.{kind}")
            assert answer.status_code == 200
            assert answer.data.startswith(magic)
    words = viewer.get(f"/plans/{SLUG}/gantt.svg").text
    for text in (FORMULA.replace("&", "&amp;"), EMOJI, RIGHT_TO_LEFT, LONG[:40]):
        assert text in words


def test_a_baseline_and_a_plan_keep_their_names(told: Site) -> None:
    page = told.browser("viewer").get(f"/plans/{SLUG}/burndown").page
    assert f"“Baseline {SCRIPT}”" in page.text
    assert page.all("p", class_="marking")[0].text == f"{SCRIPT}{IMAGE}"
