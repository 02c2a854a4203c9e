"""Which backups were asked for, and what became of each.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "backups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("node", sa.String(length=200), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_whole", sa.Boolean(), nullable=True),
        sa.Column("check_said", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('making', 'made', 'failed')", name=op.f("ck_backups_state_known")
        ),
        sa.CheckConstraint(
            "(state = 'making') = (ended_at IS NULL)", name=op.f("ck_backups_ended_has_moment")
        ),
        sa.CheckConstraint(
            "(is_whole IS NULL) = (checked_at IS NULL)", name=op.f("ck_backups_checked_has_moment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backups")),
    )
    op.create_index("ix_backups_asked_at", "backups", ["asked_at"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("backups")
