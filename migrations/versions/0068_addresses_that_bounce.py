"""That mail to somebody came back.

Adds columns that may be empty or have a default, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("users", sa.Column("mail_bounced_at", sa.DateTime(timezone=True), nullable=True))
    # In plain SQL, so that SQLite need not write the table anew for the check.
    op.execute(
        "ALTER TABLE users ADD COLUMN mail_bounce TEXT DEFAULT '' NOT NULL "
        "CONSTRAINT ck_users_bounce_has_its_words "
        "CHECK ((mail_bounced_at IS NULL) = (mail_bounce = ''))"
    )


def downgrade() -> None:
    """Take back."""
    op.drop_column("users", "mail_bounce")
    op.drop_column("users", "mail_bounced_at")
