"""What would break the checks of registers, assessments and rounds, and a sound row of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import (
    Assessment,
    Base,
    BureauAnswer,
    BureauAsk,
    InnerSuspense,
    RecoveryStep,
    RegisterEntry,
    RegisterTask,
    Round,
    RoundAnswer,
    RoundAsk,
    RoundComment,
    RoundVersion,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from support.ground.office import Office

BAD_IN_COORDINATION: dict[str, str] = {
    "ck_assessments_rating_known": "rating = 'perhaps'",
    "ck_assessments_red_wants_a_plan": "rating = 'red'",
    "ck_assessments_wanted_since": "red_since = '2026-11-24 12:00:00'",
    "ck_assessments_ended_by_somebody": "ended_at = '2026-11-24 12:00:00'",
    "ck_inner_suspenses_cleared_has_no_words": "due_on = NULL, words = 'So'",
    "ck_recovery_steps_done_is_not_given_up": "done_on = '2026-11-24', "
    "removed_at = '2026-11-24 12:00:00'",
    "ck_register_entries_kind_known": "kind = 'gossip'",
    "ck_register_entries_number_positive": "number = 0",
    "ck_register_entries_decision_says_who_and_when": "kind = 'decision'",
    "ck_register_entries_closed_by_somebody": "closed_at = '2026-11-24 12:00:00', outcome = 'So'",
    "ck_register_entries_closed_has_outcome": "outcome = 'So'",
    "ck_register_entries_version_positive": "version = 0",
    "ck_bureau_answers_kind_known": "kind = 'perhaps'",
    "ck_rounds_state_known": "state = 'lost', closed_at = '2026-11-24 12:00:00', closed_by_id = 1",
    "ck_rounds_closed_has_moment": "state = 'cleared'",
    "ck_rounds_closed_by_somebody": "closed_by_id = 1",
    "ck_rounds_withdrawn_has_reason": "state = 'withdrawn', "
    "closed_at = '2026-11-24 12:00:00', closed_by_id = 1",
    "ck_round_versions_number_positive": "number = 0",
    "ck_round_asks_gone_on_by_somebody": "gone_on_by_id = 1",
    "ck_round_asks_gone_on_has_reason": "gone_on_because = 'So'",
    "ck_round_asks_dropped_has_reason": "dropped_because = 'So'",
    "ck_round_answers_kind_known": "kind = 'perhaps'",
    "ck_round_comments_decision_known": "decision = 'perhaps', decided_because = 'So', "
    "decided_at = '2026-11-24 12:00:00', decided_by_id = 1",
    "ck_round_comments_number_positive": "number = 0",
    "ck_round_comments_decided_has_moment": "decided_at = '2026-11-24 12:00:00'",
    "ck_round_comments_decided_by_somebody": "decided_by_id = 1",
    "ck_round_comments_decided_has_reason": "decided_because = 'So'",
}


def rows_of_coordination(office: Office, task: int, at: datetime) -> list[Base]:
    """Return a row of each of these tables."""
    user, agencies = office.lead.id or 0, office.agencies
    return [
        Assessment(
            task_id=task, rating="at_risk", reason="So", assessed_at=at, assessed_by_id=user
        ),
        RecoveryStep(
            task_id=task, statement="So", wanted_on=at.date(), written_at=at, written_by_id=user
        ),
        InnerSuspense(
            task_id=task,
            agency_id=agencies["PM"],
            due_on=at.date(),
            set_on=at.date(),
            set_at=at,
            set_by_id=user,
        ),
        RegisterEntry(
            plan_id=1,
            number=1,
            kind="risk",
            statement="Budget may be cut",
            agency_id=agencies["PM"],
            raised_at=at,
            raised_by_id=user,
        ),
        RegisterTask(entry_id=1, task_id=task),
    ]


def rows_of_a_round(office: Office, task: int, at: datetime) -> Iterator[Base]:
    """Yield a row of each table of a round, each after what it refers to."""
    user = office.lead.id or 0
    yield Round(id=1, plan_id=1, task_id=task, opened_by_id=user, opened_at=at, state="open")
    sent = {"sent_by_id": user, "sent_at": at, "is_on_behalf": False}
    yield RoundVersion(id=1, round_id=1, number=1, words="A rule", **sent)
    agency = office.agencies["DSCA"]
    yield RoundAsk(id=1, version_id=1, agency_id=agency, wanted_on=at.date())
    yield RoundAnswer(id=1, ask_id=1, kind="comment", said_by_id=user, said_at=at)
    yield RoundComment(answer_id=1, number=1, passage="", words="No", proposed="")
    yield BureauAsk(id=1, ask_id=1, bureau_id=1, wanted_on=at.date(), asked_by_id=user, asked_at=at)
    yield BureauAnswer(
        bureau_ask_id=1,
        kind="concur",
        passage="",
        words="",
        proposed="",
        said_by_id=user,
        said_at=at,
    )
