"""Lags of dependencies to the minute.

The columns are empty, or nothing, in a plan of whole days, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "dependencies", sa.Column("lag_parts", sa.Integer(), server_default="0", nullable=False)
    )


def downgrade() -> None:
    """Take back."""
    op.drop_column("dependencies", "lag_parts")
