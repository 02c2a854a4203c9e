"""Tasks as they stood when a reporting cycle was closed.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0135"
down_revision = "0134"
branch_labels = None
depends_on = None

NAME = "cycle_tasks"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        NAME,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("chip", sa.String(length=20), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("finish_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("late_days", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "percent BETWEEN 0 AND 100", name=op.f("ck_cycle_tasks_percent_0_to_100")
        ),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["reporting_cycles.id"], name=op.f("fk_cycle_tasks_cycle_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_cycle_tasks_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle_tasks")),
        sa.UniqueConstraint("cycle_id", "task_id", name=op.f("uq_cycle_tasks_cycle_id_task_id")),
    )
    op.create_index(op.f("ix_cycle_tasks_task_id"), NAME, ["task_id"])


def downgrade() -> None:
    """Take back; what stood at the closing is forgotten."""
    op.drop_table(NAME)
