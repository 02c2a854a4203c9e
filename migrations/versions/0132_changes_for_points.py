"""The entry of the journal by which the plan was changed for a point of a comment.

Adds a column that may be empty, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0132"
down_revision = "0131"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("comment_points", sa.Column("change_seq", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take back; no point names the entry of its change."""
    op.drop_column("comment_points", "change_seq")
