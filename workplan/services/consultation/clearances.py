"""The plan itself goes round the agencies before it is approved: text, tasks and dates, frozen.

The rounds are those of a task's product (`services/coordination/rounds/`); here is what a plan has
of its own: its coordinator sends a frozen version of it, and sending the first one takes a draft
into clearance.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Plan, PlanVersion, Round, RoundVersion
from workplan.clock import civil_date
from workplan.errors import InvalidInput, StaleVersion
from workplan.services.consultation.text import frozen, versions
from workplan.services.coordination.rounds import finding
from workplan.services.coordination.rounds import versions as sending
from workplan.services.coordination.rounds.finding import About
from workplan.services.people import rights
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages
from workplan.vocabulary import RoundState, Stage


class Sent(NamedTuple):
    """What a coordinator sends.

    Args:
        name: what the version is for; of one that is kept already, nothing.
        wanted_on: by the agencies that are asked, the day by which each answers.
        after: the number of the version that went round last, as they saw it; 0 before the first.
    """

    name: str
    wanted_on: Mapping[int, date | None]
    after: int = 0


def send(change: Change, slug: str, sent: Sent) -> int:
    """Send the plan as it stands to agencies, and return the number of its version.

    It is frozen first, unless its last version is just so. A draft comes into clearance by it.

    Raises:
        NotAllowed: for all but the coordinator.
        StaleVersion: when somebody sent a version meanwhile.
        InvalidInput: for a template, nobody to ask, a day that is missing or has passed, a plan
            without a text, and while a comment of the version before is not decided.
    """
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_structure(session, standing)
        if plan.is_template:
            raise InvalidInput("name", "A template goes round nobody. Use it for a plan first.")
        about = About(plan.id, None, plan.title, plan.slug)
        today = civil_date(change.now, plan.time_zone)
        asked = sending.checked_asks(session, about, sent.wanted_on, today)
        found = finding.open_clearance(session, plan.id)
        last = _last_number(session, found)
        if last != sent.after:
            raise StaleVersion(sent.after, last)
        if found is not None:
            sending.require_decided(session, found)
        kept = _frozen(change, plan, sent.name)
        if kept.number == last:
            raise InvalidInput(
                "name",
                f"Nothing changed since version {last} was sent: text, tasks and dates are its. "
                "Add an agency to ask one more about it.",
            )
        version = RoundVersion(
            round_id=(found or _opened(change, plan)).id,
            number=kept.number,
            words="",
            plan_version_id=kept.id,
            sent_by_id=change.actor.id or 0,
            sent_at=change.now,
            is_on_behalf=False,
        )
        session.add(version)
        session.flush()
        if plan.stage == Stage.DRAFTING:
            plan_stages.move_to_stage(change, slug, Stage.CLEARANCE)
        sending.ask_all(change, about, version, asked, kept.digest)
        return kept.number


def is_cleared(session: Session, plan_id: int) -> bool | None:
    """Tell whether the last clearance of a plan ended as cleared; None if there never was one."""
    state = session.scalar(
        select(Round.state)
        .where(Round.plan_id == plan_id, Round.task_id.is_(None))
        .order_by(Round.id.desc())
        .limit(1)
    )
    return None if state is None else state == RoundState.CLEARED


def last_cleared(session: Session, plan_id: int) -> int:
    """Return the number of the version of a plan that was cleared last; 0 if none was."""
    number = (
        select(func.max(RoundVersion.number))
        .join(Round, Round.id == RoundVersion.round_id)
        .where(Round.plan_id == plan_id, Round.task_id.is_(None), Round.state == RoundState.CLEARED)
    )
    return session.scalar(number) or 0


def _frozen(change: Change, plan: Plan, name: str) -> PlanVersion:
    """Return the last version of a plan if the plan is just so; else keep it as the next one."""
    last = versions.last_of(change.session, plan.id)
    content = frozen.content_of(change.session, plan)
    if last is not None and last.digest == frozen.digest_of(content):
        return last
    number = last.number + 1 if last else 1
    return versions.keep_in(change, plan, name.strip() or f"Draft {number} for clearance")


def _opened(change: Change, plan: Plan) -> Round:
    found = Round(
        plan_id=plan.id,
        opened_by_id=change.actor.id or 0,
        opened_at=change.now,
        state=RoundState.OPEN,
    )
    change.session.add(found)
    change.session.flush()
    return found


def _last_number(session: Session, found: Round | None) -> int:
    if found is None:
        return 0
    last = select(func.max(RoundVersion.number)).where(RoundVersion.round_id == found.id)
    return session.scalar(last) or 0
