"""What the scheduler does to many plans: a change for each, so that none holds up another."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from workplan.services.record.actor import SCHEDULER
from workplan.services.record.change import Change

log = logging.getLogger(__name__)


def plan_by_plan(
    plan_ids: Iterable[int], now: datetime, act: Callable[[Change, int], int], undone: str
) -> int:
    """Let something happen to each plan; return how much did in all of them.

    A plan in which it fails is logged, and counts nothing.

    Args:
        plan_ids: the plans, taken in the order of their ids.
        now: this moment, aware.
        act: what happens, given a change and the id of a plan; it returns how much happened.
        undone: what the log says where it fails, such as “Nobody can be reminded of the claims”.
    """
    return sum(_act(Change(SCHEDULER, now), plan_id, act, undone) for plan_id in sorted(plan_ids))


def _act(change: Change, plan_id: int, act: Callable[[Change, int], int], undone: str) -> int:
    try:
        return act(change, plan_id)
    except Exception:
        log.exception("%s in plan %s.", undone, plan_id)
        return 0
