"""The close-out report of a plan: what it came to, for whoever asks in ten years."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple, TypeAlias

from sqlalchemy.orm import Session

from models import Directive, JournalEntry, Plan
from workplan.clock import civil_date
from workplan.papers.blocks import Block, Bullets, Paragraph, Run
from workplan.papers.paper import Paper, Section, day_said, table_of
from workplan.scheduling.explain import day_words
from workplan.services.pages.closing import outcomes
from workplan.services.pages.closing.outcomes import Decisions, Outcome
from workplan.services.pages.comments import comment_lists
from workplan.services.pages.lists import plan_lineage
from workplan.services.pages.lists.objective_lists import objectives
from workplan.services.pages.overview.overviews import agencies_of
from workplan.services.record import journal
from workplan.services.record.words.sentences import count
from workplan.services.tasks.plan_counts import Counts, counts_of
from workplan.services.tasks.states import day_of
from workplan.vocabulary import OrderedBy

KIND, SO_FAR = "Close-out report", "Close-out report, as it would read today"
ON_A_PAGE = 100
"""How many rows a table on a screen has; the files have all."""
Heads: TypeAlias = tuple[tuple[str, int], ...]
DATED: Heads = (
    *(("Task", 8), ("Lead", 3), ("Suspense", 3), ("Ordered by", 4)),
    *(("Finished", 3), ("What became of it", 4)),
)
ENDED: Heads = (("Task", 6), ("Lead", 3), ("How", 3), ("Why", 7))
LEFT: Heads = (("Task", 9), ("Lead", 3), ("Suspense", 3))


class Report(NamedTuple):
    """A close-out report: what the plan came to in one sentence, and all of it."""

    answer: str
    paper: Paper


def report_of(session: Session, plan: Plan, now: datetime, most: int | None = None) -> Report:
    """Return the close-out report of a plan; of an open one, what it would say today.

    It takes as many selects for any number of tasks. A closed plan takes no more changes, so that
    its report stays as it is.

    Args:
        most: how many rows a table has; None for all.
    """
    day = day_of(session, plan, now)
    closed = outcomes.closing_of(session, plan)
    counts = counts_of(session, {plan.id: day})[plan.id]
    found = outcomes.outcomes(session, plan, day)
    sections = [
        Section("What it came to", (_in_short(session, plan, now, counts, found),)),
        *_why(closed),
        Section("By lead agency", (_agencies(session, plan, now),)),
        *_objectives(session, plan, now),
        *_tables(found, most),
    ]
    paper = Paper(
        title=plan.title,
        kind=KIND if closed else SO_FAR,
        facts=[*_facts(session, plan, closed), *([] if closed else [_today(plan, now)])],
        sections=sections,
        marking=plan.marking or "",
        foot=_source(closed) if closed else journal.source_line(session),
    )
    return Report(_tasks_said(counts), paper)


def _facts(session: Session, plan: Plan, closed: JournalEntry | None) -> Iterable[str]:
    directive = session.get(Directive, plan.directive_id) if plan.directive_id else None
    if directive is not None:
        yield f"Carried out {directive.citation}, signed on {day_words(directive.signed_on)}"
    if (successor := plan_lineage.successor_of(session, plan)) is not None:
        yield f"Superseded by {successor.citation}, {successor.title}"
    if closed is not None:
        yield f"Closed on {day_words(closed.on_day)} by {closed.actor_name}"
        yield f"Entry {closed.seq:,} of the journal, SHA-256 {closed.hash}"


def _today(plan: Plan, now: datetime) -> str:
    return f"The plan is not closed; as it stands on {day_words(civil_date(now, plan.time_zone))}"


def _source(closed: JournalEntry) -> str:
    return f"Source: Workplan journal, up to entry {closed.seq:,}, head {closed.hash[:12]}"


def _in_short(
    session: Session, plan: Plan, now: datetime, counts: Counts, found: Sequence[Outcome]
) -> Block:
    decided = outcomes.decisions(session, plan)
    lines = [
        f"{_tasks_said(counts)}.",
        *_suspenses_said(found),
        *_end_said(counts, decided),
        *_decided_said(decided),
        *_comments_said(session, plan, now),
    ]
    return Bullets(None, tuple((Paragraph((Run(line),)),) for line in lines))


def _tasks_said(counts: Counts) -> str:
    ended = f", {counts.ended:,} ended without being done" if counts.ended else ""
    claimed = f", {counts.claimed:,} claimed and not accepted" if counts.claimed else ""
    return f"{counts.done:,} of {count(counts.total, 'task')} done{ended}{claimed}, " + (
        f"{counts.left:,} left open" if counts.left else "none left open"
    )


def _suspenses_said(found: Sequence[Outcome]) -> Iterable[str]:
    for directed in (False, True):
        s = outcomes.suspenses(found, directed=directed)
        if not s.total:
            continue
        late = f", {s.late:,} met late (by at most {count(s.latest, 'working day')})"
        missed = f", {s.missed:,} not met"
        pending = f", {s.pending:,} open before its day or claimed"
        which = " that the directive orders" if directed else ""
        yield (
            f"Of {count(s.total, 'suspense')}{which} {_were(s.kept)} kept"
            f"{late if s.late else ''}{missed if s.missed else ''}{pending if s.pending else ''}."
        )


def _were(number: int) -> str:
    return f"{number:,} {'was' if number == 1 else 'were'}"


def _end_said(counts: Counts, decided: Decisions) -> Iterable[str]:
    if counts.finish_on is None:
        return
    said = f"The last work ended on {day_words(counts.finish_on)}"
    if counts.left:
        said = f"The last work would end on {day_words(counts.finish_on)}"
    if decided.frozen is not None:
        days, name = decided.end_days, decided.frozen.name
        way = "later than" if days > 0 else "earlier than"
        said += f", {count(abs(days), 'working day')} {way}" if days else ", as"
        said += f" in the baseline “{name}” of {day_words(decided.frozen.frozen_on)}"
    yield f"{said}."


def _decided_said(decided: Decisions) -> Iterable[str]:
    if decided.accepted or decided.declined:
        asked = count(decided.accepted + decided.declined, "change request")
        yield f"{asked} decided: {decided.accepted:,} accepted, {decided.declined:,} declined."
    if decided.extended:
        yield f"{count(decided.extended, 'later suspense')} agreed to."


def _comments_said(session: Session, plan: Plan, now: datetime) -> Iterable[str]:
    figures = comment_lists.figures_of(session, plan, now)
    if figures.letters:
        settled = comment_lists.disposed(figures)
        came = f"{count(figures.letters, 'comment')} from outside"
        waiting = comment_lists.waiting_words(figures)
        yield "; ".join(filter(None, (came, settled, waiting))) + "."


def _why(closed: JournalEntry | None) -> Iterable[Section]:
    if closed is not None and closed.reason:
        yield Section("Why it was closed", (Paragraph((Run(closed.reason),)),))


def _agencies(session: Session, plan: Plan, now: datetime) -> Block:
    heads = (("Agency", 5), ("Leads", 2), ("Done", 2), ("Ended otherwise", 3), ("Left open", 2))
    rows = (
        (
            row.label,
            *(f"{number:,}" for number in (row.total, row.done, row.ended, row.left)),
        )
        for row in agencies_of(session, day_of(session, plan, now))
    )
    return table_of(heads, rows)


def _objectives(session: Session, plan: Plan, now: datetime) -> Iterable[Section]:
    rows = [
        row for row in objectives(session, plan, day_of(session, plan, now)) if not row.is_retired
    ]
    if rows:
        heads = (("Objective", 9), ("Tasks", 2), ("Done", 2))
        cells = ((row.name, f"{row.tasks:,}", f"{row.done:,}") for row in rows)
        yield Section("By objective", (table_of(heads, cells),))


def _tables(found: Sequence[Outcome], most: int | None) -> Iterable[Section]:
    """Yield the tables of tasks: those with a suspense, those ended otherwise, those left open."""
    kinds: tuple[tuple[str, list[Outcome], Heads, Callable[[Outcome], tuple[str, ...]]], ...] = (
        ("Suspenses", _worst_first(one for one in found if one.due_on), DATED, _dated),
        ("Ended without being done", [one for one in found if one.is_ended], ENDED, _ended),
        ("Left open", [one for one in found if one.is_left and one.counts], LEFT, _left),
    )
    for heading, rows, heads, cells in kinds:
        if not rows:
            continue
        blocks: list[Block] = [table_of(heads, map(cells, rows[:most]))]
        if most is not None and len(rows) > most:
            said = f"{len(rows) - most:,} more stand in the files."
            blocks.append(Paragraph((Run(said),)))
        yield Section(heading, tuple(blocks))


def _worst_first(found: Iterable[Outcome]) -> list[Outcome]:
    """Return tasks with what was not met first, and then by how late they are."""
    return sorted(found, key=lambda one: (not one.is_left, -one.days))


def _dated(one: Outcome) -> tuple[str, ...]:
    by = OrderedBy.said(one.orderer) if one.orderer else ""
    return one.name, one.lead, day_said(one.due_on), by, day_said(one.finish_on), one.said


def _ended(one: Outcome) -> tuple[str, ...]:
    return one.name, one.lead, outcomes.way_said(one), one.why


def _left(one: Outcome) -> tuple[str, ...]:
    return one.name, one.lead, day_said(one.due_on)
