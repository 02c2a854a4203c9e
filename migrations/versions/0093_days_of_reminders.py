"""In which days the rung of a reminder counts, as its rule said when it was written.

What the version before writes counts in working days; of a rule that counts others, it then says so
wrongly, as it always did.
"""

from __future__ import annotations

from alembic import op

revision = "0093"
down_revision = "0092"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    # As text, since SQLite adds a column with its check only so, without making the table anew.
    op.execute(
        "ALTER TABLE reminders ADD COLUMN counted_in VARCHAR(20) DEFAULT 'working' NOT NULL "
        "CONSTRAINT ck_reminders_counted_in_known CHECK (counted_in IN ('working', 'calendar'))"
    )
    op.execute(
        "UPDATE reminders SET counted_in = 'calendar' WHERE rule_id IN "
        "(SELECT id FROM reminder_rules WHERE counted_in = 'calendar')"
    )


def downgrade() -> None:
    """Take back."""
    op.drop_column("reminders", "counted_in")
