"""The page of what happened with a task between given and accepted, and what one may do there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Claim, ClosingTerms, Directive, Plan, Suspense, Task, WayOut
from workplan.charts.task_line import TaskLine
from workplan.services.pages.chain import (
    acknowledged_steps,
    claim_steps,
    confidence_steps,
    coordination_steps,
    correction_steps,
    extension_steps,
    given_steps,
    inner_steps,
)
from workplan.services.pages.chain.steps import Looking, Step, working_days
from workplan.services.pages.task.task_lines import line_of
from workplan.services.people.standing import Standing
from workplan.services.reporting.endings import claims, closing, verification, ways_out
from workplan.services.tasks.states import PlanDay
from workplan.vocabulary import OF_SUBTASKS, WAYS_OUT, Ending

SOURCES: tuple[Callable[[Session, Looking], Iterable[Step]], ...] = (
    given_steps.steps_of,
    acknowledged_steps.steps_of,
    inner_steps.steps_of,
    extension_steps.steps_of,
    coordination_steps.steps_of,
    claim_steps.steps_of,
    claim_steps.ways_out,
    confidence_steps.steps_of,
    correction_steps.steps_of,
)
"""The nouns whose steps stand in the chain."""


class Acts(NamedTuple):
    """What somebody may do on this page."""

    check: bool = False
    withdraw: bool = False
    reverse: bool = False
    end: bool = False
    bring_back: bool = False
    set_terms: bool = False


class Chain(NamedTuple):
    """A task from given to accepted.

    Args:
        claim: the one that waits to be checked.
        checkers: who may check the task, by name.
        is_verified: whether completion is claimed at all, and not done at once.
        took: how many working days each kind of step took, in the order of the chain.
    """

    task: Task
    plan: Plan
    day: PlanDay
    suspense: Suspense | None
    directive: Directive | None
    steps: list[Step]
    line: TaskLine | None
    claim: Claim | None
    way: WayOut | None
    terms: ClosingTerms | None
    checkers: Mapping[int, str]
    verifiers: Mapping[int, str]
    is_verified: bool
    acts: Acts
    took: dict[str, list[int]]


def chain_of(session: Session, task: Task, standing: Standing, day: PlanDay) -> Chain:
    """Return the chain of a task as somebody of this standing sees it.

    The same selects for any size of the plan.
    """
    plan = session.get_one(Plan, task.plan_id)
    steps = steps_of(session, Looking(task, plan, standing, day))
    claim = claims.open_claim(session, task.id) if task.ending == Ending.CLAIMED else None
    way = ways_out.way_of(session, task.id) if task.ending in WAYS_OUT else None
    checkers = verification.checkers(session, task)
    is_verified = verification.is_verified(session, plan, task.id)
    if claim is not None:
        waits = working_days(day, claim.claimed_on, day.today), "claim to check"
        who = " or ".join(checkers.values()) or "Somebody who is not named yet"
        facts = (f"{who} checks it.",)
        steps.append(
            Step(
                day.today, claim.claimed_at, "waiting", "To be checked", "", "", facts, waits, True
            )
        )
    took: dict[str, list[int]] = defaultdict(list)
    for step in steps:
        if step.took is not None:
            took[step.took[1]].append(step.took[0])
    acts = _acts(session, task, plan, standing, claim, checkers)
    return Chain(
        task,
        plan,
        day,
        session.scalar(select(Suspense).where(Suspense.task_id == task.id)),
        session.get(Directive, plan.directive_id) if plan.directive_id else None,
        steps,
        line_of(task, None, day),
        claim,
        way,
        claims.terms_of(session, task.id),
        checkers,
        closing.may_verify(session, task) if acts.set_terms else {},
        is_verified,
        acts,
        took,
    )


def steps_of(session: Session, looking: Looking) -> list[Step]:
    """Return the steps of a task that somebody may see, the oldest first, and last what waits."""
    found = [step for source in SOURCES for step in source(session, looking)]
    return sorted(found, key=lambda step: (step.is_open, step.at, step.on))


def _acts(
    session: Session,
    task: Task,
    plan: Plan,
    standing: Standing,
    claim: Claim | None,
    checkers: Mapping[int, str],
) -> Acts:
    if plan.stage == "closed" or plan.archived_at is not None or task.removed_at is not None:
        return Acts()
    is_leaf = task.driver != OF_SUBTASKS
    checks = standing.user_id in checkers
    reports = session.scalar(select(standing.reportable()).where(Task.id == task.id)) or False
    is_done = task.actual_finish_on is not None and task.ending is None
    coordinates = standing.may_change_structure
    return Acts(
        check=checks and claim is not None,
        withdraw=claim is not None and reports,
        reverse=checks and is_done and claims.last_accepted(session, task.id) is not None,
        end=coordinates and is_leaf and not is_done and task.ending not in WAYS_OUT,
        bring_back=coordinates and task.ending in WAYS_OUT and is_leaf,
        set_terms=coordinates and is_leaf,
    )


CSV_HEADINGS = ("Day", "Step", "Who", "In their words", "Facts", "Working days", "Counted from")


def csv_row(step: Step) -> tuple[object, ...]:
    """Return a step as a row of the CSV; one that still waits says so."""
    days, counted = step.took or ("", "")
    what = f"{step.what} (open)" if step.is_open else step.what
    return (step.on, what, step.who, step.said, " ".join(step.facts), days, counted)
