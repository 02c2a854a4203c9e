"""For how many days every backup is kept.

Adds a column that may be empty, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

CHECK = "ck_house_settings_backup_days_in_range"


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("house_settings") as settings:
        settings.add_column(sa.Column("backup_days", sa.Integer(), nullable=True))
        settings.create_check_constraint(op.f(CHECK), "backup_days BETWEEN 1 AND 3650")


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("house_settings") as settings:
        settings.drop_constraint(op.f(CHECK), type_="check")
        settings.drop_column("backup_days")
