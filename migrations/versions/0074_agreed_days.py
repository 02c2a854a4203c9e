"""Who ordered a suspense, and the later day that was agreed beside the one that was ordered.

Adds columns that may be empty, so the version before still serves; it knows no agreed day.
"""

from __future__ import annotations

from alembic import op

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None

# In plain SQL, which leaves the table as it is on SQLite; each check goes with its column.
COLUMNS = (
    "ordered_by VARCHAR(20) CONSTRAINT ck_suspenses_ordered_by_known "
    "CHECK (ordered_by IN ('directive', 'coordinator'))",
    "agreed_on DATE",
    "agreed_for DATE CONSTRAINT ck_suspenses_agreed_for_a_day "
    "CHECK ((agreed_on IS NULL) = (agreed_for IS NULL)) "
    "CONSTRAINT ck_suspenses_agreed_is_later CHECK (agreed_on > agreed_for)",
)


def upgrade() -> None:
    """Apply."""
    for column in COLUMNS:
        op.execute(f"ALTER TABLE suspenses ADD COLUMN {column}")


def downgrade() -> None:
    """Take back."""
    for column in ("agreed_for", "agreed_on", "ordered_by"):
        op.drop_column("suspenses", column)
