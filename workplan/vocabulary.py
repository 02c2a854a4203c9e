"""The words in which pages and mails show what is stored as a code."""

from __future__ import annotations

from workplan.policy import SOON_DAYS, STALE_DAYS

STATUS_WORDS = {
    "not_started": "Not started",
    "on_track": "On track",
    "at_risk": "At risk",
    "late": "Reported late",
    "blocked": "Blocked",
    "on_hold": "On hold",
    "complete": "Complete",
}
STAGE_WORDS = {
    "drafting": "Drafting",
    "clearance": "In clearance",
    "approved": "Approved",
    "implementing": "Implementing",
    "closed": "Closed",
}
SOURCE_WORDS = {
    "record": "Public record",
    "illustrative": "Illustrative",
    "plan": "Set in this plan",
}
CONSTRAINT_WORDS = {
    "ASAP": "As soon as possible",
    "ALAP": "As late as possible",
    "SNET": "Start no earlier than",
    "FNET": "Finish no earlier than",
    "SNLT": "Start no later than",
    "FNLT": "Finish no later than",
    "MSO": "Must start on",
    "MFO": "Must finish on",
}
RULE_WORDS = {
    "none": "No date (“promptly”)",
    "fixed": "On a fixed date",
    "signed": "Days after the directive was signed",
    "after_task": "Days after another task ends",
    "recurring": "Again and again",
}
EVERY_WORDS = {"monthly": "Every month", "quarterly": "Every quarter", "yearly": "Every year"}
TYPE_WORDS = {
    "FS": "Finish to start",
    "SS": "Start to start",
    "FF": "Finish to finish",
    "SF": "Start to finish",
}
SUPPORT_WORDS = {
    "consult": "Consult",
    "coordinate": "Coordinate",
    "assist": "Assist",
    "clear": "Clear",
}
SUPPORT_STATUS_WORDS = {
    "open": "Not begun",
    "confirmed": "Confirmed: it will be done",
    "done": "Done",
    "cannot": "Cannot be done as asked",
}
ROLE_WORDS = {
    "coordinator": "Coordinator",
    "lead": "Agency lead",
    "contributor": "Contributor",
    "viewer": "Viewer",
    "auditor": "Auditor",
}
AUDIENCE_WORDS = {
    "lead": "Lead agency",
    "supervisor": "Supervisor of the lead agency",
    "coordinator": "Coordinator",
}
STATE_WORDS = {
    "pending": "Waiting",
    "sending": "Being sent",
    "sent": "Sent",
    "failed": "Failed, will be tried again",
    "dead": "Failed for good",
    "cancelled": "Cancelled",
}
TASK_STATE_WORDS = {
    "open": "Open",
    "overdue": "Overdue",
    "will_miss": "Will miss its suspense",
    "done": "Done",
}
"""What a task is on a day, whatever its agency reports."""


def state_words(state: str, days: int) -> str:
    """Return what a task is, and by how many working days."""
    unit = "working day" if days == 1 else "working days"
    if state == "done":
        return f"done {days} {unit} late" if days else "done"
    return {"overdue": f"overdue by {days} {unit}", "will_miss": f"will miss by {days} {unit}"}.get(
        state, "open"
    )


WAY_WORDS = {"at_once": "At once", "digest": "In the digest", "off": "No mail"}
WORK_IDS = ("asked", "overdue", "will-miss", "due-soon", "stale", "waiting", "new", "rest")
"""The sections of my work as addresses name them, in the order of their words."""
WORK_SECTIONS = (
    "Asked for an update",
    "Overdue",
    "Will miss its suspense",
    f"Due in {SOON_DAYS} working days",
    f"Without news for {STALE_DAYS} days",
    "Waiting on others",
    "New to you",
    "Everything else that you owe",
)
"""The sections of my work, in its order."""
NOTICE_WORDS = {
    "mention": "Named in a comment",
    "answer": "Answer in a thread",
    "request": "Request for an update",
    "handed": "Task handed on",
    "taken": "Task taken away",
    "offer": "Task offered",
    "decision": "Offer answered",
    "support": "Support",
    "left": "Somebody left",
}
FIELD_WORDS = {
    "duration_days": "Duration in days",
    "constraint_on": "Constraint date",
    "deadline_on": "Suspense",
    "due_after": "Suspense after another task",
    "parent": "Part of",
    "owners": "Lead agencies",
    "actual_start_on": "Actual start",
    "actual_finish_on": "Actual finish",
    "forecast_on": "Forecast finish",
}
"""Fields of a file's task whose name is not the word that people read."""
