"""What a plan's pages and files count."""

from __future__ import annotations

import csv
import re
from io import BytesIO, StringIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from openpyxl import load_workbook

from support.ground.office import SLUG
from support.web.listed import codes_of

if TYPE_CHECKING:
    from support.ground.site import Site

HOME = f"/plans/{SLUG}"
NUMBERS = re.compile(r"\d[\d,]*")
SERVING = [re.compile(pattern) for pattern in (r"^(\d+) \d+ done", r"(\d+) done", r"(\d+) late")]


def table(site: Site, path: str, who: str = "viewer") -> list[dict[str, str]]:
    """Return the rows of a CSV by heading."""
    text = site.browser(who).get(path).data.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def numbers(text: str) -> list[int]:
    return [int(found.replace(",", "")) for found in NUMBERS.findall(text)]


def codes(site: Site, query: str) -> set[str]:
    """Return the codes of every page of a filtered list."""
    page = site.browser("viewer").get(f"{HOME}/tasks?{query}").page
    return set(codes_of(page))


def of_objectives(site: Site) -> dict[str, tuple[int, int, int]]:
    """Return tasks, done and late of each objective, which the overview and its own page say."""
    reader = site.browser("coordinator")
    section = reader.get(HOME).page.section("ob-title")
    glance, listed = {}, {}
    for row in section.all("tr")[1:]:
        _, done, late = (cell.text for cell in row.all("td"))
        found = numbers(done) or [0, 0]
        drawn = [numbers(bar.attributes["aria-label"]) for bar in row.all("svg", class_="stack")]
        assert [sum(parts) for parts in drawn] == [found[1]] * (found[1] > 0)
        glance[row.all("th")[0].text.split()[0]] = (found[1], found[0], *numbers(late))
    for row in reader.get(f"{HOME}/settings/objectives").page.all("table")[0].all("tr")[1:]:
        code, said = (cell.text for cell in row.all("td")[:2])
        found = [figure.search(said) for figure in SERVING]
        tasks, done, late = (int(one[1]) if one else 0 for one in found)
        listed[code] = (tasks, done, late)
    assert glance == listed
    return listed


def files_of(site: Site) -> tuple[dict[str, int], set[str]]:
    """Return the percent of each task in the exported CSV, which the workbook has too."""
    rows = table(site, f"{HOME}/export.csv")
    book = load_workbook(BytesIO(site.browser("viewer").get(f"{HOME}/export.xlsx").data))
    heading, *cells = book.worksheets[0].iter_rows(values_only=True)
    sheet = [dict(zip(heading, row, strict=True)) for row in cells if row[0] is not None]
    percents = {row["Code"]: int(row["% complete"]) for row in rows}
    # A code that would be a formula is kept from it by an apostrophe; ours are plain.
    assert {str(row["Code"]): row["% complete"] for row in sheet} == percents
    return percents, {row["Code"] for row in rows if row["Actual finish"]}


def xml_of(site: Site) -> tuple[dict[str, int], set[str]]:
    """Return the percent of each task in the Project XML, and those that are finished there."""
    root = ET.fromstring(site.browser("viewer").get(f"{HOME}/export.mspdi").data)  # noqa: S314  # ours
    space = {"p": "http://schemas.microsoft.com/project"}
    percents, finished = {}, set()
    for task in root.iterfind(".//p:Tasks/p:Task", space):
        code = task.findtext("p:WBS", "", space)
        percents[code] = int(task.findtext("p:PercentComplete", "0", space))
        if task.find("p:ActualFinish", space) is not None:
            finished.add(code)
    return percents, finished
