"""Ask an agency to draft the answer to a point, and ask it no more.

The coordinator settles the point whenever they want; what was drafted stays beside it.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models import Agency, AnswerDraft, Comment, CommentPoint, Notice, Plan
from models.reminding.outgoing import WAITING
from workplan.clock import civil_date
from workplan.errors import InvalidInput
from workplan.plain_text import prose
from workplan.scheduling.explain import day_words
from workplan.services.consultation import finding, points
from workplan.services.consultation.finding import SUBJECT
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News, Told
from workplan.services.people import plan_members
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.vocabulary import MailState, NoticeKind

LONGEST_ASK = 2_000
ASKED_NO_MORE = "Nobody is asked for this draft any more."


class Asked(NamedTuple):
    """Which agency drafts, by when, and what is said to it."""

    agency_id: int
    wanted_on: date
    ask: str = ""


def ask(change: Change, slug: str, number: int, version: int, which: int, wanted: Asked) -> None:
    """Ask an agency for the draft of an answer; one that is asked already is asked anew.

    Args:
        version: the version of the comment that the person saw.

    Raises:
        InvalidInput: for a point that is settled, for an agency for which nobody leads in the
            plan, for a day that has passed or comes after that of the answer, where that is to
            come, and where the agency has drafted already.
    """
    with change.transaction() as session:
        comment = finding.to_settle(change, slug, number, version)
        point = points.point_of(session, comment, which)
        if point.disposition is not None:
            raise InvalidInput(
                "agency", f"Point {which} is settled. Choose “Let it be open” first."
            )
        put(change, comment, point, checked(change, comment, wanted))


def drop(change: Change, slug: str, number: int, version: int, which: int) -> None:
    """Ask nobody for the draft of an answer any more.

    Raises:
        InvalidInput: where nobody is asked, and where the agency has drafted already.
    """
    with change.transaction() as session:
        comment = finding.to_settle(change, slug, number, version)
        point = points.point_of(session, comment, which)
        if draft_of(session, point) is None:
            raise InvalidInput("point", "No agency is asked to draft this. Reload the page.")
        put(change, comment, point, None)


def put(
    change: Change, comment: Comment, point: CommentPoint, wanted: Asked | None, reason: str = ""
) -> None:
    """Let an agency be asked so, or none, in the caller's transaction."""
    session = change.session
    draft = draft_of(session, point)
    before = asked_of(draft)
    if before == wanted:
        return
    if draft is not None and draft.drafted_at is not None:
        label = session.get_one(Agency, draft.agency_id).label
        raise InvalidInput(
            "agency",
            f"{label} has drafted the answer. Look at it, and settle the point, or send it back.",
        )
    comment.version += 1
    kept = [one and _kept(comment, point, one) for one in (before, wanted)]
    if wanted is None:
        forget(session, point)
        _note(change, comment, "comment.draft_dropped", kept, reason)
        return
    if draft is None or draft.agency_id != wanted.agency_id:
        forget(session, point)
        draft = AnswerDraft(point_id=point.id, version=0)
        session.add(draft)
    draft.agency_id, draft.wanted_on, draft.ask = wanted
    draft.asked_at, draft.asked_by_id = change.now, change.actor.id or 0
    draft.version += 1
    session.flush()
    _note(change, comment, "comment.draft_asked", kept, reason)
    said = f"Point {point.number} of {comment.reference}, by {day_words(draft.wanted_on)}."
    news = News(NoticeKind.DRAFT_ASKED, f"{said} {draft.ask}".strip(), draft_id=draft.id)
    people = plan_members.spoken_for(session, comment.plan_id, [draft.agency_id])
    notices.tell_all(change, comment.plan_id, [Told(None, news, people)])


def draft_of(session: Session, point: CommentPoint) -> AnswerDraft | None:
    """Return what an agency is asked about a point, if one is."""
    return session.scalar(select(AnswerDraft).where(AnswerDraft.point_id == point.id))


def asked_of(draft: AnswerDraft | None) -> Asked | None:
    """Return what an agency is asked, as it stands."""
    return None if draft is None else Asked(draft.agency_id, draft.wanted_on, draft.ask)


def forget(session: Session, point: CommentPoint) -> None:
    """Let go of what an agency was asked about a point; mail of it that waits does not leave."""
    ids = select(AnswerDraft.id).where(AnswerDraft.point_id == point.id)
    of_it = Notice.draft_id.in_(ids)
    gone = {"state": MailState.CANCELLED, "last_reply": ASKED_NO_MORE}
    session.execute(update(Notice).where(of_it, Notice.state.in_(WAITING)).values(**gone))
    session.execute(update(Notice).where(of_it).values(draft_id=None))
    session.execute(delete(AnswerDraft).where(AnswerDraft.point_id == point.id))
    session.expire_all()


def with_kept(kept: dict[str, Any] | None) -> Asked | None:
    """Return what an entry of the journal keeps of what an agency was asked."""
    if not kept:
        return None
    return Asked(kept["agency_id"], date.fromisoformat(kept["wanted_on"]), kept["ask"])


def checked(change: Change, comment: Comment, wanted: Asked) -> Asked:
    """Return what an agency is asked as it is kept, or refuse it with the way out."""
    session = change.session
    agency = session.get(Agency, wanted.agency_id)
    if agency is None or agency.retired_at is not None:
        raise InvalidInput("agency", "No agency was chosen. Choose one of the plan.")
    if not plan_members.spoken_for(session, comment.plan_id, [agency.id]):
        raise InvalidInput(
            "agency",
            f"Nobody leads for {agency.label} in this plan, so nobody would be told. Give somebody "
            "there a role, or choose another.",
        )
    zone = session.get_one(Plan, comment.plan_id).time_zone
    today, day = civil_date(change.now, zone), wanted.wanted_on
    if day < today:
        raise InvalidInput("wanted_on", f"{day_words(day)} has passed. Give today or a later day.")
    if day > comment.answer_by >= today:
        raise InvalidInput(
            "wanted_on",
            f"{day_words(day)} is too late: the answer is due {day_words(comment.answer_by)}. Give "
            "a day until then.",
        )
    said = prose(wanted.ask).strip()
    if len(said) > LONGEST_ASK:
        raise InvalidInput(
            "ask", f"It has {len(said):,} characters, and {LONGEST_ASK:,} fit. Shorten it."
        )
    return wanted._replace(ask=said)


def _kept(comment: Comment, point: CommentPoint, one: Asked) -> dict[str, Any]:
    named = {"reference": f"{comment.reference}.{point.number}", "number": point.number}
    return named | one._asdict() | {"wanted_on": one.wanted_on.isoformat()}


def _note(
    change: Change, comment: Comment, verb: str, kept: list[dict[str, Any] | None], reason: str
) -> None:
    before, after = kept
    entry = journal.Entry(verb, (SUBJECT, comment.id), before, after, reason)
    journal.note(change, comment.plan_id, entry)
