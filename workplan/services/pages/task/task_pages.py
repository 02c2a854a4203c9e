"""Everything that the page of one task shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

import models
from models import (
    BaselineTask,
    Directive,
    Initiative,
    InnerSuspense,
    JournalEntry,
    Objective,
    Plan,
    StatusReport,
    Suspense,
    Task,
    TaskObjective,
    User,
)
from workplan.services.accounts.membership.departures import left_of
from workplan.services.coordination.confidence.standings import Sureness, sureness_of
from workplan.services.coordination.tasking.inner_suspenses import SUBJECT
from workplan.services.coordination.tasking.task_inner_suspenses import Inner, seen_on
from workplan.services.dates.date_reasons import driving_chain, near_driving, reasons_of
from workplan.services.dates.plan_calendars import calendar_of_plan
from workplan.services.history.date_moves import TaskMove, moves_between
from workplan.services.history.entry_names import names_for
from workplan.services.history.entry_words import said
from workplan.services.pages.comments import point_rows
from workplan.services.pages.comments.point_rows import Changing
from workplan.services.pages.lists import register_lists
from workplan.services.pages.lists.register_rows import RegisterRow
from workplan.services.pages.overview.next_actors import NextActor, actors_of
from workplan.services.pages.task.neighbours import Neighbour, neighbours_of
from workplan.services.pages.task.next_to_it import NextTo, next_to
from workplan.services.people.standing import Standing
from workplan.services.record.read_models import read_first
from workplan.services.structure.baseline import chart_baselines
from workplan.services.structure.baseline.chart_baselines import Charted
from workplan.services.tasks.owners import NOBODY, Owners
from workplan.services.tasks.rollups import Rollup, rollups_of

HISTORY_LENGTH = 50
ABSENT = aliased(User)
"""Made once: to put an alias together takes longer than its select."""


class BaselineDates(NamedTuple):
    """A task's dates in a baseline."""

    name: str
    start_on: date
    finish_on: date


class Report(NamedTuple):
    """A status report, who made it, in whose place, what it corrects, and what corrects it."""

    StatusReport: models.StatusReport
    name: str
    absent: str | None
    corrects: models.StatusReport | None
    corrected_by: tuple[models.StatusReport, ...]


class TaskPage(NamedTuple):
    """A task with its plan, owners, chain, dependencies, reports and history.

    Args:
        beside: who owns it and the tasks of its dependencies.
        acts: who acts next on it.
        history: its last entries in the journal, of `entries` in all.
        left: that the person it is handed to has left, in words, if they have.
        objectives: of the directive, that it serves.
        sureness: what the coordinator assesses, and its recovery plan.
        inner: the earlier days of its lead agencies' own, as far as the person sees them.
        registers: the risks, issues and decisions that touch it.
        comments: the points of comments from outside by which it was changed.
    """

    task: Task
    plan: Plan
    directive: Directive | None
    initiative: Initiative | None
    assignee: User | None
    owners: Owners
    beside: Mapping[int, Owners]
    acts: NextActor
    suspense: Suspense | None
    counts_from: Task | None
    baseline: BaselineDates | None
    chain: list[tuple[Task, str]]
    before: list[Neighbour]
    after: list[Neighbour]
    subtasks: Sequence[Task]
    reports: list[Report]
    history: list[tuple[JournalEntry, str]]
    entries: int
    may_report: bool
    moves_since: date
    moves: list[TaskMove]
    near: list[tuple[Neighbour, int]]
    rollup: Rollup | None
    left: str
    objectives: Sequence[Objective]
    next_to: list[NextTo]
    registers: list[RegisterRow]
    comments: list[Changing]
    sureness: Sureness
    inner: list[Inner]

    @property
    def removed_because(self) -> str:
        """Why it was removed from the plan, for who may read that."""
        removals = (entry for entry, _ in self.history if entry.verb == "task.removed")
        return next((entry.reason for entry in removals if entry.reason), "")


