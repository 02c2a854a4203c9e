"""By which day a question was to be answered when somebody was told of it.

Adds a column that may be empty, and tells apart by it; what the version before writes is still
right, and it tells nobody twice either.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0118"
down_revision = "0117"
branch_labels = None
depends_on = None

NAME, THEN = "uq_notices_ask", ("ask_id", "kind", "user_id")


def upgrade() -> None:
    """Apply."""
    op.add_column("notices", sa.Column("for_on", sa.Date(), nullable=True))
    op.drop_index(NAME, table_name="notices")
    op.create_index(NAME, "notices", [*THEN, "for_on"], unique=True)


def downgrade() -> None:
    """Take back; of one question only what was told first is kept."""
    op.drop_index(NAME, table_name="notices")
    op.execute(
        "DELETE FROM notices WHERE ask_id IS NOT NULL AND EXISTS (SELECT 1 FROM notices AS other "
        "WHERE other.ask_id = notices.ask_id AND other.kind = notices.kind "
        "AND other.user_id = notices.user_id AND other.id < notices.id)"
    )
    op.create_index(NAME, "notices", [*THEN], unique=True)
    op.drop_column("notices", "for_on")
