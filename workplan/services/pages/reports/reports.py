"""The report of a plan as it stands, for the meeting: on a page, and as a document."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Plan, ReportingCycle
from workplan.papers.paper import Paper, scheduled
from workplan.scheduling.explain import day_words
from workplan.services.consultation.text import frozen
from workplan.services.pages.cycles.answers import answers_of
from workplan.services.pages.cycles.changes import since_last
from workplan.services.pages.cycles.pages import past_cycles
from workplan.services.pages.overview.overviews import overview
from workplan.services.pages.reports import details, first_page
from workplan.services.pages.reports.first_page import Material
from workplan.services.pages.text.papers import tasks_of
from workplan.services.record import journal
from workplan.services.reporting.cycles import finding


def report_of(
    session: Session, plan: Plan, now: datetime, *, on_paper: bool, with_tasks: bool = True
) -> Paper:
    """Return the report of a plan as it stands; of its cycle that is open, or the last one.

    As many selects for any number of tasks.

    Args:
        on_paper: whether it becomes a document, rather than a page.
        with_tasks: whether the tasks with their bars stand at its end.
    """
    m = material(session, plan, now, on_paper=on_paper)
    tasks = tasks_of(frozen.content_of(session, plan)) if with_tasks else []
    return Paper(
        title=m.glance.figures.answer,
        kind=f"{plan.title}: {_kind(m)}",
        facts=_facts(m),
        sections=[*first_page.sections(m), *details.sections(m, now)],
        schedule=scheduled(tasks) if tasks else None,
        tasks_are=f"Dates as computed on {day_words(m.day.today)}",
        marking=plan.marking or "",
        foot=f"{journal.source_line(session)}; dates in {plan.time_zone}",
        is_brief=True,
    )


def material(session: Session, plan: Plan, now: datetime, *, on_paper: bool) -> Material:
    """Read what a report is made of."""
    glance = overview(session, plan, now)
    cycle = _cycle(session, plan)
    return Material(
        *(session, plan, glance.figures.day, glance, cycle),
        answers_of(session, plan, cycle, now) if cycle else None,
        since_last(session, plan, cycle, glance.figures.day) if cycle else None,
        on_paper,
    )


def _cycle(session: Session, plan: Plan) -> ReportingCycle | None:
    """Return the cycle that is reported on: the one that is open, or else the last that was."""
    found = finding.open_one(session, plan.id)
    if found is not None:
        return found
    closed = next((one for one in past_cycles(session, plan) if one.state == "closed"), None)
    return finding.by_number(session, plan.id, closed.number) if closed else None


def _kind(m: Material) -> str:
    return f"report of the cycle “{m.cycle.name}”" if m.cycle else "report"


def _facts(m: Material) -> list[str]:
    found = [day_words(m.day.today)]
    directive = m.glance.directive
    if directive is not None:
        found.append(f"Carries out {directive.citation}, signed {day_words(directive.signed_on)}")
    if m.glance.figures.counts.last_due_on:
        found.append(f"last suspense {day_words(m.glance.figures.counts.last_due_on)}")
    return found
