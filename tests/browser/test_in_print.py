"""What comes out of the printer, and what is left without colours."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pdfplumber
import pytest
from flask import render_template_string
from playwright.sync_api import expect

from tests.browser.driving.live_site import LIVE
from workplan.vocabulary import Chip

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.driving.live_site import LiveSite
    from tests.browser.driving.windows import Windows

pytestmark = pytest.mark.browser

PAGES = (f"/plans/{LIVE}", f"/plans/{LIVE}/tasks", f"/plans/{LIVE}/burndown", "/", "/reminders")
SETTINGS = (
    *(f"/plans/{LIVE}/{page}" for page in ("baselines", "members", "registers", "coordination")),
    *(
        f"/plans/{LIVE}/settings/{page}"
        for page in (
            "agencies",
            "calendar",
            "calendars",
            "details",
            "directive",
            "lines-of-effort",
            "members",
            "objectives",
            "reminders",
            "stage",
            "start",
        )
    ),
    "/account",
    "/account/mail",
    "/agencies",
    "/directives",
)
LONE_HEADINGS = Path(__file__).with_name("lone_headings.js").read_text(encoding="utf-8")
# What is left between margins of 14 mm, in pixels.
A4, LETTER = 688, 710

SHAPES = """html => {
  const holder = document.createElement("div");
  holder.innerHTML = html;
  document.querySelector("main").append(holder);
  return [...holder.querySelectorAll(".shape path")].map(path =>
    [path.getAttribute("d"), getComputedStyle(path).fill === "none"].join());
}"""
EACH_CHIP = """{% from "_macros/status.html" import chip with context %}
{% for code in words.Chip.codes() %}{{ chip(code) }}{% endfor %}"""


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


def printed(page: Page, paper: str) -> bytes:
    return page.pdf(format=paper, prefer_css_page_size=True)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [A4, LETTER], ids=["A4", "Letter"])
def test_nothing_is_cut_off_on_paper_and_nothing_there_wants_to_be_clicked(
    windows: Windows, path: str, width: int
) -> None:
    page = windows.open("coordinator", path, viewport={"width": width, "height": 1000})
    page.emulate_media(media="print")
    for gone in (page.get_by_role("navigation"), page.locator("form"), page.get_by_role("button")):
        for number in range(gone.count()):
            expect(gone.nth(number)).to_be_hidden()
    wide = page.locator("main *").evaluate_all(
        "all => all.filter(e => !e.closest('svg') && e.checkVisibility()"
        " && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 90))"
    )
    assert wide == []
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_overview_takes_two_pages_of_either_paper(windows: Windows) -> None:
    page = windows.open("coordinator", f"/plans/{LIVE}")
    assert [pages_of(printed(page, paper)) for paper in ("A4", "Letter")] == [2, 2]


def test_every_day_of_the_burndown_is_on_the_paper_below_the_chart(windows: Windows) -> None:
    page = windows.open("coordinator", f"/plans/{LIVE}/burndown?rows=100")
    days = page.locator("tbody th").all_inner_texts()
    with pdfplumber.open(BytesIO(printed(page, "Letter"))) as pdf:
        texts = [sheet.extract_text() for sheet in pdf.pages]
    assert len(days) > 25
    assert "How to read it." in texts[0]
    assert all(any(day in text for text in texts) for day in days)
    page.emulate_media(media="print")
    expect(page.locator(".burn--wide")).to_be_visible()
    expect(page.locator(".burn--narrow")).to_be_hidden()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_every_bar_of_the_gantt_is_on_the_paper(windows: Windows, paper: str) -> None:
    page = windows.open("coordinator", f"/plans/{LIVE}/gantt")
    bars = page.locator(".slice a").count()
    pdf = printed(page, paper)
    (width, height), *_ = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert float(width) > float(height), "the paper is not turned"
    # Links keep their places in the file: each task has one at its name, and one at its bar.
    places = re.findall(rb"/Rect \[([-\d.]+) [-\d.]+ ([-\d.]+) [-\d.]+\]", pdf)
    assert len(places) >= 2 * bars
    assert all(0 < float(left) <= float(right) < float(width) for left, right in places)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "none"])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_each_page_of_the_gantt_has_the_header_and_every_row_beside_its_own_bar(
    windows: Windows, paper: str, scripts: bool
) -> None:
    """Read back from the file, page by page: a task's two links, at its name and at its bar."""
    page = windows.open("coordinator", f"/plans/{LIVE}/gantt", scripts=scripts)
    rows = page.locator(".gantt-table tbody tr").count()
    with pdfplumber.open(BytesIO(printed(page, paper))) as pdf:
        assert len(pdf.pages) >= 2
        seen = 0
        for number, sheet in enumerate(pdf.pages):
            words = sheet.extract_words()
            heads = [word for word in words if word["text"] in ("Task", "Finish")]
            links = [link for link in sheet.hyperlinks if "task=" in link["uri"]]
            if not links:
                continue
            assert {word["text"] for word in heads} == {"Task", "Finish"}, f"page {number + 1}"
            assert re.search(r"\b20\d\d\b|Q[1-4]", " ".join(w["text"] for w in words))
            names = [link for link in links if link["x0"] < heads[0]["x0"] + 150]
            bars = [link for link in links if link not in names]
            for name in names:
                own = [bar for bar in bars if bar["uri"] == name["uri"]]
                assert own
                assert all(is_beside(name, bar) and bar["x1"] <= sheet.width for bar in own)
            seen += len(names)
            assert not [w for w in words if w["text"] in ("Save", "SVG,", "Sign")]
    assert seen >= rows - page.locator(".gantt-table tbody tr.s").count()


