"""Codes of how changes come in, of backups, and of what leaves for good."""

from __future__ import annotations

from workplan.vocabulary.code import Code


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


class SpillKind(Code):
    """What has to leave for good."""

    WORDS = "words", "Words"
    FILE = "file", "A file"
    SENT_MAIL = "sent_mail", "A mail that was sent"
    RECEIVED_MAIL = "received_mail", "A mail that came in"


class SpillState(Code):
    """How a request to remove something for good stands."""

    ASKED = "asked", "Waits for an administrator"
    REMOVED = "removed", "Removed"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"
