"""By which other names directives mean an agency.

Adds a column that is empty unless somebody fills it, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "agencies", sa.Column("also_called", sa.Text(), server_default="", nullable=False)
    )


def downgrade() -> None:
    """Take back."""
    op.drop_column("agencies", "also_called")
