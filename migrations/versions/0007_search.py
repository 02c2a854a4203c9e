"""Find words in tasks, reports and comments; the index is filled from what is there."""

from __future__ import annotations

from alembic import op

from migrations import search_index

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in search_index.POSTGRESQL if is_postgresql else search_index.SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """Take back."""
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in search_index.DROP_POSTGRESQL if is_postgresql else search_index.DROP_SQLITE:
        op.execute(statement)
