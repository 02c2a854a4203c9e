"""A row of each table of mail, of links in mails, and of what people keep for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import (
    Absence,
    AccountLink,
    Base,
    ColumnMapping,
    Follower,
    KeptForm,
    KeptMail,
    MailLink,
    MailPreference,
    Notice,
    ReceivedMail,
    ReplyAddress,
    RulePerson,
    SavedView,
    Spill,
)
from workplan.reminders.reach import Wishes

if TYPE_CHECKING:
    from datetime import datetime


BAD_IN_SPILLS = {
    "ck_spills_kind_known": "kind = 'rumor', subject_id = 1",
    "ck_spills_state_known": "state = 'lost', words = '', answered_at = '2026-11-24 12:00:00'",
    "ck_spills_subject_of_kind": "subject_id = 1",
    "ck_spills_words_only_while_it_waits": "state = 'declined', "
    "answered_at = '2026-11-24 12:00:00'",
    "ck_spills_words_are_given": "words = ''",
    "ck_spills_answered_has_moment": "answered_at = '2026-11-24 12:00:00'",
    "ck_spills_removed_by_two": "state = 'removed', words = '', answered_by_id = asked_by_id, "
    "answered_at = '2026-11-24 12:00:00'",
}


def rows_of_mail(task: int, user: int, at: datetime) -> list[Base]:
    """Return a row of each table that no service above has written."""
    return [
        Follower(task_id=task, user_id=user, since=at),
        RulePerson(rule_id=1, user_id=user),
        MailLink(token_hash="x", user_id=user, task_id=task, issued_at=at, expires_at=at),
        AccountLink(token_hash="x", kind="reset", user_id=user, issued_at=at, expires_at=at),
        KeptForm(token_hash="x", user_id=user, path="/", fields={}, kept_at=at),
        KeptMail(plan_id=1, message_id="<x@y>", subject="S", body="B", written_at=at),
        ReplyAddress(
            token_hash="x",
            plan_id=1,
            user_id=user,
            message_id="<x@y>",
            issued_at=at,
            expires_at=at,
        ),
        Spill(
            plan_id=1,
            kind="words",
            words="These words",
            why="Classified",
            asked_by_id=user,
            asked_at=at,
            state="asked",
        ),
        ReceivedMail(
            fingerprint="x",
            checksum="x",
            size_bytes=1,
            stored_as="x",
            source="maildir",
            sender="x@y",
            subject="S",
            received_at=at,
            state="parked",
            kind="other",
            reason="R",
        ),
        Notice(
            plan_id=1,
            task_id=task,
            user_id=user,
            from_id=user,
            kind="mention",
            comment_id=1,
            told_at=at,
            said="Said",
            is_at_once=True,
            state="pending",
            not_before=at,
        ),
        SavedView(plan_id=1, user_id=user, name="Late", query="late=1", saved_at=at),
        ColumnMapping(user_id=user, headings="c" * 64, fields=["name"], day_order="", saved_at=at),
        MailPreference(user_id=user, **Wishes()._asdict()),
        Absence(user_id=user, from_on=at.date(), until_on=at.date(), said_at=at),
    ]
