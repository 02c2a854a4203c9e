"""The agency's desk: comments, requests, handovers, support, links in mails, kept forms.

Adds tables, and columns of reports with defaults, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "kept_forms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_kept_forms_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_forms")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_kept_forms_token_hash")),
    )
    op.create_index(op.f("ix_kept_forms_user_id"), "kept_forms", ["user_id"], unique=False)
    op.create_table(
        "task_comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(resolved_at IS NULL) = (resolved_by_id IS NULL)",
            name=op.f("ck_task_comments_resolved_by_somebody"),
        ),
        sa.CheckConstraint(
            "resolved_at IS NULL OR thread_id IS NULL",
            name=op.f("ck_task_comments_only_threads_are_resolved"),
        ),
        sa.CheckConstraint("thread_id != id", name=op.f("ck_task_comments_not_its_own_answer")),
        sa.ForeignKeyConstraint(
            ["resolved_by_id"], ["users.id"], name=op.f("fk_task_comments_resolved_by_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_task_comments_task_id")),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["task_comments.id"], name=op.f("fk_task_comments_thread_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_task_comments_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_comments")),
    )
    op.create_index(
        "ix_task_comments_task_id_said_at", "task_comments", ["task_id", "said_at"], unique=False
    )
    op.create_index(
        op.f("ix_task_comments_thread_id"), "task_comments", ["thread_id"], unique=False
    )
    op.create_index(op.f("ix_task_comments_user_id"), "task_comments", ["user_id"], unique=False)
    op.create_table(
        "handovers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("from_agency_id", sa.Integer(), nullable=False),
        sa.Column("to_agency_id", sa.Integer(), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(state = 'proposed') = (decided_at IS NULL)",
            name=op.f("ck_handovers_decided_has_moment"),
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'accepted', 'declined', 'withdrawn')",
            name=op.f("ck_handovers_state_known"),
        ),
        sa.CheckConstraint("from_agency_id != to_agency_id", name=op.f("ck_handovers_to_another")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["users.id"], name=op.f("fk_handovers_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["from_agency_id"], ["agencies.id"], name=op.f("fk_handovers_from_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["users.id"], name=op.f("fk_handovers_proposed_by_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_handovers_task_id")),
        sa.ForeignKeyConstraint(
            ["to_agency_id"], ["agencies.id"], name=op.f("fk_handovers_to_agency_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
    )
    op.create_index("ix_handovers_task_id_state", "handovers", ["task_id", "state"], unique=False)
    op.create_index(op.f("ix_handovers_to_agency_id"), "handovers", ["to_agency_id"], unique=False)
    op.create_table(
        "mail_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_mail_links_task_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_mail_links_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_mail_links_token_hash")),
    )
    op.create_index(op.f("ix_mail_links_task_id"), "mail_links", ["task_id"], unique=False)
    op.create_index(op.f("ix_mail_links_user_id"), "mail_links", ["user_id"], unique=False)
    op.create_table(
        "support_lines",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("said_by_id", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('open', 'confirmed', 'done', 'cannot')",
            name=op.f("ck_support_lines_status_known"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name=op.f("fk_support_lines_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["said_by_id"], ["users.id"], name=op.f("fk_support_lines_said_by_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_support_lines_task_id")),
        sa.PrimaryKeyConstraint("task_id", "agency_id", name=op.f("pk_support_lines")),
    )
    op.create_index(
        op.f("ix_support_lines_agency_id"), "support_lines", ["agency_id"], unique=False
    )
    op.create_table(
        "update_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wanted_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["users.id"], name=op.f("fk_update_requests_asked_by_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_update_requests_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_update_requests")),
    )
    op.create_index(
        "ix_update_requests_task_id_answered_at",
        "update_requests",
        ["task_id", "answered_at"],
        unique=False,
    )
    op.add_column("status_reports", sa.Column("contradictions", sa.JSON(), nullable=True))
    op.add_column(
        "status_reports", sa.Column("kept_because", sa.Text(), server_default="", nullable=False)
    )
    op.add_column(
        "status_reports",
        sa.Column("is_confirmation", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column(
        "status_reports",
        sa.Column("is_by_link", sa.Boolean(), server_default=sa.false(), nullable=False),
    )

    op.add_column("users", sa.Column("feed_hash", sa.String(length=64), nullable=True))
    op.create_index("ix_users_feed_hash", "users", ["feed_hash"], unique=True)


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_users_feed_hash", "users")
    op.drop_column("users", "feed_hash")
    op.drop_column("status_reports", "is_by_link")
    op.drop_column("status_reports", "is_confirmation")
    op.drop_column("status_reports", "kept_because")
    op.drop_column("status_reports", "contradictions")
    op.drop_index("ix_update_requests_task_id_answered_at", table_name="update_requests")
    op.drop_table("update_requests")
    op.drop_index(op.f("ix_support_lines_agency_id"), table_name="support_lines")
    op.drop_table("support_lines")
    op.drop_index(op.f("ix_mail_links_user_id"), table_name="mail_links")
    op.drop_index(op.f("ix_mail_links_task_id"), table_name="mail_links")
    op.drop_table("mail_links")
    op.drop_index(op.f("ix_handovers_to_agency_id"), table_name="handovers")
    op.drop_index("ix_handovers_task_id_state", table_name="handovers")
    op.drop_table("handovers")
    op.drop_index(op.f("ix_task_comments_user_id"), table_name="task_comments")
    op.drop_index(op.f("ix_task_comments_thread_id"), table_name="task_comments")
    op.drop_index("ix_task_comments_task_id_said_at", table_name="task_comments")
    op.drop_table("task_comments")
    op.drop_index(op.f("ix_kept_forms_user_id"), table_name="kept_forms")
    op.drop_table("kept_forms")
