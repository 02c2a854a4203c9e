"""Of what kind an entry of a plan's journal is, so that people find one kind among all."""

from __future__ import annotations

from workplan.services.record.verbs import REPORTS, VERBS
from workplan.vocabulary import Code


class EntryKind(Code):
    """What somebody looks for in the journal of a plan."""

    REPORT = "report", "Reports"
    TASK = "task", "Changes of tasks"
    HANDS = "hands", "Who has the work"
    TALK = "talk", "Comments, questions and evidence"
    DAY = "day", "Days that passed"
    PLAN = "plan", "The plan, its people and rules"


HANDS = (
    *("task.assigned", "task.offered", "task.handed_over", "task.offer_declined"),
    *("task.offer_withdrawn", "task.supported", "task.agencies_merged"),
)
TALK = (
    *("task.commented", "task.thread_resolved", "task.update_asked", "tasks.update_asked"),
    *("task.evidence_added", "task.evidence_removed"),
    *("task.coordination_sent", "task.coordination_asked", "task.coordination_answered"),
    *("task.coordination_decided", "task.coordination_gone_on"),
    *("task.coordination_cleared", "task.coordination_withdrawn"),
    *("task.coordination_dropped", "task.coordination_day_moved"),
    *("task.bureau_asked", "task.bureau_answered"),
    *("section.remarked", "section.remark_resolved"),
)
OF_TASKS = ("task", "tasks", "inner_suspense", "dependency", "sheet", "group", "change_request")


def kind_of(verb: str) -> EntryKind:
    """Return the kind of a verb; each has one."""
    if verb in REPORTS:
        return EntryKind.REPORT
    if verb in HANDS:
        return EntryKind.HANDS
    if verb in TALK or verb.startswith(("comment.", "clearance.", "cycle.")):
        return EntryKind.TALK
    if verb == "plan.day_passed":
        return EntryKind.DAY
    return EntryKind.TASK if verb.partition(".")[0] in OF_TASKS else EntryKind.PLAN


def verbs_of(kind: str) -> tuple[str, ...]:
    """Return the verbs of a kind; none for what is no kind."""
    return tuple(verb for verb in VERBS if kind_of(verb) == kind)
