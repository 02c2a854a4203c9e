"""Comments on a task, in threads that can be resolved."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import Task, TaskComment, User
from workplan.errors import InvalidInput, NotFound
from workplan.reminders.mentions import named_in, unknown_in
from workplan.reminders.recipients import recipients
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News
from workplan.services.coordination.recipients import reach_of
from workplan.services.people import agencies, rights
from workplan.services.record import journal
from workplan.services.record.change import Change

MAX_BODY = 10_000


class Thread(NamedTuple):
    """A comment with its author, and the answers to it."""

    first: TaskComment
    author: str
    answers: list[tuple[TaskComment, str]]


class Said(NamedTuple):
    """A comment that was saved.

    Args:
        told: the names of whom it reaches.
        unknown: the words after an @ that name nobody here.
        unheard: the labels of the agencies that are named, and that nobody speaks for here.
    """

    comment_id: int
    told: list[str]
    unknown: list[str]
    unheard: list[str]


def say(change: Change, task_id: int, body: str, thread_id: int | None = None) -> Said:
    """Say something on a task, perhaps in answer to a comment.

    An answer opens a resolved thread again. Who is named by @, and who takes part in the thread,
    is told as they chose.

    Raises:
        InvalidInput: for nothing, for too much, and for an answer to what is not on the task.
    """
    body = body.strip()
    if not body:
        raise InvalidInput("body", "The comment is empty. Write what you want to say.")
    if len(body) > MAX_BODY:
        raise InvalidInput(
            "body", f"The comment has {len(body):,} characters, and {MAX_BODY:,} fit. Shorten it."
        )
    with change.transaction() as session:
        task, standing = rights.task_for(session, change.actor, task_id)
        rights.require_voice(session, standing)
        if thread_id is not None:
            first = session.scalar(
                select(TaskComment).where(
                    TaskComment.id == thread_id,
                    TaskComment.task_id == task_id,
                    TaskComment.thread_id.is_(None),
                )
            )
            if first is None:
                raise InvalidInput("body", "That comment is not on this task. Reload the page.")
            first.resolved_at = first.resolved_by_id = None
        row = TaskComment(
            task_id=task.id,
            user_id=change.actor.id,
            thread_id=thread_id,
            said_at=change.now,
            body=body,
        )
        session.add(row)
        session.flush()
        after = {"comment_id": row.id, "thread_id": thread_id}
        entry = journal.Entry("task.commented", ("task", task.id), after=after)
        journal.note(change, task.plan_id, entry)
        return _tell(change, task, row)


def resolve(change: Change, comment_id: int) -> int:
    """Mark a thread as resolved and return its task; an answer opens it again."""
    with change.transaction() as session:
        row = session.scalar(
            select(TaskComment)
            .join(Task, Task.id == TaskComment.task_id)
            .where(
                TaskComment.id == comment_id,
                TaskComment.thread_id.is_(None),
                Task.plan_id.in_(rights.visible_plans(change.actor)),
            )
        )
        if row is None:
            raise NotFound("There is no such thread among yours.")
        task, standing = rights.task_for(session, change.actor, row.task_id)
        rights.require_voice(session, standing)
        if row.resolved_at is None:
            row.resolved_at, row.resolved_by_id = change.now, change.actor.id
            entry = journal.Entry(
                "task.thread_resolved", ("task", task.id), after={"comment_id": row.id}
            )
            journal.note(change, task.plan_id, entry)
        return task.id


def threads_of(session: Session, task_id: int) -> list[Thread]:
    """Return what was said on a task, the open threads first; two selects at most."""
    rows = session.execute(
        select(TaskComment, User.name)
        .join(User, User.id == TaskComment.user_id)
        .where(TaskComment.task_id == task_id)
        .order_by(TaskComment.id)
    ).all()
    threads = {row[0].id: Thread(row[0], row[1], []) for row in rows if row[0].thread_id is None}
    for comment, name in rows:
        if comment.thread_id is not None:
            threads[comment.thread_id].answers.append((comment, name))
    return sorted(threads.values(), key=lambda t: (t.first.resolved_at is not None, -t.first.id))


def _tell(change: Change, task: Task, row: TaskComment) -> Said:
    """Tell whoever is named, and then the others of the thread."""
    session = change.session
    reach = reach_of(session, task.plan_id)
    names = {
        user.id: user.name
        for user in session.execute(
            select(User.id, User.name).where(User.id.in_([m.user_id for m in reach.members]))
        )
    }
    labels = agencies.labels(session)
    known = [*names.values(), *labels.values()]
    named = named_in(row.body, known)
    meant_agencies = [agency for agency, label in labels.items() if label in named]
    meant = {user for user, name in names.items() if name in named}
    meant |= recipients("lead", meant_agencies, None, reach.members, reach.parents)
    news = News("mention", row.body, comment_id=row.id)
    reached = notices.tell(change, task, news, meant)
    if row.thread_id is not None:
        thread = or_(TaskComment.id == row.thread_id, TaskComment.thread_id == row.thread_id)
        others = set(session.scalars(select(TaskComment.user_id).where(thread))) & names.keys()
        news = News("answer", row.body, comment_id=row.id)
        reached |= notices.tell(change, task, news, others - meant, besides=reached)
    told = sorted(names[user] for user in reached if user in names)
    unheard = sorted(labels[agency] for agency in meant_agencies if not reach.reaches(agency))
    return Said(row.id, told, unknown_in(row.body, known), unheard)
