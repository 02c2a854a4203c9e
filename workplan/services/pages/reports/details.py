"""What stands behind the first page of a report: by agency, objective, and why dates moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from models import Claim, StatusReport, Task
from workplan.papers.blocks import Block, Bullets, Paragraph, Run
from workplan.papers.paper import Section, day_said, table_of
from workplan.services.coordination.tasking import extension_lists
from workplan.services.pages.comments import comment_lists
from workplan.services.pages.lists import register_lists
from workplan.services.pages.lists.register_lists import RegisterFilter
from workplan.services.pages.reports.first_page import Material, signed
from workplan.services.pages.reports.outlook import outlook
from workplan.services.record import journal
from workplan.services.record.read_models import read
from workplan.services.record.words.sentences import count
from workplan.services.tasks import states
from workplan.services.tasks.owners import NOBODY, owners_of
from workplan.vocabulary import Answered, ClaimState, ExtensionState, RegisterKind

MOST = 60
"""How many rows a table of the report has; the lists of the plan have all."""


def sections(m: Material, now: datetime) -> Iterable[Section]:
    """Yield the sections behind the first page; what is empty is left out."""
    found = [
        ("Who has reported", _reported(m)),
        ("Why dates moved", _moved(m)),
        ("How it goes on", outlook(m, now)),
        ("Later suspenses", _extensions(m)),
        ("Claims that were returned", _returned(m)),
        ("Help that agencies need", _help(m)),
        ("Risks, issues and decisions", _registers(m)),
        ("By objective", _objectives(m)),
        ("Comments from outside", _comments(m, now)),
    ]
    told = [(heading, blocks) for heading, made in found if (blocks := tuple(made))]
    for place, (heading, blocks) in enumerate(told):
        yield Section(heading, blocks, begins_page=place == 0)
    yield Section("The record", (_record(m),))


def _reported(m: Material) -> Iterable[Block]:
    if m.answers is None:
        return
    lines = [one for one in m.answers.agencies if one.cells]
    heads = (("Agency", 3), ("Reported", 2), ("Not reported", 5), ("Under whose names", 5))
    rows = (
        (
            line.label,
            f"{line.reported} of {len(line.cells)}",
            ", ".join(cell.code for cell in line.cells[:MOST] if cell.is_missed) or "–",
            ", ".join(sorted({who for cell in line.cells for who in cell.owed_by})),
        )
        for line in lines
    )
    if lines:
        yield table_of(heads, rows)
    if any(c.answered == Answered.ON_BEHALF for line in lines for c in line.cells):
        yield Paragraph((Run("What the coordinator reported on behalf counts as reported."),))


def _moved(m: Material) -> Iterable[Block]:
    if m.since is None or not m.since.tasks:
        return
    heads = (("Task", 6), ("Was", 3), ("Is", 3), ("Days", 2), ("What moved it", 7))
    kinds = {"new": "new", "ended": "done or ended", "split": "split", "left": "removed"}
    rows = (
        (
            f"{one.task.code} {one.task.name}",
            day_said(one.before.finish_on if one.before else None),
            day_said(one.task.finish_on if one.kind != "left" else None),
            kinds.get(one.kind, signed(one.days)),
            "\n".join(
                f"{cause.title} ({signed(cause.days)})"
                for cause in (one.move.causes if one.move else ())
            ),
        )
        for one in m.since.tasks[:MOST]
    )
    yield table_of(heads, rows)


def _extensions(m: Material) -> Iterable[Block]:
    found = extension_lists.of_plan(m.session, m.plan.id, "", 1)
    if not found.shown:
        return
    heads = (("Task", 6), ("Lead", 3), ("Was due", 3), ("Asked for", 3), ("What became of it", 5))
    rows = (
        (
            f"{told.request.code} {told.request.name}",
            told.leads,
            day_said(told.request.due_on),
            day_said(told.request.wanted_on),
            ExtensionState.said(told.request.state)
            + (f", {day_said(told.request.agreed_on)}" if told.request.agreed_on else ""),
        )
        for told in found.shown
    )
    yield table_of(heads, rows)


class _Returned(NamedTuple):
    task_id: int
    code: str
    name: str
    decided_at: datetime | None
    words: str


def _returned(m: Material) -> Iterable[Block]:
    wanted = (
        select(Claim.task_id, Task.code, Task.name, Claim.decided_at, Claim.words)
        .join(Task, Task.id == Claim.task_id)
        .where(
            Claim.plan_id == m.plan.id,
            Claim.state == ClaimState.RETURNED,
            Claim.decided_at.is_not(None),
            states.is_open(),
        )
        .order_by(Claim.id.desc())
        .limit(MOST)
    )
    rows = read(_Returned, m.session.execute(wanted))
    owners = owners_of(m.session, [row.task_id for row in rows])
    if not rows:
        return
    heads = (("Task", 6), ("Lead", 3), ("Why it was returned", 8))
    cells = (
        (f"{row.code} {row.name}", owners.get(row.task_id, NOBODY).led_by, row.words)
        for row in rows
    )
    yield table_of(heads, cells)


class _Help(NamedTuple):
    task_id: int
    code: str
    name: str
    help_needed: str


def _help(m: Material) -> Iterable[Block]:
    """Yield, by agency, what the last report on each open task asks for."""
    last = select(StatusReport.id).where(StatusReport.task_id == Task.id)
    last = last.order_by(StatusReport.id.desc()).limit(1).correlate(Task)
    wanted = (
        select(Task.id.label("task_id"), Task.code, Task.name, StatusReport.help_needed)
        .join(StatusReport, StatusReport.task_id == Task.id)
        .where(
            *(Task.plan_id == m.plan.id, states.counts_itself(), Task.is_open),
            StatusReport.id == last.scalar_subquery(),
            StatusReport.help_needed != "",
        )
        .order_by(Task.position)
        .limit(MOST)
    )
    rows = read(_Help, m.session.execute(wanted))
    owners = owners_of(m.session, [row.task_id for row in rows])
    if not rows:
        return
    by_lead = defaultdict[str, list[_Help]](list)
    for row in rows:
        by_lead[owners.get(row.task_id, NOBODY).led_by].append(row)
    heads = (("Agency", 3), ("Task", 5), ("Help needed", 8))
    yield table_of(
        heads,
        (
            (lead, f"{row.code} {row.name}", row.help_needed)
            for lead, asked in sorted(by_lead.items())
            for row in asked
        ),
    )


def _registers(m: Material) -> Iterable[Block]:
    rows = [one.row for one in register_lists.all_of(m.session, m.plan.id, RegisterFilter())]
    heads = (("Entry", 3), ("What", 8), ("Owner", 3), ("By", 3))
    if rows:
        yield table_of(
            heads,
            (
                (
                    f"{RegisterKind.said(row.kind)} {row.number}",
                    row.statement,
                    row.decider or row.agency,
                    day_said(row.wanted_on),
                )
                for row in rows[:MOST]
            ),
        )


def _objectives(m: Material) -> Iterable[Block]:
    if m.glance.objectives:
        heads = (("Objective", 9), ("Tasks", 2), ("Done", 2), ("Late", 2))
        rows = (
            (one.name, f"{one.tasks:,}" if one.tasks else "none: a gap", *_two(one.done, one.late))
            for one in m.glance.objectives
        )
        yield table_of(heads, rows)


def _two(done: int, late: int) -> tuple[str, str]:
    return f"{done:,}", f"{late:,}"


def _comments(m: Material, now: datetime) -> Iterable[Block]:
    figures = comment_lists.figures_of(m.session, m.plan, now)
    if figures.letters:
        said = filter(
            None,
            (
                f"{count(figures.letters, 'comment')} came",
                comment_lists.disposed(figures),
                comment_lists.waiting_words(figures),
            ),
        )
        yield Paragraph((Run("; ".join(said) + "."),))


def _record(m: Material) -> Block:
    seq, head = journal.head(m.session)
    lines = [
        f"Every figure is computed from the journal of the plan, up to entry {seq:,}.",
        f"SHA-256 of that entry: {head}",
        "With both anybody can show later that nothing before it was altered.",
    ]
    return Bullets(None, tuple((Paragraph((Run(line),)),) for line in lines))
