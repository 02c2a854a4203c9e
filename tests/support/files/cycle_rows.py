"""Rows of reporting cycles, and a value for each check that is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import Base, CycleAnswer, CycleTask, ReportingCycle

if TYPE_CHECKING:
    from datetime import datetime

BAD_IN_CYCLES: dict[str, str] = {
    "ck_reporting_cycles_state_known": "state = 'lost', head = NULL",
    "ck_reporting_cycles_number_positive": "number = 0",
    "ck_reporting_cycles_version_positive": "version = 0",
    "ck_reporting_cycles_due_not_before_its_day": "as_of_on = '2099-01-01'",
    "ck_reporting_cycles_ended_has_moment": "ended_at = NULL, ended_by_id = NULL",
    "ck_reporting_cycles_ended_by_somebody": "ended_by_id = NULL",
    "ck_reporting_cycles_only_closed_is_sealed": "state = 'withdrawn'",
    "ck_cycle_tasks_percent_0_to_100": "percent = 101",
    "ck_cycle_answers_answered_known": "answered = 'perhaps'",
    "ck_cycle_answers_given_has_moment": "answered = 'missed'",
}


def rows_of_a_cycle(task_id: int, at: datetime) -> list[Base]:
    """A cycle that was closed, with a task and an answer."""
    return [
        ReportingCycle(
            plan_id=1,
            number=1,
            name="November",
            as_of_on=at.date(),
            due_on=at.date(),
            opened_at=at,
            opened_by_id=1,
            state="closed",
            ended_at=at,
            ended_by_id=1,
            head="a" * 64,
        ),
        CycleTask(
            cycle_id=1,
            task_id=task_id,
            position=1,
            code="1a",
            name="Draft",
            chip="on_track",
            percent=10,
            late_days=0,
        ),
        CycleAnswer(cycle_id=1, task_id=task_id, agency_id=1, answered="reported", answered_at=at),
    ]
