"""The mails to those who sent a comment: receipts and answers.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0107"
down_revision = "0106"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "comment_mails",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("return_hash", sa.String(length=64), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.String(length=200), nullable=True),
        sa.Column("claim_token", sa.String(length=40), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("is_possible_copy", sa.Boolean(), nullable=False),
        sa.Column("last_reply", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(state = 'sent') = (sent_at IS NOT NULL)",
            name=op.f("ck_comment_mails_sent_has_moment"),
        ),
        sa.CheckConstraint(
            "kind IN ('receipt', 'answer')", name=op.f("ck_comment_mails_kind_known")
        ),
        sa.CheckConstraint(
            "state IN ('pending', 'sending', 'sent', 'failed', 'dead', 'cancelled')",
            name=op.f("ck_comment_mails_state_known"),
        ),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_comment_mails_attempts_not_negative")),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name=op.f("fk_comment_mails_comment_id")
        ),
        sa.ForeignKeyConstraint(
            ["seen_by_id"], ["users.id"], name=op.f("fk_comment_mails_seen_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_mails")),
    )
    op.create_index(
        op.f("ix_comment_mails_comment_id"), "comment_mails", ["comment_id"], unique=False
    )
    op.create_index("ix_comment_mails_address", "comment_mails", ["address"], unique=False)
    op.create_index("ix_comment_mails_message_id", "comment_mails", ["message_id"], unique=False)
    op.create_index(
        "ix_comment_mails_waiting",
        "comment_mails",
        ["not_before", "id"],
        unique=False,
        sqlite_where=sa.text("state NOT IN ('sent', 'dead', 'cancelled')"),
        postgresql_where=sa.text("state NOT IN ('sent', 'dead', 'cancelled')"),
    )


def downgrade() -> None:
    """Take back; who was answered is forgotten."""
    op.drop_table("comment_mails")