def task_page(session: Session, task: Task, standing: Standing) -> TaskPage:
    """Return what the page of a task shows to a person of this standing."""
    plan = session.get_one(Plan, task.plan_id)
    suspense = session.scalar(select(Suspense).where(Suspense.task_id == task.id))
    chain = driving_chain(session, task)
    reasons = reasons_of(session, chain)
    directive, initiative, assignee, is_reportable = _beside(session, task, standing)
    baseline = chart_baselines.charted(session, plan.id)
    since = baseline.frozen_on if baseline else plan.start_on
    neighbours = neighbours_of(session, task)
    before = [one for one in neighbours if one.is_before]
    actors = actors_of(session, [task], [one.task_id for one in neighbours])
    return TaskPage(
        task,
        plan,
        directive,
        initiative,
        assignee,
        actors.owners.get(task.id, NOBODY),
        actors.owners,
        actors.next[task.id],
        suspense,
        session.get(Task, suspense.after_task_id)
        if suspense is not None and suspense.after_task_id
        else None,
        _baseline(session, task, baseline) if baseline else None,
        [(link, reasons.get(link.id, "")) for link in chain],
        before,
        [one for one in neighbours if not one.is_before],
        session.scalars(
            select(Task)
            .where(Task.parent_id == task.id, Task.removed_at.is_(None))
            .order_by(Task.position)
        ).all(),
        _reports(session, task),
        *_history(session, task, standing),
        is_reportable and plan.stage != "closed",
        since,
        moves_between(session, plan, since, None, task.id),
        near_driving(calendar_of_plan(plan), task, before),
        rollups_of(session, [task.id]).get(task.id),
        left_of(session, [task.id]).get(task.id, "") if task.assignee_id else "",
        _objectives(session, task),
        next_to(session, task),
        register_lists.touching(session, task.id),
        point_rows.that_changed(session, task.id),
        sureness_of(session, task),
        seen_on(session, task, standing),
    )


def _objectives(session: Session, task: Task) -> Sequence[Objective]:
    """Return the objectives that a task serves, in the order of the directive."""
    return session.scalars(
        select(Objective)
        .join(TaskObjective, TaskObjective.objective_id == Objective.id)
        .where(TaskObjective.task_id == task.id, Objective.retired_at.is_(None))
        .order_by(Objective.position, Objective.id)
    ).all()


def _beside(session: Session, task: Task, standing: Standing) -> tuple[Any, Any, Any, bool]:
    """Return the directive of a task's plan, its line of effort, to whom it is handed, and rights.

    The last is whether a person of this standing may report on it while the plan is open.
    """
    directive, initiative, assignee, is_reportable = session.execute(
        select(Directive, Initiative, User, standing.reportable())
        .select_from(Task)
        .join(Plan, Plan.id == Task.plan_id)
        .outerjoin(Directive, Directive.id == Plan.directive_id)
        .outerjoin(Initiative, Initiative.id == Task.initiative_id)
        .outerjoin(User, User.id == Task.assignee_id)
        .where(Task.id == task.id)
    ).one()
    return directive, initiative, assignee, bool(is_reportable)


def _baseline(session: Session, task: Task, baseline: Charted) -> BaselineDates | None:
    """Return the task's dates in the baseline that charts use, if it holds it."""
    wanted = select(
        literal(baseline.name).label("name"), BaselineTask.start_on, BaselineTask.finish_on
    ).where(BaselineTask.task_id == task.id, BaselineTask.baseline_id == baseline.id)
    return read_first(BaselineDates, session.execute(wanted))


def _reports(session: Session, task: Task) -> list[Report]:
    wanted = (
        select(StatusReport, User.name, ABSENT.name.label("absent"))
        .join(User, User.id == StatusReport.user_id)
        .outerjoin(ABSENT, ABSENT.id == StatusReport.in_place_of_id)
        .where(StatusReport.task_id == task.id)
        .order_by(StatusReport.id.desc())
    )
    rows = session.execute(wanted).all()
    by_id = {report.id: report for report, *_ in rows}
    later: dict[int | None, list[StatusReport]] = defaultdict(list)
    for report in by_id.values():
        later[report.corrects_id].append(report)
    return [
        Report(report, name, absent, by_id.get(report.corrects_id or 0), tuple(later[report.id]))
        for report, name, absent in rows
    ]


def _history(
    session: Session, task: Task, standing: Standing
) -> tuple[list[tuple[JournalEntry, str]], int]:
    """Return the last entries about a task, each with what it says, and how many there are."""
    inner = select(InnerSuspense.id).where(InnerSuspense.task_id == task.id)
    rows = session.execute(
        select(JournalEntry, func.count().over())
        .where(or_(_about("task", [task.id]), _about(SUBJECT, inner)))
        .where(standing.readable_journal())
        .order_by(JournalEntry.seq.desc())
        .limit(HISTORY_LENGTH)
    ).all()
    entries = [entry for entry, _ in rows]
    names = names_for(session, entries)
    return [(entry, said(entry, names)) for entry in entries], rows[0][1] if rows else 0


def _about(kind: str, ids: Any) -> ColumnElement[bool]:
    return and_(JournalEntry.subject_type == kind, JournalEntry.subject_id.in_(ids))
