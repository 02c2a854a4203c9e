"""What a mail says of the tasks that reminders are about, the most pressing first."""

from __future__ import annotations

from textwrap import shorten
from typing import NamedTuple

from sqlalchemy.orm import Session

from models import Directive, Plan, Reminder, Task
from workplan.mail.digest import DigestTask
from workplan.reminders import wording
from workplan.scheduling.explain import day_words
from workplan.services.reminding.digest.shared import Shared
from workplan.services.reminding.digest.task_facts import Rule
from workplan.services.reminding.rules import rule_words
from workplan.services.tasks.owners import NOBODY, owners_of
from workplan.services.tasks.states import PlanDay, TaskState
from workplan.vocabulary import Audience, state_words

REPORTING = (Audience.LEAD, Audience.OFFICER, Audience.COORDINATOR)
"""Who may report on the task that a reminder is about."""
MOST_OF_SENTENCE = 300


class Asked(NamedTuple):
    """A reminder, the rule that it was written for, and why this person gets it."""

    row: Reminder
    rule: Rule
    why: str

    @property
    def is_to_report(self) -> bool:
        """Whether it asks for a report, and not only to look."""
        return self.row.is_for_nobody or self.rule.audience in REPORTING


def of(
    shared: Shared,
    plan: Plan,
    asked: list[Asked],
    links: dict[int, str],
    base_url: str,
) -> tuple[DigestTask, ...]:
    """Return the tasks that reminders are about, the most pressing first."""
    if not asked:
        return ()
    session, day = shared.session, shared.day(plan)
    directive = shared.directives.get(plan.directive_id or 0)
    ordered = f"{directive.citation} orders it." if directive else "It has a suspense in the plan."
    tasks = {one.row.task_id: shared.tasks[one.row.task_id] for one in asked}
    noted = _noted(session, plan, day, asked, tasks)
    items: dict[int, DigestTask] = {}
    for one in sorted(asked, key=lambda one: (one.row.due_on, one.row.id)):
        row, task = one.row, tasks[one.row.task_id]
        state, page = day.state_of(task), f"{base_url}/tasks/{task.id}"
        items.setdefault(
            task.id,
            DigestTask(
                code=task.code,
                name=task.name,
                due_on=row.due_on,
                working_days=rule_words.working_days(day, row.due_on, state),
                why_you=one.why,
                why_it_matters=shared.waiting.get(task.id) or ordered,
                last_report=shared.reported.get(task.id, "none yet"),
                computed=_computed(task, state),
                link=links.get(task.id) or (f"{page}/report" if one.is_to_report else page),
                is_due_on_day_off=not day.calendar.is_working(row.due_on),
                orders=_orders(task, directive),
                notes=noted.get(task.id, ()),
                is_to_report=one.is_to_report,
                beside=_beside(task, row),
            ),
        )
    press = {task.id: day.press(task) for task in tasks.values()}
    found = sorted(items.items(), key=lambda item: (press[item[0]], item[1].due_on, item[1].code))
    return tuple(item for _, item in found)


def _orders(task: Task, directive: Directive | None) -> str:
    """Return what the directive says of a task, shortened to what a mail has room for."""
    if not task.sentence:
        return ""
    who = directive.citation if directive else "The directive"
    return f"{who} says: “{shorten(task.sentence, MOST_OF_SENTENCE, placeholder=' …')}”"


def _computed(task: Task, state: TaskState) -> str:
    """Return the computed finish in words, with what it means for the suspense."""
    if task.finish_on is None:
        return "not computed yet"
    said = state_words(*state) if state.is_late else "in time"
    return f"{day_words(task.finish_on)}, {said}"


def _noted(
    session: Session, plan: Plan, day: PlanDay, asked: list[Asked], tasks: dict[int, Task]
) -> dict[int, tuple[str, ...]]:
    """Return what the rules say of each task in words of their own, each once."""
    noted = [(one.row, one.rule.wording) for one in asked if one.rule.wording]
    owners = owners_of(session, sorted({row.task_id for row, _ in noted})) if noted else {}
    found: dict[int, tuple[str, ...]] = {}
    for row, words in noted:
        task = tasks[row.task_id]
        facts = rule_words.facts(plan, day, task, row.due_on, owners.get(task.id, NOBODY).leads)
        note = wording.said(words, facts)
        if note not in found.get(task.id, ()):
            found[task.id] = (*found.get(task.id, ()), note)
    return found


def _beside(task: Task, row: Reminder) -> str:
    """Return what stands beside the day that a reminder counts from, where that is an inner one."""
    if not row.is_inner or task.due_on is None:
        return ""
    return f"That is the inner suspense of your agency. The suspense is {day_words(task.due_on)}."
