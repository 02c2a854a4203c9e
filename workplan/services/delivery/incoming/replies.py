"""An answer to a mail of ours becomes a comment by whoever answers, on the task it was about."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Notice, Plan, ReceivedMail, Reminder, ReplyAddress, Task, TaskComment, User
from workplan.clock import civil_date
from workplan.errors import InvalidInput, NotAllowed
from workplan.mail.inbound.reading import Incoming
from workplan.mail.inbound.words import own_words
from workplan.services.coordination import conversations
from workplan.services.delivery.incoming import waiting_mails
from workplan.services.people import absences, rights
from workplan.services.record.actor import MAILBOX, Actor
from workplan.services.record.change import Change
from workplan.services.reporting import evidence
from workplan.storage import kinds
from workplan.storage.store import Store

MOST_A_DAY = 30
"""Comments by mail of one person a day; programs that answer each other stop there."""
A_DAY = timedelta(days=1)
MOST_NAMED = 10
"""Files that were not kept are named up to here, and counted from here on."""
AFTER_CODE = re.compile(r"\s*[:.,;–—-]?\s*")


class Meant(NamedTuple):
    """What an answer is about: a task, the thread that it answers, and its words."""

    task_id: int
    thread_id: int | None
    words: str


class Files(NamedTuple):
    """What is attached: the files that may be evidence, and why others may not."""

    taken: list[tuple[str, bytes]]
    refused: list[str]


def take(
    session: Session,
    store: Store,
    number: int,
    address: ReplyAddress,
    incoming: Incoming,
    now: datetime,
) -> None:
    """Say what an answer says, with what is attached to it, as its person.

    Raises:
        InvalidInput: when it is not clear who answers, which task, or with which words.
        NotAllowed: when they may not comment there; so may NotFound and PlanIsFrozen.
    """
    who = _who(session, address, incoming, now)
    meant = _meant(session, address, incoming)
    files = _files(session, who, meant.task_id, incoming)
    session.rollback()
    with evidence.kept(store, files.taken) as kept:
        change = Change(MAILBOX, now)
        with change.transaction() as opened:
            row = waiting_mails.locked(opened, number)
            said = conversations.say(change.by(who), meant.task_id, meant.words, meant.thread_id)
            task = opened.get_one(Task, meant.task_id)
            if kept:
                evidence.record(change.by(who), task, kept, "")
            row.state, row.kind, row.plan_id = "taken", "reply", task.plan_id
            row.task_id, row.user_id, row.comment_id = task.id, who.id, said.comment_id
            row.reason = waiting_mails.reason(_shortened(files.refused))


def _who(session: Session, address: ReplyAddress, incoming: Incoming, now: datetime) -> Actor:
    """Return the person whose answer it is."""
    user = session.get_one(User, address.user_id)
    if incoming.sender != user.email:
        raise InvalidInput(
            "mail",
            f"It answers a mail to {user.name}, and is from {incoming.sender or 'nobody named'}. "
            "Only whoever got a mail answers it by mail.",
        )
    if address.expires_at <= now or user.disabled_at is not None:
        raise InvalidInput(
            "mail",
            f"The address that it was sent to is no longer {user.name}’s to answer at: it is too "
            "old, or their access or password has changed since.",
        )
    since = now - A_DAY
    count = session.scalar(
        select(func.count()).where(
            ReceivedMail.user_id == user.id,
            ReceivedMail.state == "taken",
            ReceivedMail.received_at > since,
        )
    )
    if (count or 0) >= MOST_A_DAY:
        raise InvalidInput(
            "mail",
            f"{user.name} has answered {count} mails within a day, and {MOST_A_DAY} are taken: "
            "perhaps a program answers for them.",
        )
    plan = session.get_one(Plan, address.plan_id)
    absent = absences.stood_in_for(session, user.id, civil_date(now, plan.time_zone))
    return Actor(user.id, user.name, "mail", stands_in_for=frozenset(absent))


def _meant(session: Session, address: ReplyAddress, incoming: Incoming) -> Meant:
    """Return what an answer is about: the task of the mail, or that whose code comes first."""
    words = own_words(incoming.text)
    given = [kinds.plain_name(name) for name, _ in incoming.attachments]
    others = len(given) - MOST_NAMED
    more = f" and {others} others" if others > 0 else ""
    names = ", ".join(given[:MOST_NAMED]) + more
    tasks = _tasks(session, address.message_id)
    if not tasks:
        raise InvalidInput("mail", "The mail that it answers is about no task any more.")
    task_id = next(iter(tasks))
    if len(tasks) > 1:
        found = next(((one, code) for one, code in tasks.items() if _begins(words, code)), None)
        if found is None:
            codes = ", ".join(tasks.values())
            raise InvalidInput(
                "mail",
                f"It answers a mail about {len(tasks)} tasks ({codes}), and does not begin with "
                "the code of one of them.",
            )
        task_id, code = found
        words = AFTER_CODE.sub("", words[len(code) :], count=1)
    if not words and not names:
        raise InvalidInput("mail", "It has no words besides the mail that it answers.")
    return Meant(task_id, _thread(session, address.message_id), words or f"Attached: {names}")


def _tasks(session: Session, message_id: str) -> dict[int, str]:
    """Return the codes of the tasks that a mail of ours was about, the longest codes first."""
    ids = [
        task_id
        for ledger in (Reminder, Notice)
        for task_id in session.scalars(
            select(ledger.task_id).where(ledger.message_id == message_id)
        )
    ]
    rows = session.execute(select(Task.id, Task.code).where(Task.id.in_(ids)))
    return {row.id: row.code for row in sorted(rows, key=lambda row: (-len(row.code), row.code))}


def _begins(words: str, code: str) -> bool:
    """Tell whether a text begins with a code, and not with a longer word."""
    rest = words[len(code) : len(code) + 1]
    return words[: len(code)].casefold() == code.casefold() and not rest.isalnum()


def _thread(session: Session, message_id: str) -> int | None:
    """Return the thread that a mail told of, when it told of one comment and nothing else."""
    if session.scalar(select(Reminder.id).where(Reminder.message_id == message_id).limit(1)):
        return None
    told = session.scalars(select(Notice.comment_id).where(Notice.message_id == message_id)).all()
    if len(told) != 1 or told[0] is None:
        return None
    comment = session.get_one(TaskComment, told[0])
    return comment.thread_id or comment.id


def _files(session: Session, who: Actor, task_id: int, incoming: Incoming) -> Files:
    """Return which attachments are kept as evidence, each file on its own."""
    taken: list[tuple[str, bytes]] = []
    refused: list[str] = []
    may = _may_attach(session, who, task_id) if incoming.attachments else ""
    for name, content in incoming.attachments:
        try:
            if may:
                raise InvalidInput("evidence", f"“{kinds.plain_name(name)}” was not kept: {may}")
            if len(taken) == evidence.MOST_AT_ONCE:
                raise InvalidInput(
                    "evidence",
                    f"“{kinds.plain_name(name)}” was not kept: {evidence.MOST_AT_ONCE} files are "
                    "taken from one mail.",
                )
            taken.append((kinds.checked(name, content), content))
        except InvalidInput as refusal:
            refused.append(str(refusal))
    return Files(taken, refused)


def _shortened(refused: list[str]) -> str:
    """Return what was not kept, the first of it by name."""
    others = len(refused) - MOST_NAMED
    more = [f"And {others} others were not kept."] if others > 0 else []
    return " ".join(refused[:MOST_NAMED] + more)


def _may_attach(session: Session, who: Actor, task_id: int) -> str:
    """Return why somebody may not attach evidence to a task; nothing when they may."""
    task, standing = rights.task_for(session, who, task_id)
    try:
        rights.require_report(session, standing, task.id)
    except NotAllowed as refusal:
        return str(refusal)
    return ""
