"""An index of the few entries of the journal that give a reason, so that words of it are found.

Adds an index, without keeping writers out on PostgreSQL, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None

NAME = "ix_journal_reasons"
COLUMNS = ["plan_id", "seq"]
REASONED = sa.text("reason != '' AND cause_seq IS NULL")


def upgrade() -> None:
    """Apply; one that was cut short while it was made is begun anew."""
    if op.get_bind().dialect.name != "postgresql":
        op.create_index(NAME, "journal", COLUMNS, sqlite_where=REASONED)
        return
    with op.get_context().autocommit_block():
        op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {NAME}")
        op.create_index(
            NAME, "journal", COLUMNS, postgresql_where=REASONED, postgresql_concurrently=True
        )


def downgrade() -> None:
    """Take back."""
    op.drop_index(NAME, "journal")