def is_beside(name: dict[str, float], bar: dict[str, float]) -> bool:
    return abs((name["top"] + name["bottom"]) - (bar["top"] + bar["bottom"])) / 2 < 14


@pytest.mark.parametrize("path", PAGES)
def test_the_first_page_is_not_empty_and_holds_no_button(windows: Windows, path: str) -> None:
    page = windows.open("coordinator", path)
    with pdfplumber.open(BytesIO(printed(page, "Letter"))) as pdf:
        first = pdf.pages[0].extract_text()
        assert all(sheet.extract_text().strip() or sheet.images for sheet in pdf.pages)
    heading = page.get_by_role("heading", level=1).inner_text()
    assert heading.split()[0] in first
    assert len(first) > 300
    for gone in ("Sign out", "Filter", "Save this view", "Skip to"):
        assert gone not in first


def test_the_bars_of_the_gantt_stand_in_the_rows_of_its_table(windows: Windows) -> None:
    page = windows.open("coordinator", f"/plans/{LIVE}/gantt")
    middle = "all => all.map(e => e.getBoundingClientRect()).map(b => b.top + b.height / 2)"
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        rows = page.locator(".gantt-table tbody tr").evaluate_all(middle)
        bars = page.locator("td.slice a").evaluate_all(middle)
        assert len(rows) == len(bars)
        assert max(abs(row - bar) for row, bar in zip(rows, bars, strict=True)) < 7


@pytest.mark.parametrize("forced_colors", ["none", "active"])
def test_each_status_has_a_word_and_a_shape_of_its_own(
    windows: Windows, site: LiveSite, forced_colors: str
) -> None:
    page = windows.open("coordinator", f"/plans/{LIVE}/tasks")
    page.emulate_media(forced_colors=forced_colors)
    for status in page.locator(".status").all():
        assert status.inner_text().strip() in Chip.by_code().values()
        assert status.locator(".shape").bounding_box()
    with site.app.test_request_context():
        shapes = page.evaluate(SHAPES, render_template_string(EACH_CHIP))
    assert len(shapes) == len(set(shapes)) == len(Chip)


def test_a_suspense_that_will_be_missed_is_told_apart_without_colours(windows: Windows) -> None:
    page = windows.open("coordinator", f"/plans/{LIVE}/gantt")
    fill = "e => getComputedStyle(e).fill"
    for forced_colors, paper in (("none", "rgb(255, 255, 255)"), ("active", "rgb(0, 0, 0)")):
        page.emulate_media(forced_colors=forced_colors, color_scheme="dark")
        assert page.locator(".gantt-table .due:not(.missed)").first.evaluate(fill) == paper
        assert page.locator(".gantt-table .due.missed").first.evaluate(fill) != paper


def test_the_gantt_can_be_read_in_the_colours_of_the_system(windows: Windows) -> None:
    page = windows.open("coordinator", f"/plans/{LIVE}/gantt")
    page.emulate_media(forced_colors="active", color_scheme="dark")
    paper = page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
    for kind in ("rect.b", "rect.c", "path.m"):
        for bar in page.locator(f".slice a {kind}").all()[:1]:
            assert bar.evaluate("e => getComputedStyle(e).stroke") != paper
    done = page.locator(".gantt-table path.done").first
    assert done.evaluate("e => getComputedStyle(e).fill") != paper


def test_no_heading_stands_alone_where_paper_has_no_form_below_it(windows: Windows) -> None:
    page = windows.open("coordinator", "/account")
    page.emulate_media(media="print")
    lone = {}
    for path in SETTINGS:
        page.goto(path)
        if found := page.evaluate(LONE_HEADINGS):
            lone[path] = found
    assert lone == {}


def test_what_an_account_says_of_its_person_stands_on_paper_too(windows: Windows) -> None:
    page = windows.open("coordinator", "/account")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Address")).to_be_visible()
    expect(page.locator("main")).to_contain_text("You sign in as daniel.okafor@state.example")


def test_a_form_that_says_what_is_so_prints_its_values_and_not_what_could_be(
    windows: Windows, site: LiveSite
) -> None:
    task = site.task("3(c)")
    page = windows.open("coordinator", f"/tasks/{task.id}/edit")
    page.emulate_media(media="print")
    expect(page.get_by_label("Code", exact=True)).to_be_visible()
    expect(page.get_by_label("Code", exact=True)).to_have_css("border-top-width", "0px")
    expect(page.locator(".rule--signed")).to_be_visible()
    for gone in (".rule:not(.is-chosen)", ".usa-hint", "#reason", ".owner--new", ".actions"):
        for number in range(page.locator(gone).count()):
            expect(page.locator(gone).nth(number)).to_be_hidden()
    page.goto(f"/plans/{LIVE}/settings/calendar")
    expect(page.get_by_text("Mon", exact=True)).to_be_visible()
    expect(page.get_by_text("Sat", exact=True)).to_be_hidden()
