"""Claims of a task and what became of them, and how it was ended otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

import models
from models import Claim, Directive, Evidence, StatusReport, Task, User, WayOut
from workplan.scheduling.explain import day_words
from workplan.services.pages.chain.steps import Looking, Step, working_days
from workplan.services.record.read_models import read
from workplan.vocabulary import ClaimState, Ending

BY, DECIDER, REVERSER = aliased(User), aliased(User), aliased(User)
MARKS: dict[str, str] = {
    ClaimState.ACCEPTED: "complete",
    ClaimState.REVERSED: "complete",
    ClaimState.RETURNED: "returned",
    ClaimState.WITHDRAWN: "returned",
}


class ClaimRow(NamedTuple):
    """A claim with who made it, what they said, and who decided."""

    Claim: models.Claim
    by: str
    said: str
    on_behalf: bool
    decider: str | None
    reverser: str | None
    files: int


def claims_of(session: Session, task_id: int) -> list[ClaimRow]:
    """Return the claims of a task, in their order; one select."""
    files = (
        select(func.count())
        .where(Evidence.report_id == Claim.report_id, Evidence.removed_at.is_(None))
        .scalar_subquery()
    )
    wanted = (
        select(
            Claim,
            BY.name.label("by"),
            StatusReport.done.label("said"),
            StatusReport.is_on_behalf.label("on_behalf"),
            DECIDER.name.label("decider"),
            REVERSER.name.label("reverser"),
            files.label("files"),
        )
        .join(StatusReport, StatusReport.id == Claim.report_id)
        .join(BY, BY.id == StatusReport.user_id)
        .outerjoin(DECIDER, DECIDER.id == Claim.decided_by_id)
        .outerjoin(REVERSER, REVERSER.id == Claim.reversed_by_id)
        .where(Claim.task_id == task_id)
        .order_by(Claim.id)
    )
    return read(ClaimRow, session.execute(wanted))


def steps_of(session: Session, looking: Looking) -> Iterator[Step]:
    """Yield each claim of the task, and each decision on one."""
    for number, row in enumerate(claims_of(session, looking.task.id)):
        yield _claimed(row, again=number > 0)
        yield from _decided(row, looking)


def ways_out(session: Session, looking: Looking) -> Iterator[Step]:
    """Yield how the task was ended without being done, and brought back."""
    heir = aliased(Task)
    rows = session.execute(
        select(WayOut, DECIDER.name, REVERSER.name, heir.code, heir.name, Directive.citation)
        .outerjoin(DECIDER, DECIDER.id == WayOut.decided_by_id)
        .outerjoin(REVERSER, REVERSER.id == WayOut.back_by_id)
        .outerjoin(heir, heir.id == WayOut.into_task_id)
        .outerjoin(Directive, Directive.id == WayOut.by_directive_id)
        .where(WayOut.task_id == looking.task.id)
        .order_by(WayOut.id)
    )
    for way, name, back_by, code, task, citation in rows:
        by = citation or (f"{code} {task}" if code else "")
        link = " into " if way.kind == Ending.MERGED else " by "
        what = Ending.said(way.kind) + (link + by if by else "")
        yield Step(way.decided_on, way.decided_at, way.kind, what, name or "", way.reason)
        if way.back_on is not None and way.back_at is not None:
            what = "Brought back into the open work"
            yield Step(way.back_on, way.back_at, "returned", what, back_by or "", way.back_because)


def _claimed(row: ClaimRow, *, again: bool) -> Step:
    claim = row.Claim
    met = sum(bool(answer["is_met"]) for answer in claim.answers)
    what = "Claimed complete again" if again else "Claimed complete"
    if claim.answers:
        what += f", {met} of {len(claim.answers)} criteria ticked"
    facts = [f"{a['criterion']}: {a['why']}" for a in claim.answers if not a["is_met"]]
    if row.files:
        facts.append(f"With {row.files} {'file or link' if row.files == 1 else 'files or links'}.")
    who = f"{row.by}, on behalf of the agency" if row.on_behalf else row.by
    return Step(claim.claimed_on, claim.claimed_at, "claimed", what, who, row.said, tuple(facts))


def _decided(row: ClaimRow, looking: Looking) -> Iterator[Step]:
    claim = row.Claim
    if claim.decided_on is None or claim.decided_at is None:
        return
    took = working_days(looking.day, claim.claimed_on, claim.decided_on), "claim to check"
    was_accepted = claim.state in (ClaimState.ACCEPTED, ClaimState.REVERSED)
    state = ClaimState.ACCEPTED if was_accepted else claim.state
    what = ClaimState.said(state)
    if state == ClaimState.ACCEPTED:
        what += f": done as of {day_words(claim.claimed_on)}"
    open_ = tuple(
        f"Left open: {answer['criterion']}." for answer in claim.answers if not answer["seen"]
    )
    facts = open_ if state == ClaimState.ACCEPTED else ()
    is_answer = state != ClaimState.WITHDRAWN
    yield Step(
        claim.decided_on,
        claim.decided_at,
        MARKS[state],
        what,
        row.decider or "",
        claim.words,
        facts,
        took if is_answer else None,
    )
    if claim.reversed_on is not None and claim.reversed_at is not None:
        yield Step(
            claim.reversed_on,
            claim.reversed_at,
            "returned",
            ClaimState.REVERSED.words,
            row.reverser or "",
            claim.reversed_because,
        )
