"""What stakeholders write to a plan.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0105"
down_revision = "0104"
branch_labels = None
depends_on = None


WAITS = sa.text("alike_id IS NULL AND set_aside_at IS NULL AND answered_at IS NULL")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=80), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.Column("their_message_id", sa.String(length=200), nullable=True),
        sa.Column("sender", sa.String(length=200), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("may_be_named", sa.Boolean(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("set_aside_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("set_aside_because", sa.Text(), nullable=False),
        sa.Column("alike_id", sa.Integer(), nullable=True),
        sa.Column("likeness", sa.Text(), nullable=False),
        sa.Column("last_point", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("folded", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "(set_aside_at IS NULL) = (set_aside_because = '')",
            name=op.f("ck_comments_set_aside_has_reason"),
        ),
        sa.CheckConstraint("source IN ('mail', 'typed')", name=op.f("ck_comments_source_known")),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answered_by_id IS NULL)", name=op.f("ck_comments_answered_by")
        ),
        sa.CheckConstraint("alike_id <> id", name=op.f("ck_comments_alike_to_another")),
        sa.CheckConstraint("follows_id <> id", name=op.f("ck_comments_follows_another")),
        sa.CheckConstraint("number > 0", name=op.f("ck_comments_number_positive")),
        sa.CheckConstraint("version > 0", name=op.f("ck_comments_version_positive")),
        sa.ForeignKeyConstraint(["alike_id"], ["comments.id"], name=op.f("fk_comments_alike_id")),
        sa.ForeignKeyConstraint(
            ["follows_id"], ["comments.id"], name=op.f("fk_comments_follows_id")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["users.id"], name=op.f("fk_comments_answered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["users.id"], name=op.f("fk_comments_entered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["mail_id"], ["received_mails.id"], name=op.f("fk_comments_mail_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_comments_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
        sa.UniqueConstraint("mail_id", name=op.f("uq_comments_mail_id")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_comments_plan_id_number")),
    )
    op.create_index(
        "ix_comments_waiting",
        "comments",
        ["plan_id", "answer_by"],
        unique=False,
        sqlite_where=WAITS,
        postgresql_where=WAITS,
    )
    op.create_index("ix_comments_reference", "comments", ["reference"], unique=False)
    op.create_index(op.f("ix_comments_follows_id"), "comments", ["follows_id"], unique=False)
    op.create_index(op.f("ix_comments_alike_id"), "comments", ["alike_id"], unique=False)
    op.create_index("ix_comments_plan_id_address", "comments", ["plan_id", "address"], unique=False)


def downgrade() -> None:
    """Take back; the comments are forgotten."""
    op.drop_table("comments")
