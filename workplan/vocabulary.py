"""The codes that are stored, each with the words in which pages and mails show it."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from workplan.policy import SOON_DAYS, STALE_DAYS


class Code(StrEnum):
    """A list of codes; a member is its code, and has its words."""

    words: str

    def __new__(cls, code: str, words: str) -> Self:
        """Make a member of its code and its words."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.words = words
        return member

    @classmethod
    def said(cls, code: str) -> str:
        """Return the words of a code; one that is not known stands as it is."""
        member = cls._value2member_map_.get(code)
        return member.words if isinstance(member, Code) else code

    @classmethod
    def by_code(cls) -> dict[str, str]:
        """Return the words of each code."""
        return {member.value: member.words for member in cls}

    @classmethod
    def choices(cls, *first: Code) -> list[tuple[str, str]]:
        """Return codes with their words to choose from, some of them first."""
        members = [*first, *(member for member in cls if member not in first)]
        return [(member.value, member.words) for member in members]

    @classmethod
    def codes(cls) -> tuple[str, ...]:
        """Return the codes, in their order."""
        return tuple(member.value for member in cls)


class Status(Code):
    """How an agency says that a task stands."""

    NOT_STARTED = "not_started", "Not started"
    ON_TRACK = "on_track", "On track"
    AT_RISK = "at_risk", "At risk"
    LATE = "late", "Reported late"
    BLOCKED = "blocked", "Blocked"
    ON_HOLD = "on_hold", "On hold"
    COMPLETE = "complete", "Complete"


class Stage(Code):
    """How far a plan is."""

    DRAFTING = "drafting", "Drafting"
    CLEARANCE = "clearance", "In clearance"
    APPROVED = "approved", "Approved"
    IMPLEMENTING = "implementing", "Implementing"
    CLOSED = "closed", "Closed"


class DirectiveStatus(Code):
    """Whether a directive still holds."""

    IN_FORCE = "in_force", "In force"
    SUPERSEDED = "superseded", "Superseded"


class Source(Code):
    """Where the dates of a task come from."""

    RECORD = "record", "Public record"
    ILLUSTRATIVE = "illustrative", "Illustrative"
    PLAN = "plan", "Set in this plan"


class Constraint(Code):
    """What holds a task to a date (SCHEDULING.md, constraints)."""

    ASAP = "ASAP", "As soon as possible"
    ALAP = "ALAP", "As late as possible"
    SNET = "SNET", "May not start before"
    FNET = "FNET", "May not finish before"
    SNLT = "SNLT", "Must start no later than"
    FNLT = "FNLT", "Must finish no later than"
    MSO = "MSO", "Must start on"
    MFO = "MFO", "Must finish on"


class SuspenseKind(Code):
    """By which rule a suspense falls."""

    FIXED = "fixed", "On a fixed date"
    SIGNED = "signed", "After the directive was signed"
    AFTER_TASK = "after_task", "After another task ends"
    EVENT = "event", "After something happens"
    RECURRING = "recurring", "Again and again"
    NONE = "none", "No date (“promptly”)"


class OrderedBy(Code):
    """Who ordered a suspense: one that the directive orders is not moved here."""

    DIRECTIVE = "directive", "The directive"
    COORDINATOR = "coordinator", "The coordinator"


class ExtensionState(Code):
    """How a later suspense stands that was asked for."""

    ASKED = "asked", "Waits for an answer"
    RETURNED = "returned", "Returned with a question"
    APPROVED = "approved", "Approved"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class LinkType(Code):
    """How a task waits for another: what the other one must do."""

    FS = "FS", "Must finish first"
    SS = "SS", "Must start first"
    FF = "FF", "Must finish no later"
    SF = "SF", "Must start no later"


class AgencyRole(Code):
    """What an agency does for a task."""

    LEAD = "lead", "Lead"
    CONSULT = "consult", "Consult"
    COORDINATE = "coordinate", "Coordinate"
    ASSIST = "assist", "Assist"
    CLEAR = "clear", "Clear"


class SupportStatus(Code):
    """How the support of a task stands."""

    OPEN = "open", "Not begun"
    CONFIRMED = "confirmed", "Confirmed: it will be done"
    DONE = "done", "Done"
    CANNOT = "cannot", "Cannot be done as asked"


class Confidence(Code):
    """How sure the coordinator is that a task keeps its suspense; it enters no count."""

    ON_TRACK = "on_track", "On track"
    AT_RISK = "at_risk", "At risk"
    RED = "red", "Red"


class RegisterKind(Code):
    """What stands in the registers of a plan."""

    DECISION = "decision", "Decision"
    ISSUE = "issue", "Issue"
    RISK = "risk", "Risk"


class OfferState(Code):
    """How an offer of a task stands."""

    PROPOSED = "proposed", "Waits for an answer"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Role(Code):
    """What somebody is in a plan."""

    COORDINATOR = "coordinator", "Coordinator"
    LEAD = "lead", "Agency lead"
    CONTRIBUTOR = "contributor", "Contributor"
    VIEWER = "viewer", "Viewer"
    AUDITOR = "auditor", "Auditor"


class Audience(Code):
    """To whom a reminder goes."""

    LEAD = "lead", "Lead agency"
    SUPERVISOR = "supervisor", "Supervisor of the lead agency"
    COORDINATOR = "coordinator", "Coordinator"


