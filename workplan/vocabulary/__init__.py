"""The codes that are stored, each with the words in which pages and mails show it."""

from workplan.vocabulary.agreements import (
    AgencyRole,
    ClaimState,
    ExtensionState,
    OfferState,
    SupportStatus,
    extension_words,
)
from workplan.vocabulary.code import Code
from workplan.vocabulary.house import BackupState, Door
from workplan.vocabulary.mail import (
    Audience,
    MailState,
    MailWay,
    NoticeKind,
    ReceivedKind,
    ReceivedState,
)
from workplan.vocabulary.my_work import WORK_IDS, WORK_SECTIONS
from workplan.vocabulary.people import AccountLinkKind, AccountState, Role
from workplan.vocabulary.plans import DirectiveStatus, RegisterKind, Stage, Verified
from workplan.vocabulary.tasks import (
    OF_SUBTASKS,
    WAYS_OUT,
    Chip,
    Confidence,
    Constraint,
    Ending,
    LinkType,
    OrderedBy,
    Source,
    Status,
    SuspenseKind,
    TaskState,
    finish_source,
    finish_verb,
    stands,
    state_words,
)

__all__ = [
    "OF_SUBTASKS",
    "WAYS_OUT",
    "WORK_IDS",
    "WORK_SECTIONS",
    "AccountLinkKind",
    "AccountState",
    "AgencyRole",
    "Audience",
    "BackupState",
    "Chip",
    "ClaimState",
    "Code",
    "Confidence",
    "Constraint",
    "DirectiveStatus",
    "Door",
    "Ending",
    "ExtensionState",
    "LinkType",
    "MailState",
    "MailWay",
    "NoticeKind",
    "OfferState",
    "OrderedBy",
    "ReceivedKind",
    "ReceivedState",
    "RegisterKind",
    "Role",
    "Source",
    "Stage",
    "Status",
    "SupportStatus",
    "SuspenseKind",
    "TaskState",
    "Verified",
    "extension_words",
    "finish_source",
    "finish_verb",
    "stands",
    "state_words",
]
