"""The calendars of a plan beside its own, by name.

Empty in every plan that has none, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("plans", sa.Column("work_calendars", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("plans", "work_calendars")
