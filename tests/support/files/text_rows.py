"""What would break the checks of a plan's text and approval, and a sound row of each table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import (
    Base,
    Baseline,
    Comment,
    PlanApproval,
    PlanSection,
    PlanVersion,
    SectionRemark,
    SectionSource,
)
from workplan.extensions import db

if TYPE_CHECKING:
    from datetime import datetime

AT = "'2026-11-24 12:00:00'"
BAD_IN_TEXTS: dict[str, str] = {
    "ck_plan_sections_number_positive": "number = 0",
    "ck_plan_sections_version_positive": "version = 0",
    "ck_plan_sections_has_heading": "heading = ''",
    "ck_section_sources_kind_known": "kind = 'rumor', comment_id = NULL, words = 'So'",
    "ck_section_sources_comment_is_named": "comment_id = NULL",
    "ck_section_sources_says_something": "kind = 'other', comment_id = NULL",
    "ck_section_remarks_not_its_own_answer": "thread_id = id",
    "ck_section_remarks_resolved_by_somebody": f"resolved_at = {AT}",
    "ck_section_remarks_only_threads_are_resolved": f"thread_id = 2, resolved_at = {AT}, "
    "resolved_by_id = 1",
    "ck_plan_versions_number_positive": "number = 0",
    "ck_plan_approvals_ended_after_approved": "ended_at = '2018-07-13 12:00:00'",
}


def rows_of_texts(user: int, at: datetime) -> list[Base]:
    """Return a row of each of these tables; what they stand on is written."""
    comment = Comment(
        plan_id=1,
        number=70,
        reference="ARMS-0070",
        source="typed",
        sender="J. Whitaker",
        subject="",
        words="Hear small firms",
        came_at=at,
        answer_by=at.date(),
    )
    section = PlanSection(plan_id=1, number=1, position=1, heading="Purpose", body="To begin")
    version = PlanVersion(
        plan_id=1,
        number=1,
        name="Draft",
        kept_at=at,
        kept_by_id=user,
        content={},
        digest="ab12" * 16,
    )
    baseline = Baseline(plan_id=1, name="As approved", frozen_at=at, frozen_on=at.date())
    db.session.add_all([comment, section, version, baseline])
    db.session.flush()
    said = {"section_id": section.id, "user_id": user, "said_at": at, "body": "Say more"}
    return [
        SectionSource(section_id=section.id, kind="comment", comment_id=comment.id),
        SectionRemark(**said),
        SectionRemark(**said),
        PlanApproval(
            plan_id=1,
            version_id=version.id,
            baseline_id=baseline.id,
            approved_by_id=user,
            approved_at=at,
        ),
    ]
