"""What goes round the agencies: the product of a task.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0082"
down_revision = "0081"
branch_labels = None
depends_on = None

NAME = "rounds"


def upgrade() -> None:
    """Apply."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        NAME,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", moment, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("closed_at", moment, nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_because", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'cleared', 'withdrawn')", name=op.f(f"ck_{NAME}_state_known")
        ),
        sa.CheckConstraint(
            "(state = 'open') = (closed_at IS NULL)", name=op.f(f"ck_{NAME}_closed_has_moment")
        ),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (closed_by_id IS NULL)",
            name=op.f(f"ck_{NAME}_closed_by_somebody"),
        ),
        sa.CheckConstraint(
            "state <> 'withdrawn' OR closed_because <> ''",
            name=op.f(f"ck_{NAME}_withdrawn_has_reason"),
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f(f"fk_{NAME}_plan_id")),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f(f"fk_{NAME}_task_id")),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["users.id"], name=op.f(f"fk_{NAME}_opened_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["users.id"], name=op.f(f"fk_{NAME}_closed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{NAME}")),
    )
    op.create_index(op.f(f"ix_{NAME}_plan_id"), NAME, ["plan_id"])
    op.create_index(op.f(f"ix_{NAME}_task_id"), NAME, ["task_id"])
    is_open = sa.text("state = 'open'")
    op.create_index(
        "uq_rounds_open",
        NAME,
        ["task_id"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table(NAME)
