"""The steps by which the lead agency of a task recovers it.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0077"
down_revision = "0076"
branch_labels = None
depends_on = None

NAME = "recovery_steps"


def upgrade() -> None:
    """Apply."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        NAME,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("wanted_on", sa.Date(), nullable=False),
        sa.Column("written_at", moment, nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("removed_at", moment, nullable=True),
        sa.CheckConstraint(
            "done_on IS NULL OR removed_at IS NULL", name=op.f(f"ck_{NAME}_done_is_not_given_up")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f(f"fk_{NAME}_task_id")),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["users.id"], name=op.f(f"fk_{NAME}_written_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{NAME}")),
    )
    op.create_index(f"ix_{NAME}_task_id_wanted_on", NAME, ["task_id", "wanted_on"])


def downgrade() -> None:
    """Take back."""
    op.drop_index(f"ix_{NAME}_task_id_wanted_on", table_name=NAME)
    op.drop_table(NAME)
