"""Read how the rounds of a task went, by as many selects for many agencies as for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session, aliased

from models import (
    Agency,
    Evidence,
    Round,
    RoundAnswer,
    RoundAsk,
    RoundComment,
    RoundVersion,
    User,
)
from workplan.services.coordination.rounds.courses import (
    Ask,
    Course,
    File,
    Remark,
    Said,
    Version,
)
from workplan.services.coordination.rounds.standing_asks import stands
from workplan.services.record.read_models import read

CLOSER, GOER, DECIDER = aliased(User), aliased(User), aliased(User)
"""Made once: to put an alias together takes longer than its select."""


def of_task(session: Session, task_id: int) -> list[Course]:
    """Return the rounds of a task, the newest first; five selects, one where there is none."""
    return _courses(session, Round.task_id == task_id)


def of_plan(session: Session, plan_id: int) -> list[Course]:
    """Return the rounds of a plan itself, likewise."""
    return _courses(session, and_(Round.plan_id == plan_id, Round.task_id.is_(None)))


def _courses(session: Session, which: ColumnElement[bool]) -> list[Course]:
    versions = session.execute(
        select(
            Round.id.label("round_id"),
            Round.state,
            Round.opened_at,
            Round.closed_at,
            CLOSER.name.label("closed_by"),
            Round.closed_because,
            RoundVersion.id,
            RoundVersion.number,
            RoundVersion.words,
            User.name.label("by"),
            RoundVersion.sent_at,
            RoundVersion.is_on_behalf,
        )
        .join(RoundVersion, RoundVersion.round_id == Round.id)
        .join(User, User.id == RoundVersion.sent_by_id)
        .outerjoin(CLOSER, CLOSER.id == Round.closed_by_id)
        .where(which)
        .order_by(Round.id.desc(), RoundVersion.number.desc())
    ).all()
    if not versions:
        return []
    rounds = {row.id: row.round_id for row in versions}
    files, asks = _files(session, rounds), _asks(session, rounds)
    found: dict[int, Course] = {}
    for row in versions:
        head = row[:6]
        course = found.setdefault(row.round_id, Course(*head, [], asks[row.round_id]))
        sent = (row.number, row.words, row.by, row.sent_at, row.is_on_behalf)
        course.versions.append(Version(row.id, *sent, files[row.id]))
    return list(found.values())


def version_of(session: Session, version_id: int) -> Version:
    """Return a version that was found already, with its files; two selects."""
    row = session.execute(
        select(
            RoundVersion.id,
            RoundVersion.number,
            RoundVersion.words,
            User.name.label("by"),
            RoundVersion.sent_at,
            RoundVersion.is_on_behalf,
        )
        .join(User, User.id == RoundVersion.sent_by_id)
        .where(RoundVersion.id == version_id)
    ).one()
    return Version(*row, _files(session, [version_id])[version_id])


def _files(session: Session, versions: Iterable[int]) -> dict[int, list[File]]:
    rows = session.execute(
        select(
            Evidence.id,
            Evidence.version_id,
            Evidence.name,
            Evidence.url,
            Evidence.size_bytes,
            Evidence.checksum,
            Evidence.removed_at,
        )
        .where(Evidence.version_id.in_(list(versions)))
        .order_by(Evidence.id)
    )
    found: dict[int, list[File]] = defaultdict(list)
    for row in read(File, rows):
        found[row.version_id or 0].append(row)
    return found


def _asks(session: Session, rounds: Mapping[int, int]) -> dict[int, list[Ask]]:
    """Return the questions of each round: by agency, that on the last version first."""
    rows = session.execute(
        select(
            RoundAsk.id,
            RoundAsk.version_id,
            RoundVersion.number,
            RoundAsk.agency_id,
            Agency.label,
            RoundVersion.sent_at,
            RoundAsk.wanted_on,
            RoundAsk.gone_on_at,
            GOER.name.label("gone_on_by"),
            RoundAsk.gone_on_because,
            RoundAsk.dropped_because,
            stands().label("stands"),
        )
        .join(RoundVersion, RoundVersion.id == RoundAsk.version_id)
        .join(Agency, Agency.id == RoundAsk.agency_id)
        .outerjoin(GOER, GOER.id == RoundAsk.gone_on_by_id)
        .where(RoundAsk.version_id.in_(list(rounds)))
        .order_by(Agency.label, RoundAsk.agency_id, RoundVersion.number.desc())
    ).all()
    answers = _answers(session, [row.id for row in rows])
    found: dict[int, list[Ask]] = defaultdict(list)
    for row in rows:
        found[rounds[row.version_id]].append(Ask._make([*row, answers[row.id]]))
    return found


def _answers(session: Session, asks: list[int]) -> dict[int, list[Said]]:
    rows = session.execute(
        select(
            RoundAnswer.id,
            RoundAnswer.ask_id,
            RoundAnswer.kind,
            User.name.label("by"),
            RoundAnswer.said_at,
        )
        .join(User, User.id == RoundAnswer.said_by_id)
        .where(RoundAnswer.ask_id.in_(asks))
        .order_by(RoundAnswer.id.desc())
    ).all()
    remarks = _remarks(session, [row.id for row in rows])
    found: dict[int, list[Said]] = defaultdict(list)
    for row in rows:
        found[row.ask_id].append(Said(*row, remarks[row.id]))
    return found


def _remarks(session: Session, answers: list[int]) -> dict[int, list[Remark]]:
    rows = session.execute(
        select(
            RoundComment.id,
            RoundComment.answer_id,
            RoundComment.number,
            RoundComment.passage,
            RoundComment.words,
            RoundComment.proposed,
            RoundComment.decision,
            RoundComment.decided_because,
            RoundComment.decided_at,
            DECIDER.name.label("decided_by"),
        )
        .outerjoin(DECIDER, DECIDER.id == RoundComment.decided_by_id)
        .where(RoundComment.answer_id.in_(answers))
        .order_by(RoundComment.answer_id, RoundComment.number)
    )
    found: dict[int, list[Remark]] = defaultdict(list)
    for row in read(Remark, rows):
        found[row.answer_id].append(row)
    return found
