"""Mail that failed for good can be seen and sent again; reminders that nobody else could get.

Adds columns, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

LEDGERS = ("reminders", "notices")


def upgrade() -> None:
    """Apply."""
    for ledger in LEDGERS:
        op.add_column(ledger, sa.Column("first_due_at", sa.DateTime(timezone=True), nullable=True))
        op.add_column(ledger, sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
        # In plain SQL, which gives the key its name on SQLite too.
        op.execute(
            f"ALTER TABLE {ledger} ADD COLUMN seen_by_id INTEGER "
            f"CONSTRAINT fk_{ledger}_seen_by_id REFERENCES users (id)"
        )
    op.add_column(
        "reminders",
        sa.Column("is_for_nobody", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_column("reminders", "is_for_nobody")
    for ledger in LEDGERS:
        _drop_who_saw(ledger)
        op.drop_column(ledger, "seen_at")
        op.drop_column(ledger, "first_due_at")


def _drop_who_saw(ledger: str) -> None:
    """Drop who saw a row, and that it refers to people.

    A later step makes the table of notices anew; SQLite then keeps that with the table.
    """
    if ledger != "notices":
        op.drop_column(ledger, "seen_by_id")
        return
    with op.batch_alter_table(ledger) as notices:
        notices.drop_column("seen_by_id")
