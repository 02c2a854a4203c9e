"""Whether somebody wants the week of the plans that they coordinate.

Adds a column with a default, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0100"
down_revision = "0099"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("mail_preferences") as wishes:
        wishes.add_column(
            sa.Column("weekly", sa.String(20), server_default="digest", nullable=False)
        )
        wishes.create_check_constraint(
            op.f("ck_mail_preferences_weekly_known"), "weekly IN ('at_once', 'digest', 'off')"
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("mail_preferences") as wishes:
        wishes.drop_constraint(op.f("ck_mail_preferences_weekly_known"), type_="check")
        wishes.drop_column("weekly")
