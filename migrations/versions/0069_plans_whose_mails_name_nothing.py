"""Plans whose mails say how many tasks there are, and not which.

Adds a column with a default, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    column = sa.Column("has_bare_mails", sa.Boolean(), server_default=sa.false(), nullable=False)
    op.add_column("plans", column)


def downgrade() -> None:
    """Take back."""
    op.drop_column("plans", "has_bare_mails")
