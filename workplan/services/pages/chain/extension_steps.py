"""Later suspenses that were asked for, the questions on them, and how each was answered."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from workplan.clock import civil_date
from workplan.scheduling.explain import day_words
from workplan.services.coordination.tasking import extension_lists
from workplan.services.coordination.tasking.extension_lists import Request
from workplan.services.pages.chain.steps import Looking, Step, working_days
from workplan.vocabulary import ExtensionState

TOOK = "request to answer"
MARKS: dict[str, str] = {
    ExtensionState.APPROVED: "complete",
    ExtensionState.DECLINED: "returned",
}


def steps_of(session: Session, looking: Looking) -> Iterator[Step]:
    """Yield each request of the task, what was asked back, and the answer; three selects."""
    zone = looking.plan.time_zone
    for told in reversed(extension_lists.of_task(session, looking.task.id)):
        asked = told.request
        on = civil_date(asked.asked_at, zone)
        what = f"Later suspense asked, {day_words(asked.wanted_on)}"
        facts = (f"Recovery: {asked.recovery}",)
        yield Step(on, asked.asked_at, "on_track", what, asked.by, asked.reason, facts)
        for one in told.questions:
            fact = (f"Reply: {one.reply}",) if one.reply else ()
            day = civil_date(one.asked_at, zone)
            yield Step(day, one.asked_at, "returned", "Asked back", one.by, one.question, fact)
        yield _answer(asked, looking)


def _answer(asked: Request, looking: Looking) -> Step:
    """Return how a request was answered, or that it waits."""
    zone, day = looking.plan.time_zone, looking.day
    on = civil_date(asked.asked_at, zone)
    if asked.closed_at is None:
        if not looking.task.is_open:
            what = "Not answered while the work was open"
            return Step(on, asked.asked_at, "returned", what)
        waits = working_days(day, on, day.today), TOOK
        whose = "its agency" if asked.state == ExtensionState.RETURNED else "the coordinators"
        what = f"To be answered by {whose}"
        return Step(day.today, asked.asked_at, "waiting", what, took=waits, is_open=True)
    closed = civil_date(asked.closed_at, zone)
    took = working_days(day, on, closed), TOOK
    what = f"Later suspense {ExtensionState.said(asked.state).lower()}"
    facts: tuple[str, ...] = ()
    if asked.agreed_on is not None:
        another = "another day, " if asked.agreed_on != asked.wanted_on else ""
        what = f"Agreed {another}{day_words(asked.agreed_on)}"
        facts = (f"Extension no. {asked.number}; ordered: {day_words(asked.directed_on)}.",)
    is_answer = asked.state in MARKS
    return Step(
        closed,
        asked.closed_at,
        MARKS.get(asked.state, "returned"),
        what,
        asked.closed_by or "",
        asked.answer,
        facts,
        took if is_answer else None,
    )
