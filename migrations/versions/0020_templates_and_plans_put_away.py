"""Templates, archived plans, and drafts of which only their record is left.

Adds columns that may be empty or have a default, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "plans", sa.Column("is_template", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("plans", sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("plans", sa.Column("purged_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("plans", "purged_at")
    op.drop_column("plans", "archived_at")
    op.drop_column("plans", "is_template")
