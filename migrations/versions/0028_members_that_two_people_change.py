"""Two people who change what one member is in a plan notice each other.

Adds columns that may be empty or have a default, so the version before still serves.
"""

from __future__ import annotations

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    # In plain SQL, which gives the check its name on SQLite too.
    op.execute(
        "ALTER TABLE memberships ADD COLUMN version INTEGER DEFAULT '1' NOT NULL "
        "CONSTRAINT ck_memberships_version_positive CHECK (version > 0)"
    )


def downgrade() -> None:
    """Take back."""
    op.drop_column("memberships", "version")
