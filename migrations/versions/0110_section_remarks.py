"""What people of a plan say of its text.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0110"
down_revision = "0109"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "section_remarks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=True),
        sa.Column("passage", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(resolved_at IS NULL) = (resolved_by_id IS NULL)",
            name=op.f("ck_section_remarks_resolved_by_somebody"),
        ),
        sa.CheckConstraint(
            "resolved_at IS NULL OR thread_id IS NULL",
            name=op.f("ck_section_remarks_only_threads_are_resolved"),
        ),
        sa.CheckConstraint("thread_id <> id", name=op.f("ck_section_remarks_not_its_own_answer")),
        sa.ForeignKeyConstraint(
            ["resolved_by_id"], ["users.id"], name=op.f("fk_section_remarks_resolved_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["plan_sections.id"], name=op.f("fk_section_remarks_section_id")
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["section_remarks.id"], name=op.f("fk_section_remarks_thread_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_section_remarks_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section_remarks")),
    )
    op.create_index(
        op.f("ix_section_remarks_section_id"), "section_remarks", ["section_id"], unique=False
    )
    op.create_index(
        op.f("ix_section_remarks_thread_id"), "section_remarks", ["thread_id"], unique=False
    )
    op.create_index(
        op.f("ix_section_remarks_user_id"), "section_remarks", ["user_id"], unique=False
    )


def downgrade() -> None:
    """Take back; what was said is forgotten."""
    op.drop_table("section_remarks")
