"""A memo for one decision: what is asked, what hangs on it, and room for the answer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from support.files.wishes import TUESDAY
from support.ground.moments import washington
from support.ground.office import SLUG
from workplan.errors import NotFound
from workplan.extensions import db
from workplan.papers import pdf
from workplan.papers.blocks import Callout, Grid, Paragraph
from workplan.services.coordination.registers import registers
from workplan.services.coordination.registers.register_fields import RegisterFields
from workplan.services.pages.reports.decision_memos import memo_of
from workplan.services.record.change import Change
from workplan.services.structure.task import dependencies
from workplan.services.structure.task.dependencies import DependencyFields

if TYPE_CHECKING:
    from support.ground.office import Office
    from workplan.papers.paper import Paper, Section

LATER = TUESDAY + timedelta(hours=2)
BEGUN = washington(2026, 10, 1)


def asked(office: Office, *tasks: int, kind: str = "decision") -> int:
    """Let a decision be asked for, and return its number."""
    fields = RegisterFields(
        kind=kind,
        statement="Which sales come first?\nThree are ready.",
        agency_id=office.agencies["PM"],
        wanted_on=date(2026, 12, 4) if kind == "decision" else None,
        decider="Deputy Secretary" if kind == "decision" else "",
        touches=tasks,
    )
    return registers.add(Change(office.coordinator, BEGUN), SLUG, fields)


def memo(office: Office, number: int) -> Paper:
    found = memo_of(db.session(), office.plan(), number, LATER)
    db.session.rollback()
    return found


def section(paper: Paper, heading: str) -> Section:
    return next(one for one in paper.sections if one.heading == heading)


def codes(found: Section) -> list[str]:
    [grid] = [block for block in found.blocks if isinstance(block, Grid)]
    return [row[0][0].text.split()[0] for row in grid.rows]


def test_it_names_the_question_who_decides_and_by_when(office: Office) -> None:
    paper = memo(office, asked(office))
    assert paper.title == "Which sales come first?"
    assert paper.facts[:2] == ["For Deputy Secretary", "Wanted by 4 Dec 2026"]
    words = [b.runs[0].text for b in section(paper, "What it is about").blocks]  # type: ignore[union-attr]
    assert words[0] == "Three are ready."
    assert [one.heading for one in paper.sections][-1] == "Decision"


def test_what_hangs_on_it_and_what_waits_behind_that(office: Office) -> None:
    touched = office.add("1a", 20, date(2026, 12, 20), now=BEGUN)
    after = office.add("1b", 5, date(2027, 6, 1), now=BEGUN)
    office.add("1c", 5, now=BEGUN)
    dependencies.add(Change(office.coordinator, BEGUN), after, DependencyFields(touched))
    paper = memo(office, asked(office, touched))
    assert codes(section(paper, "What hangs on it")) == ["1a"]
    assert codes(section(paper, "What waits behind it")) == ["1b"]
    [grid] = [b for b in section(paper, "What hangs on it").blocks if isinstance(b, Grid)]
    assert grid.rows[0][-1][0].text.endswith(" %")


def test_a_decision_that_was_made_says_what_it_was(office: Office) -> None:
    number = asked(office)
    registers.close(Change(office.coordinator, BEGUN), SLUG, number, 1, "The first two.")
    [told] = section(memo(office, number), "Decision").blocks
    assert isinstance(told, Callout)
    assert told.heading == "Decided, 1 Oct 2026"
    assert told.blocks == (Paragraph(told.blocks[0].runs),)  # type: ignore[union-attr]


def test_only_a_decision_has_a_memo(office: Office) -> None:
    number = asked(office, kind="risk")
    for one in (number, 99):
        with pytest.raises(NotFound, match=f"asks for no decision {one}"):
            memo(office, one)


def test_it_is_one_page_of_paper(office: Office) -> None:
    assert pdf.written(memo(office, asked(office))).startswith(b"%PDF")
