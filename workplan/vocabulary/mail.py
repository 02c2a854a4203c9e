"""Codes of mail that goes out and that comes in."""

from __future__ import annotations

from workplan.policy import STALE_DAYS
from workplan.vocabulary.code import Code


class Audience(Code):
    """To whom a reminder goes."""

    LEAD = "lead", "Lead agency"
    OFFICER = "officer", "Person it is handed to"
    SUPPORTING = "supporting", "Supporting agencies, all of them"
    CONSULT = "consult", "Agencies to consult"
    COORDINATE = "coordinate", "Agencies to coordinate with"
    ASSIST = "assist", "Agencies that assist"
    CLEAR = "clear", "Agencies that clear"
    SUPERVISOR = "supervisor", "Supervisor of the lead agency"
    COORDINATOR = "coordinator", "Coordinator"
    VERIFIER = "verifier", "Whoever checks it when it is claimed"
    FOLLOWERS = "followers", "Whoever follows it"
    NAMED = "named", "People named in the rule"


class DayKind(Code):
    """In which days a reminder rule counts."""

    WORKING = "working", "Working days"
    CALENDAR = "calendar", "Calendar days"


class RuleCondition(Code):
    """What has to be so on the day for a reminder to go out."""

    OPEN = "open", "While it is not complete"
    UNACKNOWLEDGED = "unacknowledged", "If nobody has acknowledged it"
    UNREPORTED = "unreported", f"If nothing was reported for {STALE_DAYS} days"
    BLOCKED = "blocked", "If it is reported blocked"
    CRITICAL = "critical", "If it is critical"
    LATE = "late", "If it is computed late"


class MailState(Code):
    """How a row of a ledger of mail stands."""

    PENDING = "pending", "Waiting"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Failed, will be tried again"
    DEAD = "dead", "Failed for good"
    CANCELLED = "cancelled", "Cancelled"


class MailWay(Code):
    """When somebody wants a kind of mail."""

    AT_ONCE = "at_once", "At once"
    DIGEST = "digest", "In the digest"
    OFF = "off", "No mail"


class NoticeKind(Code):
    """What a notice tells."""

    MENTION = "mention", "Named in a comment"
    ANSWER = "answer", "Answer in a thread"
    REQUEST = "request", "Request for an update"
    HANDED = "handed", "Task handed on"
    TAKEN = "taken", "Task taken away"
    OFFER = "offer", "Task offered"
    DECISION = "decision", "Offer answered"
    SUPPORT = "support", "Support"
    LEFT = "left", "Somebody left"
    CLAIM = "claim", "Claim to check"
    ACCEPTED = "accepted", "Claim accepted"
    RETURNED = "returned", "Claim returned"
    ENDED = "ended", "Task ended or brought back"
    UNACKNOWLEDGED = "unacknowledged", "Not acknowledged"
    EXTENSION = "extension", "Later suspense asked for"
    EXTENSION_ANSWER = "extension_answer", "Later suspense answered"
    EXTENSION_WAITS = "extension_waits", "Later suspense not answered"
    RECOVERY = "recovery", "Recovery plan asked for"
    COORDINATE = "coordinate", "Coordination asked for"
    COORDINATE_SOON = "coordinate_soon", "Answer in coordination due"
    COORDINATE_DUE = "coordinate_due", "Answer in coordination due today"
    COORDINATED = "coordinated", "Answered in coordination"
    SETTLED = "settled", "Comment decided"
    ROUND_ENDED = "round_ended", "Coordination ended"
    SILENT = "silent", "Silent in coordination"
    UNHEARD = "unheard", "Nobody to ask in coordination"
    WEEKLY = "weekly", "The week of the plan"
    BUREAU_ASKED = "bureau_asked", "Advice asked of a bureau"
    BUREAU_DUE = "bureau_due", "Advice of a bureau due today"
    BUREAU_ANSWERED = "bureau_answered", "A bureau has advised"
    APPROVED = "approved", "Plan approved"
    COMMENTS_DUE = "comments_due", "Answers to comments due"
    CHANGE_ASKED = "change_asked", "Change asked for"
    CHANGE_ANSWERED = "change_answered", "Change answered"
    DRAFT_ASKED = "draft_asked", "Draft of an answer asked for"
    DRAFT_DUE = "draft_due", "Draft of an answer due"
    DRAFTED = "drafted", "Answer drafted"
    DRAFT_RETURNED = "draft_returned", "Draft of an answer returned"
    CYCLE_ASKED = "cycle_asked", "Reports asked for in a cycle"


class ReceivedState(Code):
    """How a mail that came in stands."""

    WAITING = "waiting", "Not read yet"
    TAKEN = "taken", "Taken"
    IGNORED = "ignored", "Ignored"
    PARKED = "parked", "Waits for somebody"
    SET_ASIDE = "set_aside", "Set aside"


class ReceivedKind(Code):
    """What a mail that came in is."""

    REPLY = "reply", "Reply"
    BOUNCE = "bounce", "Mail that came back"
    AUTOMATIC = "automatic", "Automatic answer"
    OTHER = "other", "Other mail"
