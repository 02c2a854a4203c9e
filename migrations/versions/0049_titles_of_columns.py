"""The headings under which somebody's columns are remembered, for the person who looks at them.

Adds a column that may be empty, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("column_mappings", sa.Column("titles", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("column_mappings", "titles")
