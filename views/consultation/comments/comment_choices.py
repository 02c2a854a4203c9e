"""What narrows the list of comments: read from its address, offered in its line, said as chips."""

from __future__ import annotations

from flask import request

from models import Plan
from views.support.sent.asked import row_id
from views.support.shown.narrowing import Choice
from workplan.extensions import Session
from workplan.services.pages.comments.comment_filters import MORE_STATES, CommentAge, CommentFilter
from workplan.services.pages.comments.comment_rows import CommentState
from workplan.services.pages.lists.effort_lists import efforts
from workplan.services.people import agencies
from workplan.services.structure import objectives
from workplan.vocabulary import CommentSource, Disposition


def narrowed() -> CommentFilter:
    """Return which comments the address asks for."""
    given = request.args
    return CommentFilter(
        given.get("text", "").strip()[:200],
        given.get("state", ""),
        given.get("disposition", ""),
        given.get("source", ""),
        given.get("age", ""),
        row_id(given.get("objective", "")),
        row_id(given.get("effort", "")),
        row_id(given.get("agency", "")),
    )


def offered(session: Session, plan: Plan, wanted: CommentFilter) -> list[Choice]:
    """Return the choices that stand in the line of the list."""
    return [
        Choice("state", "State", [*CommentState.choices(), *MORE_STATES], wanted.state),
        Choice("disposition", "Disposition", Disposition.choices(), wanted.disposition),
        Choice(
            "effort",
            "Line of effort",
            [(str(one.id), one.name) for one in efforts(session, plan.id)],
            _chosen(wanted.effort),
        ),
    ]


def besides(session: Session, plan: Plan, wanted: CommentFilter) -> list[Choice]:
    """Return what else the address chooses, by the counts of comments: kept, and said as chips."""
    found = [
        Choice("source", "How it came", CommentSource.choices(), wanted.source),
        Choice("age", "Age", CommentAge.choices(), wanted.age),
    ]
    if wanted.objective:
        known = objectives.of_directive(session, plan)
        options = [(str(one.id), one.code) for one in known]
        found.append(Choice("objective", "Objective", options, _chosen(wanted.objective)))
    if wanted.agency:
        options = [(str(number), label) for number, label in agencies.labels(session).items()]
        found.append(Choice("agency", "Draft asked of", options, _chosen(wanted.agency)))
    return [one for one in found if one.chosen]


def text_of(wanted: CommentFilter) -> Choice:
    """Return the words by which the list is narrowed, as a choice that can be taken away."""
    return Choice("text", "Words", [(wanted.text, f"“{wanted.text}”")], wanted.text)


def _chosen(row: int | None) -> str:
    return str(row) if row else ""
