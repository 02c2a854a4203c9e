"""The Gantt chart on paper, from its page: every paper, the summary, and what is none of them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pdfplumber
import pytest

from support.ground.office import SLUG

if TYPE_CHECKING:
    from support.ground.site import Site

GANTT = f"/plans/{SLUG}/gantt"


def test_each_paper_of_the_menu_is_a_pdf_that_names_the_plan_its_finding_and_its_baseline(
    site: Site,
) -> None:
    viewer = site.browser("viewer")
    links = [a["href"] for a in viewer.get(GANTT).page.all("a") if ".pdf" in a["href"]]
    assert len(links) == 5
    sizes = set()
    for link in links:
        with pdfplumber.open(BytesIO(viewer.get(link).data)) as pdf:
            text = pdf.pages[0].extract_text()
            sizes.add((pdf.pages[0].width, pdf.pages[0].height))
            assert "Gantt chart as computed" in text
            assert "open tasks will end after their suspense; the plan ends" in text
            assert "Page 1 of" in text
            assert ("lines of effort only" in text) is ("summary" in link)
    assert sizes == {(792, 612), (842, 595), (1224, 792), (1191, 842)}


@pytest.mark.parametrize(
    ("query", "said"),
    [("paper=legal", "Use letter or a4 or tabloid or a3."), ("variant=short", "Use summary")],
)
def test_what_is_no_paper_or_variant_is_answered_with_the_way_out(
    site: Site, query: str, said: str
) -> None:
    answer = site.browser("viewer").get(f"{GANTT}.pdf?{query}")
    assert answer.status_code == 422
    assert said in answer.page.one(class_="facts-line").text
