"""Reports that say nothing by an agency any more: taken back, or left by taking back.

Adds a column with a default, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0138"
down_revision = "0137"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    void = sa.Column("is_void", sa.Boolean(), server_default=sa.false(), nullable=False)
    op.add_column("status_reports", void)


def downgrade() -> None:
    """Take back; it is forgotten which reports were taken back."""
    op.drop_column("status_reports", "is_void")
