"""Finds the texts of mails that were kept long enough.

Adds an index, so the version before still serves.
"""

from __future__ import annotations

from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

NAME = "ix_kept_mails_written_at"


def upgrade() -> None:
    """Apply."""
    op.create_index(op.f(NAME), "kept_mails", ["written_at"])


def downgrade() -> None:
    """Take back."""
    op.drop_index(op.f(NAME), table_name="kept_mails")
