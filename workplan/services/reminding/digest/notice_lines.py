"""What a mail says of what others said and did, a line each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    AnswerDraft,
    ChangeRequest,
    Comment,
    CommentPoint,
    Notice,
    Plan,
    Task,
    UpdateRequest,
    User,
)
from workplan.mail.digest import DigestNotice
from workplan.scheduling.explain import day_words
from workplan.services.coordination.wanted_drafts import drafts_with
from workplan.vocabulary import NoticeKind

SENTENCES = {
    "mention": "{who} named {whom}",
    "answer": "{who} answered in a thread of yours",
    "request": "{who} asks {whom} for an update by {by}",
    "handed": "{who} handed a task to {whom}",
    "taken": "{who} gave a task to others that {whom} had",
    "offer": "{who} offers a task to {agency}",
    "decision": "{who} answered your offer",
    "support": "{who} said how the support stands",
    "left": "{who} has left, and nobody does the work",
    "extension": "{who} asks for a later suspense",
    "extension_answer": "{who} answered on a later suspense",
    "extension_waits": "A later suspense that was asked for is not answered",
    "unacknowledged": "No lead of its agency has acknowledged it",
    "claim": "{who} claims that a task is complete, and you check it",
    "accepted": "{who} accepted that a task is done",
    "returned": "{who} returned a claim: the task is open again",
    "recovery": "{who} assessed a task red, and asks for its recovery plan",
    "ended": "{who} ended a task, or brought it back",
    "coordinate": "{who} asks {whom} to coordinate on a product",
    "coordinate_soon": "An answer in coordination is due from {whom}",
    "coordinate_due": "An answer in coordination is due from {whom} today",
    "coordinated": "{who} answered in coordination",
    "settled": "{who} decided a comment of {whom} in coordination",
    "round_ended": "{who} went on in coordination",
    "silent": "An agency is silent in coordination",
    "unheard": "Nobody can be asked in coordination",
    "bureau_asked": "{who} asks {whom} for advice on a product",
    "bureau_due": "Advice on a product is due from {whom} today",
    "bureau_answered": "{who} advises you on a product",
    "weekly": "The week of the plan",
    "cycle_asked": "{who} asks {whom} for reports in a cycle",
    "approved": "{who} approved the plan",
    "comments_due": "Answers to comments from outside are due",
    "change_asked": "{who} asks for a change of the plan, and you decide",
    "change_answered": "{who} answered a change that you asked for",
    "draft_asked": "{who} asks {whom} to draft the answer to a comment",
    "draft_due": "The draft of an answer to a comment is due from {whom}",
    "drafted": "{who} drafted the answer to a comment",
    "draft_returned": "{who} sent the draft of an answer back",
}
ON_CHAIN = frozenset({"claim", "accepted", "returned", "ended"})
"""Notices that lead to the page of what happened between given and accepted."""
ANSWERABLE = frozenset({"coordinate", "coordinate_soon", "coordinate_due"})
"""Notices that ask for an answer in coordination, by a link of their own."""
IN_COORDINATION = ANSWERABLE | {
    *("coordinated", "settled", "round_ended", "silent", "unheard"),
    *("bureau_asked", "bureau_due", "bureau_answered", "approved"),
}
"""Notices that lead to the page of coordination."""
OF_NOBODY = {
    "handed": "A task was handed to {whom}",
    "taken": "A task that {whom} had was given to others",
}
"""What is said when nobody of the plan did it, but the operator at the command."""
ASKS = {
    "request": "Report on {code}",
    "mention": "Answer on {code}",
    "answer": "Answer on {code}",
    "claim": "Accept or return {code}",
    "recovery": "Write the recovery plan of {code}",
    "change_asked": "Accept or decline the change of {code}",
    "drafted": "Settle the point",
    "cycle_asked": "See what is to be reported",
    **dict.fromkeys(("draft_asked", "draft_due", "draft_returned"), "Draft the answer"),
    **dict.fromkeys(("bureau_asked", "bureau_due"), "Advise on {code}"),
    **dict.fromkeys(ANSWERABLE, "Concur on {code}, or say what is missing"),
}


def of(
    session: Session,
    rows: list[Notice],
    agency: str,
    away: Mapping[int, str],
    links: Mapping[int, str],
    answering: Mapping[int, str],
    base_url: str,
) -> tuple[DigestNotice, ...]:
    """Return the lines of some notices, requests first, then as they came; a week has no line.

    Args:
        away: the names of the absent people in whose place somebody is told.
        links: by task, the link by which they report.
        answering: by question in coordination, the link by which they concur.
    """
    rows = [row for row in rows if row.kind != NoticeKind.WEEKLY]
    if not rows:
        return ()
    about = _about(session, rows, base_url)
    names = _names(session, rows)
    wanted = _wanted(session, rows)
    requests, points = _requests(session, rows), _points(session, rows)
    lines = []
    for row in sorted(rows, key=lambda row: (row.kind != "request", row.id)):
        one = about[row.task_id]
        talk = answering.get(row.ask_id or 0) or _page(row, one, requests, points)
        lines.append(
            DigestNotice(
                code=one.code,
                name=one.name,
                what=_sentence(row).format(
                    who=names[row.from_id],
                    whom=f"{away[row.in_place_of_id]} (for whom you stand in)"
                    if row.in_place_of_id
                    else "you",
                    by=wanted.get(row.request_id or 0, ""),
                    agency=agency,
                ),
                said=row.said,
                asks=ASKS.get(row.kind, "See {code}").format(code=one.code),
                link=links.get(row.task_id or 0, talk) if row.kind == "request" else talk,
            )
        )
    return tuple(lines)


def _page(row: Notice, one: _About, requests: Mapping[int, int], points: Mapping[int, str]) -> str:
    """Return the page on which what a notice tells is seen."""
    if row.kind in IN_COORDINATION:
        return one.round_page
    if row.change_request_id is not None:
        return f"{one.page}/changes/{requests[row.change_request_id]}"
    if row.draft_id is not None:
        return f"{one.page}/comments/{points[row.draft_id]}"
    if row.cycle_id is not None:
        return f"{one.page}/cycles/open"
    if row.kind in ON_CHAIN:
        return f"{one.page}/chain"
    if row.kind == NoticeKind.COMMENTS_DUE:
        return f"{one.page}/comments"
    return f"{one.page}#{'talk' if row.comment_id else 'hands'}"


class _About(NamedTuple):
    """What a notice is about: a task, or the plan itself, with its pages."""

    code: str
    name: str
    page: str
    round_page: str


def _about(session: Session, rows: list[Notice], base_url: str) -> dict[int | None, _About]:
    """Return what some notices of one plan are about, by the ids of tasks; the plan by None."""
    found: dict[int | None, _About] = {}
    tasks = {row.task_id for row in rows if row.task_id is not None}
    for task in session.execute(select(Task.id, Task.code, Task.name).where(Task.id.in_(tasks))):
        page = f"{base_url}/tasks/{task.id}"
        found[task.id] = _About(task.code, task.name, page, f"{page}/coordination")
    plan = session.get_one(Plan, rows[0].plan_id)
    page = f"{base_url}/plans/{plan.slug}"
    found[None] = _About(plan.mail_tag, plan.title, page, f"{page}/clearance")
    return found


def _names(session: Session, rows: list[Notice]) -> dict[int, str]:
    """Return the names of those from whom some notices are, by person."""
    users = select(User.id, User.name).where(User.id.in_({r.from_id for r in rows}))
    return {user.id: user.name for user in session.execute(users)}


def _wanted(session: Session, rows: list[Notice]) -> dict[int, str]:
    """Return the days by which some notices ask for an update, in words, by request."""
    requests = select(UpdateRequest.id, UpdateRequest.wanted_on).where(
        UpdateRequest.id.in_({r.request_id for r in rows if r.request_id})
    )
    return {row.id: day_words(row.wanted_on) for row in session.execute(requests)}


def _requests(session: Session, rows: list[Notice]) -> dict[int, int]:
    """Return the numbers of the change requests that some notices are about."""
    ids = {row.change_request_id for row in rows} - {None}
    if not ids:
        return {}
    numbers = select(ChangeRequest.id, ChangeRequest.number).where(ChangeRequest.id.in_(ids))
    return dict(session.execute(numbers).all())


def _points(session: Session, rows: list[Notice]) -> dict[int, str]:
    """Return where the points stand whose drafts some notices are about, by draft."""
    ids = {row.draft_id for row in rows} - {None}
    if not ids:
        return {}
    wanted = drafts_with(AnswerDraft.id, Comment.number, CommentPoint.number)
    found = session.execute(wanted.where(AnswerDraft.id.in_(ids)))
    return {draft: f"{number}?point={point}#point-{point}" for draft, number, point in found}


def _sentence(row: Notice) -> str:
    is_of_nobody = row.from_id == (row.in_place_of_id or row.user_id)
    return OF_NOBODY.get(row.kind, SENTENCES[row.kind]) if is_of_nobody else SENTENCES[row.kind]
