"""An agency drafts the answer to a point; the coordinator settles by it, or sends it back."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from models import AnswerDraft, Comment, CommentPoint, Plan
from workplan.errors import InvalidInput, NotAllowed, StaleVersion
from workplan.services.consultation import finding, points
from workplan.services.consultation.drafts import asking
from workplan.services.consultation.finding import SUBJECT, said_why
from workplan.services.consultation.points import Settled
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News, Told
from workplan.services.coordination.rounds.finding import may_answer
from workplan.services.people import plan_members, rights
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.vocabulary import Disposition, NoticeKind, Role

NOT_THEIRS = (
    "Only a lead of the agency that is asked drafts this answer. Say to the coordinator what it "
    "should be."
)
NOBODY_ASKED = (
    "No agency is asked for this draft any more. Say to the coordinator what the answer should be."
)


def write(
    change: Change, slug: str, number: int, version: int, which: int, wanted: Settled
) -> None:
    """Draft what becomes of a point, or draft it anew until it is settled.

    Args:
        version: the version of the draft that the person saw.

    Raises:
        NotAllowed: for all but leads, or whoever stands in for one.
        StaleVersion: when another of the agency drafted in between, or it was sent back.
        InvalidInput: for what could not be settled so, for what is settled meanwhile, and where
            the agency is not asked, or not any more.
    """
    with change.transaction() as session:
        plan = require_lead(session, change.actor, slug, number)
        comment, point, draft = _of(session, plan, number, which)
        _, standing = rights.plan_for(session, change.actor, slug)
        if not may_answer(standing, draft.agency_id):
            raise InvalidInput("answer", NOT_THEIRS)
        is_open = comment.answered_at is None and comment.set_aside_at is None
        if not is_open or point.disposition is not None:
            raise InvalidInput(
                "answer",
                f"Point {which} of {comment.reference} is settled meanwhile. Say to the "
                "coordinator what should change.",
            )
        session.refresh(draft, with_for_update=True)
        if draft.version != version:
            raise StaleVersion(version, draft.version)
        _put(change, comment, point, draft, points.checked(session, plan.id, wanted))


def require_lead(session: Session, actor: Actor, slug: str, number: int) -> Plan:
    """Refuse whoever drafts no answers in a plan, and return it.

    Whose agency is asked is looked at when the draft is saved: it may be another meanwhile, and
    nobody loses what they typed.

    Raises:
        NotFound: for a comment that is not there.
        NotAllowed: for all but leads, and those who stand in for one.
    """
    plan, standing = rights.plan_for(session, actor, slug)
    finding.of_number(session, plan.id, number)
    rights.require_open(session, plan.id)
    if not any(voice.role == Role.LEAD for voice in (standing, *standing.covers)):
        raise NotAllowed(NOT_THEIRS)
    return plan


def _of(
    session: Session, plan: Plan, number: int, which: int
) -> tuple[Comment, CommentPoint, AnswerDraft]:
    comment = finding.of_number(session, plan.id, number)
    point = points.point_of(session, comment, which)
    draft = asking.draft_of(session, point)
    if draft is None:
        raise InvalidInput("answer", NOBODY_ASKED)
    return comment, point, draft


def send_back(
    change: Change, slug: str, number: int, version: int, which: int, because: str
) -> None:
    """Let an agency draft anew, and say why; its words stay in its form.

    Raises:
        InvalidInput: without a reason, and where nothing is drafted.
    """
    because = said_why("because", because)
    with change.transaction() as session:
        comment = finding.to_settle(change, slug, number, version)
        point = points.point_of(session, comment, which)
        draft = asking.draft_of(session, point)
        if draft is None or draft.drafted_at is None:
            raise InvalidInput("because", "Nothing is drafted here. Reload the page.")
        draft.drafted_at = draft.drafted_by_id = None
        draft.returned_because = because
        draft.version += 1
        comment.version += 1
        after = _named(comment, point) | {"agency_id": draft.agency_id}
        _note(change, comment, "comment.draft_returned", after, because)
        said = f"Point {point.number} of {comment.reference}: {because}"
        news = News(NoticeKind.DRAFT_RETURNED, said, draft_id=draft.id)
        people = plan_members.spoken_for(session, comment.plan_id, [draft.agency_id])
        notices.tell_all(change, comment.plan_id, [Told(None, news, people)])


def _put(
    change: Change, comment: Comment, point: CommentPoint, draft: AnswerDraft, wanted: Settled
) -> None:
    session = change.session
    is_same = drafted_of(draft) == wanted and draft.drafted_at is not None
    if is_same:
        return
    draft.disposition, draft.answer, draft.because = (
        wanted.disposition,
        wanted.answer,
        wanted.because,
    )
    draft.task_id, draft.returned_because = wanted.task_id, ""
    draft.drafted_at, draft.drafted_by_id = change.now, change.actor.id
    draft.version += 1
    # Nobody sends back, drops or settles by a draft that they have not seen.
    comment.version += 1
    session.flush()
    after = _named(comment, point) | {
        "agency_id": draft.agency_id,
        "disposition": wanted.disposition,
        "answer": wanted.answer,
        "because": wanted.because,
        "task_id": wanted.task_id,
    }
    _note(change, comment, "comment.drafted", after)
    members = plan_members.members_of(session, comment.plan_id)
    people = {one.user_id for one in members if one.role == Role.COORDINATOR}
    said = f"Point {point.number} of {comment.reference}: {Disposition.said(wanted.disposition)}."
    news = News(NoticeKind.DRAFTED, said, draft_id=draft.id)
    notices.tell_all(change, comment.plan_id, [Told(None, news, people)])


def drafted_of(draft: AnswerDraft) -> Settled:
    """Return what an agency drafted, as it stands."""
    return Settled(draft.disposition or "", draft.answer, draft.because, draft.task_id)


def _named(comment: Comment, point: CommentPoint) -> dict[str, Any]:
    return {"reference": f"{comment.reference}.{point.number}", "number": point.number}


def _note(
    change: Change, comment: Comment, verb: str, after: dict[str, Any], reason: str = ""
) -> None:
    entry = journal.Entry(verb, (SUBJECT, comment.id), None, after, reason)
    journal.note(change, comment.plan_id, entry)
