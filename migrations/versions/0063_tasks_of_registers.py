"""Which tasks an entry of the registers touches.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None

NAME = "register_tasks"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        NAME,
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["register_entries.id"], name=op.f(f"fk_{NAME}_entry_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f(f"fk_{NAME}_task_id")),
        sa.PrimaryKeyConstraint("entry_id", "task_id", name=op.f(f"pk_{NAME}")),
    )
    op.create_index(op.f(f"ix_{NAME}_task_id"), NAME, ["task_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_index(op.f(f"ix_{NAME}_task_id"), table_name=NAME)
    op.drop_table(NAME)
