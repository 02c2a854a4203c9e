"""What each mail said, so that it can be read beside the ledger.

Adds a table, so the version before still serves; mails from before have no text.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "kept_mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_kept_mails_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_mails")),
        sa.UniqueConstraint("message_id", name=op.f("uq_kept_mails_message_id")),
    )
    op.create_index(op.f("ix_kept_mails_plan_id"), "kept_mails", ["plan_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("kept_mails")
