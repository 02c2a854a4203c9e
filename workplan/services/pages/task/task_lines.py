"""The small timeline on the page of a task, and the sentence that names it."""

from __future__ import annotations

from datetime import date

from models import Task
from workplan.charts.task_line import TaskLine
from workplan.scheduling.explain import day_words
from workplan.services.tasks.states import PlanDay
from workplan.vocabulary import finish_verb, state_words


def line_of(task: Task, baseline: tuple[date, date] | None, day: PlanDay) -> TaskLine | None:
    """Return the timeline of a task; None while it has no dates."""
    if task.start_on is None or task.finish_on is None:
        return None
    state = day.state_of(task)
    verb = finish_verb(state.state)
    late = f", {state_words(*state)}" if state.days else ""
    return TaskLine(
        f"{task.code} {verb} {task.finish_on:%a} {day_words(task.finish_on)}{late}",
        task.start_on,
        task.finish_on,
        task.percent,
        day.today,
        task.due_on,
        baseline,
        "computed to end" if task.is_open else verb,
        state.state == "done",
        task.is_critical or state.is_late,
        state.days > 0,
    )
