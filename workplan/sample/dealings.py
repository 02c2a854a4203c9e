"""What happens between the agencies of a sample plan: later suspenses, coordination, claims."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    Agency,
    Extension,
    Plan,
    RecoveryStep,
    Round,
    RoundAnswer,
    RoundAsk,
    RoundComment,
    RoundVersion,
    Task,
)
from workplan.services.coordination.confidence import assessments, recovery_plans
from workplan.services.coordination.registers import registers
from workplan.services.coordination.registers.register_fields import RegisterFields
from workplan.services.coordination.rounds import answers, settling, versions
from workplan.services.coordination.tasking import extension_answers, extensions
from workplan.services.record.change import Change
from workplan.services.reporting.endings import acceptance, claims, ways_out
from workplan.services.reporting.endings.ways_out import Ended
from workplan.vocabulary import Ending, RegisterKind

Raw = Mapping[str, Any]
Deal = Callable[["Plays", Raw, Change], object]


class Plays(Protocol):
    """A history that is played: where it is kept, and what its words stand for."""

    session: Session

    def task(self, code: str) -> Task:
        """Return a task by its number."""

    def day(self, value: str | int) -> date:
        """Return a day of the file as it falls."""


def _asks_for_later(plays: Plays, raw: Raw, change: Change) -> None:
    wanted = plays.day(raw["wanted_on"])
    asked = extensions.Asked(wanted, raw["reason"], raw["recovery"])
    extensions.ask(change, plays.task(raw["task"]).id, asked)


def _answers_that(plays: Plays, raw: Raw, change: Change) -> None:
    given = extension_answers.Answer(raw["kind"], words=raw["words"])
    extension_answers.answer(change, _extension(plays, raw), given)


def _replies(plays: Plays, raw: Raw, change: Change) -> None:
    extensions.reply(change, _extension(plays, raw), raw["words"])


def _assesses(plays: Plays, raw: Raw, change: Change) -> None:
    assessments.assess(change, plays.task(raw["task"]).id, raw["rating"], raw["reason"])


def _recovers(plays: Plays, raw: Raw, change: Change) -> None:
    by = plays.day(raw["wanted_on"])
    recovery_plans.add_step(change, plays.task(raw["task"]).id, raw["statement"], by)


def _finishes_step(plays: Plays, raw: Raw, change: Change) -> None:
    step = select(RecoveryStep.id).where(
        RecoveryStep.task_id == plays.task(raw["task"]).id,
        RecoveryStep.statement == raw["statement"],
    )
    recovery_plans.finish_step(change, plays.session.scalars(step).one())


def _sends(plays: Plays, raw: Raw, change: Change) -> None:
    """Send a version to agencies; each later one follows the one before."""
    ids = {row.code: row.id for row in plays.session.execute(select(Agency.code, Agency.id))}
    by = plays.day(raw["wanted_on"])
    sent = versions.Sent(raw["words"], {ids[code]: by for code in raw["to"]}, raw["after"])
    versions.send(change, plays.task(raw["task"]).id, sent, is_attached=False)


def _coordinates(plays: Plays, raw: Raw, change: Change) -> None:
    asked = (
        select(RoundAsk.id)
        .join(RoundVersion, RoundVersion.id == RoundAsk.version_id)
        .join(Agency, Agency.id == RoundAsk.agency_id)
        .where(RoundVersion.round_id == _round(plays, raw), Agency.code == raw["agency"])
        .order_by(RoundAsk.id.desc())
        .limit(1)
    )
    comments = [answers.Comment(**comment) for comment in raw.get("comments", ())]
    given = answers.Answer(raw["kind"], comments)
    answers.answer(change, plays.session.scalars(asked).one(), given)


def _decides(plays: Plays, raw: Raw, change: Change) -> None:
    comment = (
        select(RoundComment.id)
        .join(RoundAnswer, RoundAnswer.id == RoundComment.answer_id)
        .join(RoundAsk, RoundAsk.id == RoundAnswer.ask_id)
        .join(RoundVersion, RoundVersion.id == RoundAsk.version_id)
        .where(RoundVersion.round_id == _round(plays, raw), RoundComment.words == raw["words"])
    )
    decided = raw["decision"], raw["because"]
    settling.decide(change, plays.session.scalars(comment).one(), *decided)


def _clears(plays: Plays, raw: Raw, change: Change) -> None:
    settling.clear(change, _round(plays, raw))


def _sends_back(plays: Plays, raw: Raw, change: Change) -> None:
    claim = claims.open_claim(plays.session, plays.task(raw["task"]).id)
    assert claim is not None, "it is reported complete before it is sent back"
    acceptance.send_back(change, claim.id, raw["words"])


def _ends(plays: Plays, raw: Raw, change: Change) -> None:
    task, heir = plays.task(raw["task"]), plays.task(raw["heir"])
    ended = Ended(Ending.SUPERSEDED, raw["words"], into_task_id=heir.id)
    ways_out.end(change, task.id, task.version, ended)


def _asks_for_decision(plays: Plays, raw: Raw, change: Change) -> None:
    task = plays.task(raw["task"])
    slug = plays.session.scalars(select(Plan.slug).where(Plan.id == task.plan_id)).one()
    agency = select(Agency.id).where(Agency.code == raw["agency"])
    wanted = RegisterFields(
        *(RegisterKind.DECISION, raw["words"], plays.session.scalars(agency).one()),
        *(raw["decider"], plays.day(raw["wanted_on"]), (task.id,)),
    )
    registers.add(change, slug, wanted)


DEALS: dict[str, Deal] = {
    "asks for a later suspense": _asks_for_later,
    "answers that": _answers_that,
    "replies": _replies,
    "assesses": _assesses,
    "plans a step": _recovers,
    "finishes a step": _finishes_step,
    "sends a version": _sends,
    "answers in coordination": _coordinates,
    "decides on a comment": _decides,
    "clears": _clears,
    "sends a claim back": _sends_back,
    "supersedes": _ends,
    "asks for a decision": _asks_for_decision,
}
"""What a dealing of a file does, by its word."""


def happens(plays: Plays, raw: Raw, change: Change) -> None:
    """Let one dealing of a file happen."""
    DEALS[raw["what"]](plays, raw, change)


def _extension(plays: Plays, raw: Raw) -> int:
    last = (
        select(Extension.id)
        .where(Extension.task_id == plays.task(raw["task"]).id)
        .order_by(Extension.id.desc())
        .limit(1)
    )
    return plays.session.scalars(last).one()


def _round(plays: Plays, raw: Raw) -> int:
    found = select(Round.id).where(Round.task_id == plays.task(raw["task"]).id)
    return plays.session.scalars(found.order_by(Round.id.desc()).limit(1)).one()
