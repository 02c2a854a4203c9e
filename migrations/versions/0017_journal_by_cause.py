"""An index of the journal by plan and cause: what a change moved, and what nobody's change did.

Adds an index, without keeping writers out on PostgreSQL, so the version before still serves.
"""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

NAME = "ix_journal_plan_id_cause_seq_seq"


def upgrade() -> None:
    """Apply; one that was cut short while it was made is begun anew."""
    if op.get_bind().dialect.name != "postgresql":
        op.create_index(NAME, "journal", ["plan_id", "cause_seq", "seq"])
        return
    with op.get_context().autocommit_block():
        op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {NAME}")
        columns = ["plan_id", "cause_seq", "seq"]
        op.create_index(NAME, "journal", columns, postgresql_concurrently=True)


def downgrade() -> None:
    """Take back."""
    op.drop_index(NAME, "journal")
