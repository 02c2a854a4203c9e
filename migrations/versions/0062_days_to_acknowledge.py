"""After how many working days the coordinator of a plan is told of what nobody acknowledged.

Adds a column with a default, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None

CHECK = "ck_plans_acknowledge_days_in_range"


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("plans") as plans:
        plans.add_column(
            sa.Column("acknowledge_days", sa.Integer(), server_default="2", nullable=False)
        )
        plans.create_check_constraint(op.f(CHECK), "acknowledge_days BETWEEN 1 AND 60")


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("plans") as plans:
        plans.drop_constraint(op.f(CHECK), type_="check")
        plans.drop_column("acknowledge_days")
