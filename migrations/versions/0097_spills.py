"""What has to leave for good: who asked, who confirmed it, and what left.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0097"
down_revision = "0096"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "spills",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("left", sa.JSON(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('words', 'file', 'sent_mail', 'received_mail')",
            name=op.f("ck_spills_kind_known"),
        ),
        sa.CheckConstraint(
            "state IN ('asked', 'removed', 'declined', 'withdrawn')",
            name=op.f("ck_spills_state_known"),
        ),
        sa.CheckConstraint(
            "(kind = 'words') = (subject_id IS NULL)", name=op.f("ck_spills_subject_of_kind")
        ),
        sa.CheckConstraint(
            "state = 'asked' OR words = ''", name=op.f("ck_spills_words_only_while_it_waits")
        ),
        sa.CheckConstraint(
            "kind != 'words' OR state != 'asked' OR words != ''",
            name=op.f("ck_spills_words_are_given"),
        ),
        sa.CheckConstraint(
            "(state = 'asked') = (answered_at IS NULL)",
            name=op.f("ck_spills_answered_has_moment"),
        ),
        sa.CheckConstraint(
            "state != 'removed' OR answered_by_id IS NULL OR answered_by_id != asked_by_id",
            name=op.f("ck_spills_removed_by_two"),
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_spills_plan_id")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["users.id"], name=op.f("fk_spills_asked_by_id")),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["users.id"], name=op.f("fk_spills_answered_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spills")),
    )
    op.create_index("ix_spills_plan_id_state", "spills", ["plan_id", "state"])
    op.create_index(op.f("ix_spills_asked_by_id"), "spills", ["asked_by_id"])
    op.create_index(op.f("ix_spills_answered_by_id"), "spills", ["answered_by_id"])


def downgrade() -> None:
    """Take back; what was asked for is forgotten, and the journal keeps what left."""
    op.drop_table("spills")
