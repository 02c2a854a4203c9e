"""A report says what every page says: the answer, what is late, who reported, and what moved."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from support.files.wishes import TUESDAY
from support.ground.moments import washington
from support.ground.office import SLUG
from support.record.cycling import by, closes, opens, with_only
from workplan.extensions import db
from workplan.papers import pdf
from workplan.papers.blocks import Beside, Block, Callout, Figure, Grid, Paragraph
from workplan.services.coordination.registers import registers
from workplan.services.coordination.registers.register_fields import RegisterFields
from workplan.services.pages.overview.portfolio import figures_of
from workplan.services.pages.reports import drawings
from workplan.services.pages.reports.reports import report_of
from workplan.services.structure import plan_stages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from support.ground.office import Office
    from workplan.papers.paper import Paper

LATER = TUESDAY + timedelta(hours=2)


@pytest.fixture
def led(office: Office) -> dict[str, int]:
    """A joint task that will miss its suspense, one of State PM, and one that is done."""
    begun = washington(2026, 10, 1)
    made = {
        "1a": office.add("1a", 90, date(2026, 12, 10), leads=("PM", "DSCA"), now=begun),
        "1b": office.add("1b", 90, now=begun),
        "1c": office.add("1c", 5, now=begun),
    }
    with_only(office, *made.values())
    office.complete(made["1c"], begun + timedelta(days=1))
    return made


def report(office: Office, now: object = LATER, *, on_paper: bool = False) -> Paper:
    paper = report_of(db.session(), office.plan(), now, on_paper=on_paper)  # type: ignore[arg-type]
    db.session.rollback()
    return paper


def every(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, those inside others too."""
    for block in blocks:
        yield block
        if isinstance(block, Callout):
            yield from every(block.blocks)
        if isinstance(block, Beside):
            for _, inner in block.parts:
                yield from every(inner)


def texts(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield "".join(run.text for run in block.runs)
    if isinstance(block, Grid):
        for row in block.rows:
            yield " | ".join("".join(run.text for run in cell) for cell in row)


def said(paper: Paper, heading: str | None = None) -> str:
    """All words of a section, or of the report."""
    found = [s for s in paper.sections if heading in (None, s.heading)]
    return "\n".join(t for s in found for b in every(s.blocks) for t in texts(b))


def test_its_title_is_the_answer_of_every_page(office: Office, led: dict[str, int]) -> None:
    assert led
    answer = figures_of(db.session(), office.plan(), LATER).answer
    assert report(office).title == answer
    assert "working days after the last suspense" in answer


def test_it_counts_as_every_page_does_and_says_how_many_reported(
    office: Office, led: dict[str, int]
) -> None:
    opens(office)
    office.report(led["1b"], TUESDAY + timedelta(hours=1), percent=10)
    in_short = said(report(office), "In short")
    assert "1 of 3 tasks is done; 1 computed to miss." in in_short
    assert "1 of 2 open tasks reported for November 2026." in in_short
    assert "State PM | 1 of 2 | 1a | Lena Ivanova" in said(report(office), "Who has reported")


def test_a_late_task_stands_with_by_how_much_and_who_acts_next(
    office: Office, led: dict[str, int]
) -> None:
    assert led
    late = said(report(office), "Late, or about to be")
    assert late.startswith("1a Draft part 1a | State PM + DSCA | 10 Dec 2026 | ")
    assert "will miss by" in late
    assert "working days" not in late


def test_a_decision_is_asked_for_at_the_top(office: Office, led: dict[str, int]) -> None:
    assert not [b for b in every(report(office).sections[0].blocks) if isinstance(b, Callout)]
    fields = RegisterFields(
        *("decision", "Who tells the partner?", office.agencies["PM"], "The Secretary"),
        *(date(2026, 12, 4), (led["1a"],)),
    )
    registers.add(by(office), SLUG, fields)
    [callout] = [b for b in report(office).sections[0].blocks if isinstance(b, Callout)]
    assert callout.heading == "One decision is asked for"
    assert "Who tells the partner? | The Secretary | 4 Dec 2026" in said(report(office), "In short")


def test_what_moved_since_the_last_cycle_stands_with_its_cause(
    office: Office, led: dict[str, int]
) -> None:
    assert "No cycle was closed before" in said(report(office))
    opens(office)
    closes(office, LATER, "The catalog holds the dates.")
    opens(office, now=LATER + timedelta(hours=1))
    office.report(
        led["1b"],
        LATER + timedelta(days=1),
        percent=10,
        actual_start_on=date(2026, 10, 1),
        forecast_on=date(2027, 6, 1),
    )
    now = LATER + timedelta(days=1, hours=1)
    moved = said(report(office, now), "Why dates moved")
    assert "1b Draft part 1b" in moved
    assert "Reports that put it off" in moved


def test_between_cycles_it_tells_of_the_last_with_its_words(
    office: Office, led: dict[str, int]
) -> None:
    assert led
    assert "report of the cycle" not in report(office).kind
    opens(office)
    closes(office, LATER, "The catalog holds the dates.")
    paper = report(office)
    assert paper.kind.endswith("report of the cycle “November 2026”")
    assert "The catalog holds the dates." in said(paper, "In short")


def test_what_an_agency_needs_and_what_was_not_asked_for_is_told_and_left_out(
    office: Office, led: dict[str, int]
) -> None:
    headings = [s.heading for s in report(office).sections]
    assert "Help that agencies need" not in headings
    assert "Later suspenses" not in headings
    office.report(led["1a"], TUESDAY, percent=10, help_needed="Clear the draft this week.")
    assert "State PM + DSCA | 1a Draft part 1a | Clear the draft this week." in said(
        report(office), "Help that agencies need"
    )


def test_a_plan_of_nothing_and_a_closed_one_have_a_report_too(office: Office) -> None:
    with_only(office)
    assert report(office).title == "Nothing is scheduled yet"
    plan_stages.move_to_stage(by(office), SLUG, "closed")
    assert report(office).title.startswith("Closed with")


def test_the_burndown_is_drawn_for_a_page_and_for_paper_and_not_before_anything_happened(
    office: Office, led: dict[str, int]
) -> None:
    assert led
    plan, session = office.plan(), db.session()
    counts = figures_of(session, plan, LATER).counts
    page, paper = (
        drawings.burndown(session, plan, LATER.date(), counts, on_paper=on_paper)
        for on_paper in (False, True)
    )
    assert page is not None
    assert paper is not None
    assert page.alt == paper.alt
    assert page.svg != paper.svg
    before = drawings.burndown(session, plan, date(2026, 1, 1), counts, on_paper=False)
    assert before is None


def test_as_a_document_it_is_tagged_its_drawings_say_what_they_show_and_one_page_holds_the_first(
    office: Office, led: dict[str, int]
) -> None:
    assert led
    opens(office)
    paper = report(office, on_paper=True)
    drawn = [b for s in paper.sections for b in every(s.blocks) if isinstance(b, Figure)]
    assert all(one.alt and one.svg.lstrip().startswith(("<?xml", "<svg")) for one in drawn)
    content = pdf.written(paper)
    reader = PdfReader(BytesIO(content))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert b"/Alt" in content or "/Alt" in str(root["/StructTreeRoot"])
    first, second = (reader.pages[n].extract_text() for n in (0, 1))
    assert "Moved" in first
    assert "Who has reported" in second
