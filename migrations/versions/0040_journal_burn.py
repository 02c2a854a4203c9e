"""An index of the journal by what counts in a burndown, so that its days are added up at once.

Adds an index, without keeping writers out on PostgreSQL, so the version before still serves.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

NAME = "ix_journal_burn"
COUNTS = ["scope_tasks", "scope_days", "remaining_tasks", "remaining_days"]
COUNTING = sa.text(" OR ".join(f"{count} != 0" for count in COUNTS))


def upgrade() -> None:
    """Apply; one that was cut short while it was made is begun anew."""
    columns = ["plan_id", "on_day", *COUNTS]
    only: dict[str, Any] = {"sqlite_where": COUNTING, "postgresql_where": COUNTING}
    if op.get_bind().dialect.name != "postgresql":
        op.create_index(NAME, "journal", columns, **only)
        return
    with op.get_context().autocommit_block():
        op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {NAME}")
        op.create_index(NAME, "journal", columns, postgresql_concurrently=True, **only)


def downgrade() -> None:
    """Take back."""
    op.drop_index(NAME, "journal")
