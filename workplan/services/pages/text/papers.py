"""A plan as a document: its text as it stands or as a version has it, with the tasks behind it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import islice, takewhile
from typing import Any

from sqlalchemy.orm import Session

from models import Plan, PlanVersion
from workplan.clock import civil_date
from workplan.papers import notes
from workplan.papers.markdown import blocks_of
from workplan.papers.paper import Paper, ScheduledTask, Section, scheduled
from workplan.scheduling.explain import day_words
from workplan.services.consultation import approvals
from workplan.services.consultation.text import frozen
from workplan.services.consultation.text.sources import source_said
from workplan.services.record import journal

KIND, DRAFT = "Work plan", "Work plan, as it stands"


def paper_of_plan(session: Session, plan: Plan, now: datetime) -> Paper:
    """Return a plan as it stands, as a document."""
    today = civil_date(now, plan.time_zone)
    content = frozen.content_of(session, plan)
    facts = [*_directive(content), f"As it stands on {day_words(today)}; not kept as a version"]
    return _paper(session, content, DRAFT, facts, f"Dates as computed on {day_words(today)}")


def paper_of_version(session: Session, plan: Plan, version: PlanVersion) -> Paper:
    """Return a version of a plan as a document."""
    kept_on = civil_date(version.kept_at, plan.time_zone)
    approved = approvals.approval_said(session, version)
    facts = [
        *_directive(version.content),
        *filter(None, [approved]),
        f"Version {version.number}, “{version.name}”, kept on {day_words(kept_on)}",
        f"SHA-256 of its content {version.digest}",
    ]
    said = f"Dates as computed when the version was kept, {day_words(kept_on)}"
    kind = f"{KIND}, version {version.number}"
    return _paper(session, version.content, kind, facts, said)


def tasks_of(content: dict[str, Any]) -> list[ScheduledTask]:
    """Return the tasks of what a version holds, in the order of the plan.

    A line of effort lasts from the first start to the last finish of what is in it.
    """
    tasks = [
        ScheduledTask(
            *(raw["code"], raw["name"], raw.get("lead", ""), raw["depth"], raw["is_group"]),
            raw.get("days") == 0 and not raw["is_group"],
            *(_day(raw.get(key)) for key in ("start_on", "finish_on", "due_on")),
        )
        for raw in content["tasks"]
    ]
    return [_spanning(task, islice(tasks, place + 1, None)) for place, task in enumerate(tasks)]


def _spanning(task: ScheduledTask, later: Iterable[ScheduledTask]) -> ScheduledTask:
    """Return a row with the days of those below it, if it is a group without days of its own."""
    if not task.is_group or task.start_on is not None:
        return task
    below = list(takewhile(lambda row: row.depth > task.depth, later))
    starts = [row.start_on for row in below if row.start_on]
    finishes = [row.finish_on for row in below if row.finish_on]
    return task._replace(start_on=min(starts, default=None), finish_on=max(finishes, default=None))


def sections_of(content: dict[str, Any]) -> list[Section]:
    """Return the sections of what a version holds that say something, with their notes."""
    found, number = [], 0
    for raw in content["sections"]:
        if not raw["body"]:
            continue
        places = notes.in_order(raw["body"], [source["passage"] for source in raw["sources"]])
        numbered = list(enumerate((raw["sources"][place] for place in places), number + 1))
        number += len(numbered)
        passages = [(note, source["passage"]) for note, source in numbered]
        blocks = notes.noted(blocks_of(raw["body"]), passages)
        said = tuple(
            (note, source_said(source["kind"], source["words"])) for note, source in numbered
        )
        found.append(Section(raw["heading"], blocks, said))
    return found


def _paper(
    session: Session, content: dict[str, Any], kind: str, facts: list[str], tasks_are: str
) -> Paper:
    tasks = tasks_of(content)
    return Paper(
        title=content["title"],
        kind=kind,
        facts=facts,
        sections=sections_of(content),
        schedule=scheduled(tasks) if tasks else None,
        tasks_are=tasks_are,
        marking=content["marking"],
        foot=journal.source_line(session),
    )


def _directive(content: dict[str, Any]) -> list[str]:
    signed = _day(content["signed_on"])
    if signed is None:
        return []
    return [f"Carries out {content['directive']}, signed on {day_words(signed)}"]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
