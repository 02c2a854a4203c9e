"""What would break the checks of registers and assessments, and a sound row of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import Assessment, Base, InnerSuspense, RecoveryStep, RegisterEntry, RegisterTask

if TYPE_CHECKING:
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