class MailState(Code):
    """How a row of a ledger of mail stands."""

    PENDING = "pending", "Waiting"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Failed, will be tried again"
    DEAD = "dead", "Failed for good"
    CANCELLED = "cancelled", "Cancelled"


class AccountLinkKind(Code):
    """What a single-use link to an account is for."""

    INVITATION = "invitation", "Invitation"
    RESET = "reset", "New password"
    FIRST_ADMIN = "first_admin", "First administrator"
    NEW_ADDRESS = "new_address", "New address"


class AccountState(Code):
    """How an account stands, those first that need somebody's attention."""

    REFUSED = "refused", "Mail did not leave"
    BOUNCED = "bounced", "Mail came back"
    HELD = "held", "Slowed"
    UNUSED = "unused", "Invitation not used"
    HOMELESS = "homeless", "No agency"
    INVITED = "invited", "Invited"
    ACTIVE = "active", "Active"
    CLOSED = "closed", "Closed"

    @property
    def needs_attention(self) -> bool:
        """Tell whether an administrator has something to do."""
        return self.value in ("refused", "bounced", "held", "unused", "homeless")


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


class Door(Code):
    """Through which door a change came in."""

    WEB = "web", "On a page"
    LINK = "link", "By the link in a mail"
    API = "api", "By a program"
    IMPORT = "import", "From a file"
    CLI = "cli", "By a command"
    SCHEDULER = "scheduler", "By the scheduler"
    SAMPLE = "sample", "With the samples"
    MAIL = "mail", "By a mail"


class BackupState(Code):
    """What became of a backup that was asked for."""

    MAKING = "making", "Being made"
    MADE = "made", "Made"
    FAILED = "failed", "Failed"


class Ending(Code):
    """How a task left the open work without being done, or not yet (TASKING.md)."""

    CLAIMED = "claimed", "Claimed, to be checked"
    NOT_DONE = "not_done", "Not done"
    SUPERSEDED = "superseded", "Superseded"
    MERGED = "merged", "Merged"


WAYS_OUT = (Ending.NOT_DONE, Ending.SUPERSEDED, Ending.MERGED)
"""By which a coordinator ends a task that will not be done here; each is counted, none hidden."""


class Verified(Code):
    """What a plan has checked by somebody else before it counts as done."""

    NOTHING = "nothing", "Nothing: what is reported complete is done"
    DIRECTED = "directed", "Tasks whose suspense the directive orders"
    EVERYTHING = "everything", "Every task"


class ClaimState(Code):
    """How a claim that a task is complete stands."""

    OPEN = "open", "To be checked"
    ACCEPTED = "accepted", "Accepted"
    RETURNED = "returned", "Returned"
    WITHDRAWN = "withdrawn", "Withdrawn"
    REVERSED = "reversed", "Acceptance reversed"


class TaskState(Code):
    """What a task is on a day, whatever its agency reports; never stored."""

    OPEN = "open", "Open"
    OVERDUE = "overdue", "Overdue"
    WILL_MISS = "will_miss", "Will miss its suspense"
    CLAIMED = "claimed", Ending.CLAIMED.words
    DONE = "done", "Done"
    NOT_DONE = "not_done", Ending.NOT_DONE.words
    SUPERSEDED = "superseded", Ending.SUPERSEDED.words
    MERGED = "merged", Ending.MERGED.words


class Chip(Code):
    """What one shape and word say of a task, the first that holds (DESIGN.md, status chip)."""

    COMPLETE = "complete", "Complete"
    CLAIMED = "claimed", "Claimed"
    NOT_DONE = "not_done", Ending.NOT_DONE.words
    SUPERSEDED = "superseded", Ending.SUPERSEDED.words
    MERGED = "merged", Ending.MERGED.words
    OVERDUE = "overdue", "Overdue"
    BLOCKED = "blocked", "Blocked"
    WILL_MISS = "will_miss", "Will miss"
    LATE = "late", "Reported late"
    AT_RISK = "at_risk", "At risk"
    ON_HOLD = "on_hold", "On hold"
    ON_TRACK = "on_track", "On track"
    NOT_STARTED = "not_started", "Not started"


def stands(code: str) -> str:
    """Return how a task stands, in words: as its agency reports, or how it left the open work."""
    return Ending.by_code().get(code) or Status.said(code)


def state_words(state: str, days: int) -> str:
    """Return what a task is, and by how many working days."""
    unit = "working day" if days == 1 else "working days"
    if state == "done":
        return f"done {days} {unit} late" if days else "done"
    if state == "claimed":
        return f"claimed {days} {unit} late" if days else "claimed, to be checked"
    if state in WAYS_OUT:
        return Ending.said(state).lower()
    return {"overdue": f"overdue by {days} {unit}", "will_miss": f"will miss by {days} {unit}"}.get(
        state, "open"
    )


def finish_verb(state: str) -> str:
    """Return what a task of a state does on its last day: it ends then, or it has come to it."""
    if state in WAYS_OUT:
        return "ended"
    return {"done": "finished", "claimed": "claimed"}.get(state, "ends")


def finish_source(state: str) -> str:
    """Return who says the last day of a task of a state."""
    if state in WAYS_OUT:
        return "decided"
    return "reported" if state in ("done", "claimed") else "computed"


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
