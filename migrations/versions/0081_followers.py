"""Who follows which task.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0081"
down_revision = "0080"
branch_labels = None
depends_on = None

NAME = "followers"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        NAME,
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f(f"fk_{NAME}_task_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f(f"fk_{NAME}_user_id")),
        sa.PrimaryKeyConstraint("task_id", "user_id", name=op.f(f"pk_{NAME}")),
    )
    op.create_index(op.f(f"ix_{NAME}_user_id"), NAME, ["user_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_index(op.f(f"ix_{NAME}_user_id"), table_name=NAME)
    op.drop_table(NAME)
