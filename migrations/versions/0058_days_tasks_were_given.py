"""When a task was given to who leads it.

Adds a column that may be empty, so the version before still serves. What is under way already
stays without a day: nobody is asked to acknowledge it now.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    given_at = sa.Column("given_at", sa.DateTime(timezone=True), nullable=True)
    op.add_column("task_agencies", given_at)


def downgrade() -> None:
    """Take back."""
    op.drop_column("task_agencies", "given_at")
