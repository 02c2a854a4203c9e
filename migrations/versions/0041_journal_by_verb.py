"""An index of the journal by what was done when, so that a week of moves is read alone.

Adds an index, without keeping writers out on PostgreSQL, so the version before still serves.
"""

from __future__ import annotations

from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

NAME = "ix_journal_plan_id_verb_at"
COLUMNS = ["plan_id", "verb", "at"]


def upgrade() -> None:
    """Apply; one that was cut short while it was made is begun anew."""
    if op.get_bind().dialect.name != "postgresql":
        op.create_index(NAME, "journal", COLUMNS)
        return
    with op.get_context().autocommit_block():
        op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {NAME}")
        op.create_index(NAME, "journal", COLUMNS, postgresql_concurrently=True)


def downgrade() -> None:
    """Take back."""
    op.drop_index(NAME, "journal")
