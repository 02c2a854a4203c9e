"""The hours of a plan's days, and the minute at which it begins.

The columns are empty, or nothing, in a plan of whole days, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("plans", sa.Column("start_minute", sa.Integer(), nullable=True))
    op.add_column("plans", sa.Column("hours", sa.Text(), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("plans", "hours")
    op.drop_column("plans", "start_minute")
