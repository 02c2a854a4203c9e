"""What the journal says of tasks: their reports, hands, links, and groups of changes."""

from __future__ import annotations

from workplan.services.record.words import sentences
from workplan.services.record.words.verb import (
    ANSWERED,
    FOLLOWS,
    GONE,
    HAPPENED,
    LEFT,
    OPPOSITE,
    REVERSED,
    SAID,
    Verb,
)

TASKS: dict[str, Verb] = {
    "task.moved": Verb(sentences.moved, not_undone=FOLLOWS),
    "task.added": Verb(sentences.added, raises_version=True, undone_by="task.removed"),
    "task.changed": Verb(sentences.changed, raises_version=True, undone_by="task.changed"),
    "task.removed": Verb(sentences.removed, raises_version=True, undone_by="task.restored"),
    "task.restored": Verb(
        lambda t: (
            "Brought back into the plan"
            + (f"; {t.was('assignee_id')} no longer has it" if "assignee_id" in t.after else "")
        ),
        raises_version=True,
        undone_by="task.removed",
    ),
    "task.reported": Verb(
        sentences.reported, raises_version=True, is_report=True, undone_by="task.reported"
    ),
    "task.confirmed": Verb(
        lambda _: "Confirmed that nothing changed",
        raises_version=True,
        is_report=True,
        not_undone=SAID,
    ),
    "task.accepted": Verb(sentences.accepted, raises_version=True, not_undone=REVERSED),
    "task.returned": Verb(
        lambda t: f"Returned the claim of {t.now('claimed_on')}",
        raises_version=True,
        not_undone=SAID,
    ),
    "task.claim_withdrawn": Verb(
        lambda t: f"Withdrew the claim of {t.now('claimed_on')}",
        raises_version=True,
        not_undone=SAID,
    ),
    "task.acceptance_reversed": Verb(
        lambda t: f"Reversed the acceptance of the claim of {t.now('claimed_on')}",
        raises_version=True,
        not_undone=SAID,
    ),
    "task.ended": Verb(sentences.ended, raises_version=True, not_undone=OPPOSITE),
    "task.brought_back": Verb(
        lambda t: f"Brought back into the open work, after it was {t.was('ending').lower()}",
        raises_version=True,
        not_undone=OPPOSITE,
    ),
    "task.closing_changed": Verb(
        lambda t: f"Closing criteria: {t.changes(t.after)}", undone_by="task.closing_changed"
    ),
    "task.update_asked": Verb(
        lambda t: f"Asked for an update by {t.now('wanted_on')}", not_undone=LEFT
    ),
    "tasks.update_asked": Verb(
        lambda t: (
            f"Asked {sentences.count(t.after['agencies'], 'agency')} for an update of "
            f"{sentences.count(t.after['tasks'], 'task')} by {t.now('wanted_on')}"
        ),
        not_undone=LEFT,
    ),
    "task.commented": Verb(
        lambda t: "Answered a comment" if t.after.get("thread_id") else "Commented", not_undone=SAID
    ),
    "task.thread_resolved": Verb(lambda _: "Resolved a thread", not_undone=SAID),
    "task.assigned": Verb(sentences.assigned, raises_version=True, not_undone=OPPOSITE),
    "task.followed": Verb(lambda t: f"{t.now('user_id')} follows it", not_undone=OPPOSITE),
    "task.unfollowed": Verb(
        lambda t: f"{t.now('user_id')} follows it no longer", not_undone=OPPOSITE
    ),
    "task.acknowledged": Verb(
        lambda t: f"Acknowledged for {t.now('agency_id')}; action officer {t.now('officer_id')}",
        not_undone=SAID,
    ),
    "tasks.acknowledged": Verb(
        lambda t: f"Acknowledged {sentences.count(t.after['tasks'], 'task')}", not_undone=SAID
    ),
    "task.extension_asked": Verb(
        lambda t: f"Asked for a later suspense: {t.now('wanted_on')}", not_undone=OPPOSITE
    ),
    "task.extension_answered": Verb(
        sentences.extension_answered, undone_by="task.extension_reopened"
    ),
    "task.extension_reopened": Verb(
        lambda _: "Took back the answer on the later suspense",
        undone_by="task.extension_answered",
    ),
    "task.extension_questioned": Verb(
        lambda _: "Returned the later suspense with a question", not_undone=SAID
    ),
    "task.extension_replied": Verb(
        lambda _: "Answered the question on the later suspense", not_undone=SAID
    ),
    "task.extension_withdrawn": Verb(
        lambda t: f"Withdrew the request for a later suspense: {t.now('wanted_on')}",
        not_undone=OPPOSITE,
    ),
    "task.coordination_sent": Verb(sentences.coordination_sent, not_undone=LEFT),
    "task.coordination_asked": Verb(
        lambda t: f"{t.now('agency_id')} is asked to coordinate by {t.now('wanted_on')}",
        not_undone=LEFT,
    ),
    "task.coordination_answered": Verb(
        lambda t: (
            f"{t.now('agency_id')} answered in coordination on version {t.now('number')}: "
            f"{t.now('concurrence').lower()}"
        ),
        not_undone=SAID,
    ),
    "task.coordination_decided": Verb(
        lambda t: (
            f"Comment of {t.now('agency_id')} decided: {t.now('decision').lower()}"
            + (f" (before, {t.was('decision').lower()})" if t.before.get("decision") else "")
        ),
        not_undone=SAID,
    ),
    "task.coordination_gone_on": Verb(
        lambda t: f"Went on without the answer of {t.now('agency_id')} in coordination",
        not_undone=SAID,
    ),
    "task.coordination_dropped": Verb(
        lambda t: f"{t.now('agency_id')} is asked no more in coordination", not_undone=OPPOSITE
    ),
    "task.coordination_day_moved": Verb(
        lambda t: (
            f"{t.now('agency_id')} answers in coordination by {t.now('wanted_on')}, "
            f"not by {t.was('wanted_on')}"
        ),
        not_undone=OPPOSITE,
    ),
    "task.coordination_cleared": Verb(lambda _: "Coordination ended: cleared", not_undone=HAPPENED),
    "task.coordination_withdrawn": Verb(
        lambda _: "Coordination ended: withdrawn", not_undone=OPPOSITE
    ),
    "task.suspense_ordered": Verb(
        lambda t: f"The suspense is ordered by: {t.now('ordered_by')}",
        raises_version=True,
        not_undone=OPPOSITE,
    ),
    "inner_suspense.changed": Verb(sentences.inner_suspense, undone_by="inner_suspense.changed"),
    "task.offered": Verb(sentences.offered, not_undone=OPPOSITE),
    "task.handed_over": Verb(sentences.handed_over, raises_version=True, not_undone=ANSWERED),
    "task.offer_declined": Verb(
        lambda t: f"{t.now('agency_id')} declined what {t.was('agency_id')} gave",
        not_undone=ANSWERED,
    ),
    "task.offer_withdrawn": Verb(
        lambda t: f"The offer to {t.now('agency_id')} was withdrawn", not_undone=OPPOSITE
    ),
    "task.supported": Verb(
        lambda t: f"Support of {t.now('agency_id')}: {t.now('status')}", not_undone=SAID
    ),
    "task.evidence_added": Verb(sentences.evidence, not_undone=OPPOSITE),
    "task.evidence_removed": Verb(
        lambda t: f"Removed “{t.was('name')}” from the evidence", not_undone=OPPOSITE
    ),
    "task.bureau_asked": Verb(
        lambda t: (
            f"{t.now('agency_id')} is asked inside its agency about version {t.now('number')}, "
            f"by {t.now('wanted_on')}"
        ),
        not_undone=LEFT,
    ),
    "task.bureau_answered": Verb(
        lambda t: f"{t.now('agency_id')} advised its agency on version {t.now('number')}",
        not_undone=SAID,
    ),
    "task.struck": Verb(
        lambda t: f"Words left the task for good: {t.facts(t.after)}",
        raises_version=True,
        not_undone=GONE,
    ),
    "task.assessed": Verb(sentences.assessed, not_undone=OPPOSITE),
    "task.assessment_withdrawn": Verb(
        lambda t: f"Assessment withdrawn; it was: {t.was('rating')}", not_undone=OPPOSITE
    ),
    "task.recovery_step_added": Verb(
        lambda t: f"Recovery plan: {t.now('statement')}, by {t.now('wanted_on')}",
        not_undone=OPPOSITE,
    ),
    "task.recovery_step_done": Verb(
        lambda t: f"Step of the recovery plan done: {t.now('statement')}", not_undone=OPPOSITE
    ),
    "task.recovery_step_reopened": Verb(
        lambda t: f"Step of the recovery plan open again: {t.now('statement')}",
        not_undone=OPPOSITE,
    ),
    "task.recovery_step_given_up": Verb(
        lambda t: f"Step of the recovery plan given up: {t.now('statement')}",
        not_undone=OPPOSITE,
    ),
    "tasks.changed_together": Verb(
        lambda t: f"Changed {sentences.count(t.after['tasks'], 'task')} together", is_group=True
    ),
    "group.undone": Verb(lambda t: f"Took back all of entry {t.after['undoes']:,}", is_group=True),
    "dependency.added": Verb(
        lambda t: f"Waits for {t.link(t.after)}", undone_by="dependency.removed"
    ),
    "dependency.removed": Verb(
        lambda t: f"No longer waits for {t.link(t.before)}", undone_by="dependency.added"
    ),
    "dependency.changed": Verb(
        lambda t: f"Waits for {t.link(t.after)}; before: {t.link_kind(t.before)}",
        undone_by="dependency.changed",
    ),
    "tasks.ordered": Verb(
        lambda t: f"Put {sentences.count(len(t.after['places']), 'task')} in another place",
        undone_by="tasks.ordered",
    ),
    "sheet.saved": Verb(sentences.sheet_saved, is_group=True),
    "task.progress_taken": Verb(
        sentences.progress_taken, raises_version=True, undone_by="task.progress_taken"
    ),
    "task.objectives_changed": Verb(
        sentences.objectives_changed, undone_by="task.objectives_changed"
    ),
}
