"""What would break the checks of comments from outside, and a sound row of each table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import AnswerDraft, Base, ChangeRequest, Comment, CommentMail, CommentPoint

if TYPE_CHECKING:
    from datetime import datetime

AT = "'2026-11-24 12:00:00'"
BAD_IN_CONSULTATION: dict[str, str] = {
    "ck_plans_comment_days_in_range": "comment_days = 0",
    "ck_plans_change_days_in_range": "change_days = 251",
    "ck_change_requests_state_known": "state = 'lost'",
    "ck_change_requests_number_positive": "number = 0",
    "ck_change_requests_answered_has_moment": "state = 'asked'",
    "ck_change_requests_answered_by_somebody": "answered_by_id = NULL",
    "ck_comments_source_known": "source = 'pigeon'",
    "ck_comments_number_positive": "number = 0",
    "ck_comments_version_positive": "version = 0",
    "ck_comments_answered_by": f"answered_at = {AT}",
    "ck_comments_set_aside_has_reason": f"set_aside_at = {AT}",
    "ck_comments_alike_to_another": "alike_id = id",
    "ck_comments_follows_another": "follows_id = id",
    "ck_comment_points_disposition_known": "disposition = 'perhaps', answer = 'So', "
    f"settled_at = {AT}, settled_by_id = 1",
    "ck_comment_points_number_positive": "number = 0",
    "ck_comment_points_settled_has_moment": f"settled_at = {AT}",
    "ck_comment_points_settled_by_somebody": "settled_by_id = 1",
    "ck_comment_points_settled_has_answer": "answer = 'So'",
    "ck_plans_sender_months_in_range": "sender_months = 601",
    "ck_answer_drafts_disposition_known": "disposition = 'perhaps', answer = 'So'",
    "ck_answer_drafts_version_positive": "version = 0",
    "ck_answer_drafts_drafted_by": f"disposition = 'declined', answer = 'No', drafted_at = {AT}",
    "ck_answer_drafts_drafted_has_answer": "answer = 'So'",
    "ck_answer_drafts_drafted_has_words": f"drafted_at = {AT}, drafted_by_id = 1",
    "ck_answer_drafts_drafted_or_returned": "disposition = 'declined', answer = 'No', "
    f"drafted_at = {AT}, drafted_by_id = 1, returned_because = 'Not so'",
    "ck_comment_mails_kind_known": "kind = 'song'",
    "ck_comment_mails_state_known": "state = 'lost'",
    "ck_comment_mails_attempts_not_negative": "attempts = -1",
    "ck_comment_mails_sent_has_moment": "state = 'sent'",
}


def rows_of_comments(at: datetime) -> list[Base]:
    """Return a row of each of these tables."""
    return [
        Comment(
            plan_id=1,
            number=1,
            reference="ARMS-0001",
            source="typed",
            sender="J. Whitaker",
            address="maker@example.org",
            subject="First sales",
            words="Hear small firms",
            came_at=at,
            answer_by=at.date(),
        ),
        CommentPoint(comment_id=1, number=1),
        AnswerDraft(
            point_id=1, agency_id=1, wanted_on=at.date(), asked_by_id=1, asked_at=at, version=1
        ),
        ChangeRequest(
            plan_id=1,
            number=1,
            parts=[],
            why="We need it",
            asked_by_id=1,
            agency_id=1,
            asked_at=at,
            state="declined",
            answered_by_id=1,
            answered_at=at,
        ),
        CommentMail(
            comment_id=1,
            kind="receipt",
            address="maker@example.org",
            told_at=at,
            state="pending",
            not_before=at,
        ),
    ]
