"""An index of the journal by who acted: what an administrator did themselves.

Adds an index, without keeping writers out on PostgreSQL, so the version before still serves.
"""

from __future__ import annotations

from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

NAME = "ix_journal_actor_id_seq"


def upgrade() -> None:
    """Apply; one that was cut short while it was made is begun anew."""
    if op.get_bind().dialect.name != "postgresql":
        op.create_index(NAME, "journal", ["actor_id", "seq"])
        return
    with op.get_context().autocommit_block():
        op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {NAME}")
        columns = ["actor_id", "seq"]
        op.create_index(NAME, "journal", columns, postgresql_concurrently=True)


def downgrade() -> None:
    """Take back."""
    op.drop_index(NAME, "journal")
