"""A lead of an agency answers on a version: concur, concur with comment, or non-concur.

Each answer is a record. Until the round ends the agency may answer anew, and the last one stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Agency, Round, RoundAnswer, RoundAsk, RoundComment, RoundVersion
from workplan.errors import InvalidInput, NotAllowed
from workplan.plain_text import prose
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News, Told
from workplan.services.coordination.rounds import finding
from workplan.services.coordination.rounds.finding import About, Found
from workplan.services.coordination.rounds.standing_asks import last_answer, stands
from workplan.services.people import plan_members, rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.vocabulary import Concurrence

MOST, MOST_COMMENTS = 4_000, 20
"""How many characters a part of a comment has at most, and how many comments an answer."""


class Comment(NamedTuple):
    """A comment, or a reason not to concur.

    Args:
        passage: the words of the version that it meets; empty for all of it.
        words: what the agency says of them.
        proposed: the words that it proposes instead.
    """

    passage: str = ""
    words: str = ""
    proposed: str = ""


class Answer(NamedTuple):
    """What an agency answers; comments that are empty are none."""

    kind: str
    comments: Sequence[Comment] = ()


def answer(change: Change, ask_id: int, given: Answer) -> About:
    """Answer for an agency, and return what it is about; who sent the version is told.

    Raises:
        NotAllowed: for anybody but a lead of the agency.
        InvalidInput: when the round has ended, a later version was sent to the agency, or it leads
            the task by now; for an answer that is none, and for comments that do not fit it.
    """
    with change.transaction() as session:
        found, version, ask = finding.by_ask(change, ask_id)
        about = found.about
        rights.require_open(session, about.plan_id)
        if not finding.may_answer(found.standing, ask.agency_id):
            raise NotAllowed(finding.NOT_ASKED)
        require_asked_now(session, found.round, version, ask)
        comments = checked(given)
        if given.kind == Concurrence.CONCUR and kind_now(session, ask) == Concurrence.CONCUR:
            raise InvalidInput("kind", "Your agency has concurred already. Reload the page.")
        row = RoundAnswer(
            ask_id=ask.id, kind=given.kind, said_by_id=change.actor.id or 0, said_at=change.now
        )
        session.add(row)
        session.flush()
        session.add_all(
            RoundComment(answer_id=row.id, number=number, **comment._asdict())
            for number, comment in enumerate(comments, 1)
        )
        said = "\n\n".join(comment.words for comment in comments)
        after = {"agency_id": ask.agency_id, "number": version.number, "concurrence": given.kind}
        entry = journal.Entry(about.verb("answered"), about.subject, None, after, said)
        journal.note(change, about.plan_id, entry)
        _tell(change, found, version, ask, given.kind, said)
        return about


def require_asked_now(session: Session, found: Round, version: RoundVersion, ask: RoundAsk) -> None:
    """Refuse an answer to a question that stands no more."""
    finding.require_open(found)
    still = (
        select(RoundAsk.id)
        .join(RoundVersion, RoundVersion.id == RoundAsk.version_id)
        .where(RoundAsk.id == ask.id, stands())
    )
    if session.scalar(still) is None:
        raise InvalidInput(
            "kind",
            f"A later version than {version.number} was sent to your agency, or it leads the task "
            "by now. Reload the page and answer what it is asked.",
        )


def kind_now(session: Session, ask: RoundAsk) -> str | None:
    """Return how an agency has answered a question, if it has."""
    wanted = select(RoundAnswer.kind).join(RoundAsk, RoundAsk.id == RoundAnswer.ask_id)
    return session.scalar(wanted.where(RoundAsk.id == ask.id, RoundAnswer.id == last_answer()))


def checked(given: Answer) -> list[Comment]:
    """Return the comments of an answer as they are kept, or refuse what does not fit it."""
    if given.kind not in Concurrence.codes():
        raise InvalidInput("kind", "Choose to concur, to concur with comment, or not to concur.")
    parts = [Comment(*(prose(text).strip() for text in comment)) for comment in given.comments]
    comments = [comment for comment in parts if any(comment)]
    if given.kind == Concurrence.CONCUR:
        if comments:
            raise InvalidInput(
                "kind", "There is a comment. Choose “Concur with comment”, or empty its fields."
            )
        return []
    if not comments:
        empty: dict[str, str] = {
            Concurrence.COMMENT: "The comment is empty. Write it, or concur without one.",
            Concurrence.NON_CONCUR: "Say why your agency does not concur, and propose other words.",
        }
        raise InvalidInput("words-1", empty[given.kind])
    if len(comments) > MOST_COMMENTS:
        raise InvalidInput(
            "words-1", f"{len(comments)} comments are too many. Put them into {MOST_COMMENTS}."
        )
    for number, comment in enumerate(comments, 1):
        _check(given.kind, number, comment)
    return comments


def _check(kind: str, number: int, comment: Comment) -> None:
    if not comment.words:
        raise InvalidInput(f"words-{number}", f"Comment {number} says nothing yet. Write it.")
    if kind == Concurrence.NON_CONCUR and not comment.proposed:
        raise InvalidInput(
            f"proposed-{number}",
            f"Say in which words your agency would concur, in comment {number}.",
        )
    for name, text in comment._asdict().items():
        if len(text) > MOST:
            raise InvalidInput(
                f"{name}-{number}",
                f"A text of comment {number} has {len(text):,} characters, and {MOST:,} fit. "
                "Shorten it.",
            )


def _tell(
    change: Change, found: Found, version: RoundVersion, ask: RoundAsk, kind: str, said: str
) -> None:
    """Tell who sent the version, and who reports on the task."""
    agency = change.session.get_one(Agency, ask.agency_id)
    people = {version.sent_by_id}
    if found.task is not None:
        people |= plan_members.leads_of(change.session, found.task)
    words = f"{agency.label}, on version {version.number}: {Concurrence.said(kind).lower()}."
    news = News("coordinated", f"{words}\n\n{said}".strip())
    notices.tell_all(change, found.about.plan_id, [Told(found.about.task_id, news, people)])
