"""Whether a plan offers everybody a form for comments.

Adds a column with a default, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0124"
down_revision = "0123"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    column = sa.Column("offers_form", sa.Boolean(), server_default=sa.false(), nullable=False)
    op.add_column("plans", column)


def downgrade() -> None:
    """Take back; no plan offers a form any more."""
    op.drop_column("plans", "offers_form")
