"""What each check of health means in words: from when it is unwell, and what to do then."""

from __future__ import annotations

from typing import NamedTuple


class CheckWords(NamedTuple):
    """A check in words.

    Args:
        threshold: from when it is unwell.
        to_do: what whoever runs the system does then.
    """

    title: str
    threshold: str
    to_do: str


CHECKS = {
    "database": CheckWords(
        "Database",
        "cannot be written, or a lock is held for 10 seconds",
        "Look whether the database runs and its disk has room. What people typed is kept for them.",
    ),
    "records": CheckWords(
        "Tables that health reads",
        "do not answer in time",
        "Look for a migration or a lock that was left; the database itself may be slow.",
    ),
    "evidence": CheckWords(
        "Store of evidence",
        "takes no file, or gives back another",
        "Look at room and owner of the folder “evidence”, or at the rights of the bucket.",
    ),
    "scheduler": CheckWords(
        "Scheduler",
        "no beat for 15 minutes",
        "Start it: systemctl start workplan-scheduler. What was due meanwhile goes out once.",
    ),
    "plans": CheckWords(
        "Planning of reminders",
        "one plan cannot be planned",
        "The scheduler’s log names the plan and why. Other plans are not held up.",
    ),
    "reminders waiting": CheckWords(
        "Mail that waits",
        "due for an hour and not sent",
        "Mostly it is the mail server: send yourself a test mail and read its answers.",
    ),
    "reminders failed": CheckWords(
        "Mail that failed for good",
        "one that nobody has seen",
        "Correct the address, then send it again; or mark it as seen.",
    ),
    "mail server": CheckWords(
        "Mail server",
        "refuses our sign-in or TLS",
        "Mend MAIL_URL and restart the scheduler. Nothing is lost.",
    ),
    "mailbox": CheckWords(
        "Mailbox of answers",
        "could not be read for an hour",
        "Try flask mail fetch, mend MAIL_IN_URL and restart the scheduler. Nothing is lost.",
    ),
    "checkpoint": CheckWords(
        "Checkpoint of the journal",
        "none for 36 hours, or an address without it for an hour",
        "Look at the scheduler’s log, at the folder “checkpoints”, and at CHECKPOINT_MAIL.",
    ),
}
BEATS = {
    "planner": "Reminders were planned",
    "mail-alarm": "The mail server refuses us since",
    "mail-accepted": "A mail was accepted",
    "mailbox-down": "The mailbox cannot be read since",
    "checkpoint": "A checkpoint was written",
    "checkpoint-refused": "A checkpoint is not accepted by mail since",
}
"""The beats of the scheduler that say something by themselves."""


def words_of(name: str) -> CheckWords:
    """Return a check in words; one that is not known stands as it is."""
    return CHECKS.get(name, CheckWords(name.capitalize(), "–", "See the log."))
