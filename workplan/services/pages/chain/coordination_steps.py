"""Versions of the product that went round, what agencies answered, and how each round ended."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from workplan.clock import civil_date
from workplan.scheduling.explain import day_words
from workplan.services.coordination.rounds import course_selects
from workplan.services.coordination.rounds.courses import Ask, Course, Said
from workplan.services.pages.chain.steps import Looking, Step, working_days
from workplan.vocabulary import Concurrence, Decision, RoundState

TOOK = "asked to answered"
MARKS: dict[str, str] = {
    Concurrence.CONCUR: "complete",
    Concurrence.COMMENT: "complete",
    Concurrence.NON_CONCUR: "returned",
}


def steps_of(session: Session, looking: Looking) -> Iterator[Step]:
    """Yield each version, each answer, each decision and each end; five selects at most."""
    for course in course_selects.of_task(session, looking.task.id):
        yield from _versions(course, looking)
        for ask in course.asks:
            yield from _answers(ask, looking)
            yield from _without(ask, course, looking)
        if course.closed_at is not None:
            on = civil_date(course.closed_at, looking.plan.time_zone)
            mark = "complete" if course.state == RoundState.CLEARED else "returned"
            what = f"Coordination {RoundState.said(course.state).lower()}"
            who, why = course.closed_by or "", course.closed_because
            yield Step(on, course.closed_at, mark, what, who, why)


def _versions(course: Course, looking: Looking) -> Iterator[Step]:
    for version in course.versions:
        on = civil_date(version.sent_at, looking.plan.time_zone)
        asked = [
            f"{ask.label} by {day_words(ask.wanted_on)}"
            for ask in course.asks
            if ask.version_id == version.id
        ]
        facts = [f"Asked: {', '.join(asked)}."]
        if version.files:
            names = ", ".join(file.name for file in version.files)
            facts.append(f"With {names}.")
        who = f"{version.by}, on behalf of the agency" if version.is_on_behalf else version.by
        what = f"Version {version.number} sent for coordination"
        yield Step(on, version.sent_at, "on_track", what, who, facts=tuple(facts))


def _answers(ask: Ask, looking: Looking) -> Iterator[Step]:
    """Yield what an agency answered, first to last, and what was decided of its comments."""
    zone, day = looking.plan.time_zone, looking.day
    asked_on = civil_date(ask.sent_at, zone)
    for said in reversed(ask.answers):
        on = civil_date(said.said_at, zone)
        what = f"{ask.label}, on version {ask.number}: {Concurrence.said(said.kind).lower()}"
        took = (working_days(day, asked_on, on), TOOK) if said is ask.answers[-1] else None
        words = " ".join(remark.words for remark in said.remarks)
        facts = tuple(f"Proposed: {one.proposed}" for one in said.remarks if one.proposed)
        yield Step(on, said.said_at, MARKS[said.kind], what, said.by, words, facts, took)
        yield from _decisions(ask, said, zone)


def _decisions(ask: Ask, said: Said, zone: str) -> Iterator[Step]:
    for one in said.remarks:
        if one.decision is not None and one.decided_at is not None:
            on = civil_date(one.decided_at, zone)
            mark = "returned" if one.decision == Decision.DECLINED else "complete"
            what = f"Comment of {ask.label}: {Decision.said(one.decision).lower()}"
            because, about = one.decided_because, (f"On: {one.words}",)
            yield Step(on, one.decided_at, mark, what, one.decided_by or "", because, about)


def _without(ask: Ask, course: Course, looking: Looking) -> Iterator[Step]:
    """Yield that one went on without an agency, or that it is waited for."""
    zone, day = looking.plan.time_zone, looking.day
    if ask.gone_on_at is not None:
        on = civil_date(ask.gone_on_at, zone)
        what = f"Went on without the answer of {ask.label}"
        who = ask.gone_on_by or ""
        yield Step(on, ask.gone_on_at, "returned", what, who, ask.gone_on_because)
    elif ask.is_owed and ask.stands and course.is_open and looking.task.is_open:
        waits = working_days(day, civil_date(ask.sent_at, zone), day.today), TOOK
        what = f"To be answered by {ask.label}, {day_words(ask.wanted_on)}"
        yield Step(day.today, ask.sent_at, "waiting", what, took=waits, is_open=True)
