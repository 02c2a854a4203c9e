"""The calendars of a plan beside its own, and which tasks run on them."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Plan, Task
from workplan.calendars.own import calendars_of
from workplan.errors import InvalidInput

OF_THE_PLAN = ("", "The plan’s own")


def choices(plan: Plan, kept: str = "") -> list[tuple[str, str]]:
    """Return the calendars that work can be given: the plan's own, and others that are in use.

    Args:
        kept: the one that a task has; it stays a choice when it is retired.
    """
    others = calendars_of(plan.work_calendars)
    names = [name for name, one in others.items() if not one.is_retired or name == kept]
    return [OF_THE_PLAN, *((name, name) for name in sorted(names))]


def require_known(plan: Plan, name: str, kept: str = "") -> None:
    """Refuse a calendar that the plan does not have, and a retired one.

    Args:
        kept: the one that the task has; it stays, whatever became of it.
    """
    if name and name != kept and name not in dict(choices(plan)):
        raise InvalidInput(
            "work_calendar",
            f"The plan has no calendar “{name[:60]}” in use. Choose one from the list, or add it "
            "under Settings, Calendar.",
        )


def counted(session: Session, plan_id: int) -> dict[str, int]:
    """Return how many tasks run on each calendar, by its name."""
    rows = session.execute(
        select(Task.work_calendar, func.count())
        .where(Task.plan_id == plan_id, Task.removed_at.is_(None), Task.work_calendar != "")
        .group_by(Task.work_calendar)
    )
    return {row[0]: row[1] for row in rows}


def require_unused(session: Session, plan_id: int, names: set[str]) -> None:
    """Refuse that calendars go on which tasks run."""
    used = counted(session, plan_id)
    if lost := sorted(names & used.keys()):
        count = used[lost[0]]
        tasks = f"{count:,} task{'s run' if count != 1 else ' runs'}"
        raise InvalidInput(
            "entry",
            f"{tasks} on the calendar “{lost[0]}”. Give the work another calendar first, or retire "
            "this one.",
        )
