"""The reporting cycles of a sample plan: opened, and closed, on days of its history."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Plan
from workplan.services.record.change import Change
from workplan.services.reporting.cycles import closing, completeness, cycles, finding
from workplan.services.reporting.cycles.cycles import CycleFields

Raw = Mapping[str, Any]
Happens = Callable[[Session, str, Change], None]


def events_of(
    document: Raw, day: Callable[[str | int], date]
) -> Iterator[tuple[dict[str, Any], Happens]]:
    """Yield what happened to its cycles, each with a dictionary that says `on` which day.

    Args:
        day: gives a day of the file as it falls.
    """
    for raw in document.get("cycles", ()):
        due, as_of = day(raw["due_on"]), day(raw["as_of_on"])
        yield {"on": raw["opened_on"]}, _opening(raw, as_of, due)
        if "closed_on" in raw:
            yield {"on": raw["closed_on"]}, _closing(raw)


def _opening(raw: Raw, as_of: date, due: date) -> Happens:
    def happen(session: Session, slug: str, change: Change) -> None:  # noqa: ARG001  # as its like
        name = f"{as_of:%B %Y}"
        cycles.open_cycle(change, slug, CycleFields(name, as_of, due, raw.get("note", "")))

    return happen


def _closing(raw: Raw) -> Happens:
    def happen(session: Session, slug: str, change: Change) -> None:
        plan = session.scalars(select(Plan).where(Plan.slug == slug)).one()
        cycle = finding.open_one(session, plan.id)
        assert cycle is not None, "it was opened before"
        seen = {closing.shown(one) for one in completeness.completeness(session, plan, cycle)}
        closing.close(change, slug, cycle.number, cycle.version, raw.get("words", ""), seen)

    return happen
