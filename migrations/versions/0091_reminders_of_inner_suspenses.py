"""Which reminders count from the inner suspense of an agency.

What the version before writes counts from the suspense; it cancels such reminders that wait, since
no suspense of their day stands.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0091"
down_revision = "0090"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "reminders",
        sa.Column("is_inner", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def downgrade() -> None:
    """Take back; such reminders go, since the version before would take them for others."""
    op.execute("DELETE FROM reminders WHERE is_inner")
    op.drop_column("reminders", "is_inner")
