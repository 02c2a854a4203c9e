"""What is read of tasks for mails: who waits for them, what was reported last, by which rule."""

from __future__ import annotations

from textwrap import shorten
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from models import Dependency, StatusReport, Task, User
from workplan.scheduling.explain import day_words
from workplan.services.tasks.states import is_open
from workplan.vocabulary import Status

MAX_DONE = 300


class Rule(NamedTuple):
    """A reminder rule, as far as a mail says something of it."""

    id: int
    audience: str
    wording: str


def waiting(session: Session, ids: list[int]) -> dict[int, str]:
    """Return, for tasks that others wait for, the words that say so."""
    successor = aliased(Task)
    rows = session.execute(
        select(Dependency.predecessor_id, func.count(), func.min(successor.code))
        .join(successor, successor.id == Dependency.successor_id)
        .where(
            Dependency.predecessor_id.in_(ids),
            is_open(successor),
        )
        .group_by(Dependency.predecessor_id)
    )
    return {
        task: f"{code} waits for it." if count == 1 else f"{count} tasks wait for it, {code} first."
        for task, count, code in rows
    }


def last_reports(session: Session, ids: list[int]) -> dict[int, str]:
    """Return the last report on each task, on one line, so that it cannot pass for ours."""
    latest = (select(func.max(StatusReport.id)).where(StatusReport.task_id.in_(ids))).group_by(
        StatusReport.task_id
    )
    rows = session.execute(
        select(StatusReport, User.name)
        .join(User, User.id == StatusReport.user_id)
        .where(StatusReport.id.in_(latest))
    )
    return {
        report.task_id: f"{day_words(report.reported_on)}, {name}: "
        f"{Status.said(report.status).lower()}, {report.percent} %"
        + (f". {shorten(report.done, MAX_DONE, placeholder=' …')}" if report.done else "")
        for report, name in rows
    }
