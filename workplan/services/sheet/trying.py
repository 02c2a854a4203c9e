"""Try a sheet: what each cell means, what is wrong, and what it would move; nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from models import Plan
from workplan.services.changes.consequences import Consequence, consequences
from workplan.services.changes.previews import Preview, preview
from workplan.services.dates.rescheduling import Move
from workplan.services.record.change import Change
from workplan.services.sheet import saving
from workplan.services.sheet.cells import CellsRefused, Read, Typed
from workplan.services.sheet.saving import Saved


class Finish(NamedTuple):
    """When a row would end, and by how many working days it would miss its suspense."""

    on: date | None
    late_days: int


class Tried(NamedTuple):
    """What a sheet would do.

    Args:
        saved: what would be saved; None when tasks would wait for each other.
        preview: what would move, with it.
        finishes: when each row that would move would end.
    """

    read: Read
    saved: Saved | None
    preview: Preview | None
    said: Sequence[Consequence]
    finishes: dict[str, Finish]


def tried(change: Change, plan: Plan, typed: Typed) -> Tried:
    """Return what a sheet would do; a cell that is not understood is left out of it."""
    plan_id, slug = plan.id, plan.slug
    saved: Saved | None = None

    def save(trial: Change) -> list[Move]:
        nonlocal saved
        saved = saving.save(trial, slug, typed)
        return saved.moves

    try:
        found = preview(change, plan_id, save)
    except CellsRefused as refused:
        return Tried(refused.read, None, None, (), {})
    assert saved is not None
    keys = {number: key for key, number in saved.ids.items()}
    finishes = {
        keys[move.task_id]: Finish(move.after.finish_on, move.after.late_days)
        for move in saved.moves
        if move.task_id in keys
    }
    return Tried(saved.read, saved, found, _said(saved, found), finishes)


def _said(saved: Saved, found: Preview) -> list[Consequence]:
    said = consequences(found)
    before, after = saved.left
    if before != after:
        said.append(Consequence("left", f"Tasks left go from {before:,} to {after:,}."))
    if saved.alone:
        names = " and ".join(saved.alone)
        said.append(
            Consequence(
                "alone",
                f"Nobody at {names} gets mail in this plan: reminders go to the coordinator.",
            )
        )
    return said
