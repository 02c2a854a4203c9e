"""Lines of effort are retired and restored, and two people who change one notice each other.

Adds columns that may be empty or have a default, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    # In plain SQL, which gives the check its name on SQLite too.
    op.execute(
        "ALTER TABLE initiatives ADD COLUMN version INTEGER DEFAULT '1' NOT NULL "
        "CONSTRAINT ck_initiatives_version_positive CHECK (version > 0)"
    )
    op.add_column("initiatives", sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("initiatives", "retired_at")
    op.drop_column("initiatives", "version")
