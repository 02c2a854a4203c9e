"""Days off of a plan's own beside the federal holidays, and why each is off or worked.

Adds columns, so the version before still serves; it takes such days for the only ones off.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    is_federal = sa.Column("is_federal", sa.Boolean(), server_default=sa.false(), nullable=False)
    op.add_column("plans", is_federal)
    op.add_column("plans", sa.Column("day_notes", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("plans", "day_notes")
    op.drop_column("plans", "is_federal")
