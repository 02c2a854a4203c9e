"""The close-out report says what became of each suspense, and counts it as every page does."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Suspense, Task
from support.ground.moments import washington
from support.ground.office import SLUG
from workplan.extensions import db
from workplan.papers.blocks import Bullets, Grid, Paragraph
from workplan.services.pages.closing import outcomes, papers
from workplan.services.pages.overview.portfolio import figures_of
from workplan.services.record.change import Change
from workplan.services.reporting.endings import ways_out
from workplan.services.reporting.endings.ways_out import Ended
from workplan.services.structure import plan_stages
from workplan.services.tasks.states import day_of

if TYPE_CHECKING:
    from support.ground.office import Office
    from workplan.papers.paper import Section
    from workplan.services.pages.closing.papers import Report

NOW = washington(2026, 12, 1, 12)
KEPT, LATE, MISSED = date(2026, 12, 31), date(2026, 9, 3), date(2026, 11, 2)


def worked(office: Office) -> None:
    """Let one suspense be kept, one be met late, one be missed, and end a task."""
    early = office.add("1a", 5, KEPT)
    late = office.add("1b", 5, LATE)
    office.add("1c", 5, MISSED)
    gone = office.add("1d", 5, KEPT)
    for task_id in (early, late):
        office.complete(task_id, washington(2026, 9, 10))
    version = office.task(gone).version
    ended = Ended("not_done", "The rule was repealed")
    ways_out.end(Change(office.coordinator, NOW), gone, version, ended)


def by_code(office: Office, code: str) -> int:
    plan_id = office.plan().id
    wanted = select(Task.id).where(Task.plan_id == plan_id, Task.code == code)
    return db.session.scalars(wanted).one()


def report(office: Office, most: int | None = None) -> Report:
    db.session.rollback()
    return papers.report_of(db.session(), office.plan(), NOW, most)


def section(found: Report, heading: str) -> Section:
    return next(one for one in found.paper.sections if one.heading == heading)


def rows(found: Report, heading: str) -> list[list[str]]:
    [grid] = [b for b in section(found, heading).blocks if isinstance(b, Grid)]
    return [["".join(run.text for run in cell) for cell in row] for row in grid.rows]


def lines(found: Report) -> list[str]:
    [block] = section(found, "What it came to").blocks
    assert isinstance(block, Bullets)
    firsts = [item[0] for item in block.items]
    return ["".join(r.text for r in one.runs) for one in firsts if isinstance(one, Paragraph)]


def close(office: Office, reason: str = "") -> None:
    change = Change(office.coordinator, NOW)
    plan_stages.move_to_stage(change, SLUG, "closed", reason=reason)


def test_each_suspense_is_kept_met_late_or_not_met_and_what_was_ended_is_none(
    office: Office,
) -> None:
    worked(office)
    found = outcomes.outcomes(db.session(), office.plan(), day_of(db.session(), office.plan(), NOW))
    counted = outcomes.suspenses(found)
    assert (counted.total, counted.kept, counted.late, counted.missed) == (3, 1, 1, 1)
    assert counted.latest == 4  # 4, 8, 9 and 10 September: the 7th is Labor Day.
    assert "Of 3 suspenses 1 was kept, 1 met late (by at most 4 working days), 1 not met." in lines(
        report(office)
    )


def test_what_is_worst_stands_first_and_says_by_how_much(office: Office) -> None:
    worked(office)
    found = rows(report(office), "Suspenses")
    assert [row[0] for row in found] == [
        "1c Draft part 1c",
        "1b Draft part 1b",
        "1a Draft part 1a",
        "1d Draft part 1d",
    ]
    assert found[0][-1].startswith("not met, overdue by")
    assert found[1][-1] == "done 4 working days late"
    left = [row[0] for row in rows(report(office), "Left open")]
    assert left == ["0 Keep the plan", "1c Draft part 1c"]
    assert rows(report(office), "Ended without being done") == [
        ["1d Draft part 1d", "State PM", "Not done", "The rule was repealed"]
    ]


def test_only_suspenses_of_the_directive_are_counted_as_ordered_by_it(office: Office) -> None:
    worked(office)
    rule = db.session.query(Suspense).filter_by(task_id=by_code(office, "1b")).one()
    rule.ordered_by = "directive"
    db.session.commit()
    assert any("Of 1 suspense that the directive orders" in line for line in lines(report(office)))


def test_its_counts_are_those_of_the_overview(office: Office) -> None:
    worked(office)
    counts = figures_of(db.session(), office.plan(), NOW).counts
    assert report(office).answer == (
        f"{counts.done} of {counts.total} tasks done, {counts.ended} ended without being done, "
        f"{counts.left} left open"
    )


def test_a_report_of_a_closed_plan_names_who_closed_it_and_by_which_entry(office: Office) -> None:
    worked(office)
    assert report(office).paper.kind == "Close-out report, as it would read today"
    close(office, "Nothing more is expected of the agencies.")
    closed = outcomes.closing_of(db.session(), office.plan())
    assert closed is not None
    found = report(office)
    assert found.paper.kind == "Close-out report"
    assert f"Closed on 1 Dec 2026 by {office.coordinator.name}" in found.paper.facts
    assert f"Entry {closed.seq:,} of the journal, SHA-256 {closed.hash}" in found.paper.facts
    assert closed.hash[:12] in found.paper.foot
    [why] = section(found, "Why it was closed").blocks
    assert isinstance(why, Paragraph)
    assert why.runs[0].text == "Nothing more is expected of the agencies."


def test_a_report_of_a_closed_plan_reads_the_same_a_year_later(office: Office) -> None:
    worked(office)
    close(office)
    db.session.rollback()
    later = papers.report_of(db.session(), office.plan(), washington(2027, 12, 1))
    assert later == report(office)


def test_a_table_on_a_page_has_so_many_rows_and_says_how_many_more_there_are(
    office: Office,
) -> None:
    worked(office)
    found = report(office, 2)
    assert len(rows(found, "Suspenses")) == 2
    last = section(found, "Suspenses").blocks[-1]
    assert isinstance(last, Paragraph)
    assert last.runs[0].text == "2 more stand in the files."


def test_the_end_is_compared_with_the_baseline_of_the_approval(office: Office) -> None:
    worked(office)
    close(office)
    frozen = outcomes.decisions(db.session(), office.plan()).frozen
    said = [line for line in lines(report(office)) if line.startswith("The last work")]
    assert len(said) == 1
    assert frozen is None or f"in the baseline “{frozen.name}”" in said[0]


def test_what_is_open_before_its_day_is_neither_kept_nor_missed(office: Office) -> None:
    office.add("1a", 5, KEPT)
    [said] = [line for line in lines(report(office)) if line.startswith("Of 1 suspense ")]
    assert said == "Of 1 suspense 0 were kept, 1 open before its day or claimed."
