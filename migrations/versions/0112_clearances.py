"""A plan itself goes round, one round at a time.

Adds an index alone, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0112"
down_revision = "0111"
branch_labels = None
depends_on = None

NAME = "uq_rounds_open_clearance"
WHERE = sa.text("state = 'open' AND task_id IS NULL")


def upgrade() -> None:
    """Apply."""
    op.create_index(
        NAME, "rounds", ["plan_id"], unique=True, sqlite_where=WHERE, postgresql_where=WHERE
    )


def downgrade() -> None:
    """Take back; nothing is lost."""
    op.drop_index(NAME, table_name="rounds")
