"""For how many days it can be read what a mail said.

Adds a column that may be empty, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

CHECK = "ck_house_settings_mail_days_in_range"


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("house_settings") as settings:
        settings.add_column(sa.Column("mail_days", sa.Integer(), nullable=True))
        settings.create_check_constraint(op.f(CHECK), "mail_days BETWEEN 30 AND 3650")


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("house_settings") as settings:
        settings.drop_constraint(op.f(CHECK), type_="check")
        settings.drop_column("mail_days")
