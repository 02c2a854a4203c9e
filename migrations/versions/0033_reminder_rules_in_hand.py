"""Reminder rules that are retired, and the version that guards a page of one.

Adds columns, so the version before still serves; what is retired is off for it as well.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    moment = sa.DateTime(timezone=True)
    op.add_column("reminder_rules", sa.Column("retired_at", moment, nullable=True))
    version = sa.Column("version", sa.Integer(), server_default="1", nullable=False)
    op.add_column("reminder_rules", version)


def downgrade() -> None:
    """Take back."""
    op.drop_column("reminder_rules", "version")
    op.drop_column("reminder_rules", "retired_at")
