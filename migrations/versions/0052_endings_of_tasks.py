"""How a task left the open work: claimed and not yet accepted, or ended without being done.

The columns are empty for what was complete before, which counts as accepted. The version before
serves, but takes what is claimed for done, and what is ended for done or open: `docs/operations.md`
says what to do before going back to it.
"""

from __future__ import annotations

from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


# Columns with their checks in one, since a table written anew would lose the triggers of the search.
ENDING = "ending VARCHAR(20) CONSTRAINT ck_tasks_ending_known CHECK (ending IN (%s))"
KNOWN = "'claimed', 'not_done', 'superseded', 'merged'"
ENDED_ON = "ended_on DATE CONSTRAINT ck_tasks_ended_has_its_way CHECK (%s)"
HAS_ITS_WAY = "ended_on IS NULL OR (ending IS NOT NULL AND ending <> 'claimed')"


def upgrade() -> None:
    """Apply."""
    op.execute(f"ALTER TABLE tasks ADD COLUMN {ENDING % KNOWN}")
    op.execute(f"ALTER TABLE tasks ADD COLUMN {ENDED_ON % HAS_ITS_WAY}")


def downgrade() -> None:
    """Take back."""
    op.drop_column("tasks", "ended_on")
    op.drop_column("tasks", "ending")
