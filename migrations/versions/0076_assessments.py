"""What the coordinator thinks of a task.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0076"
down_revision = "0075"
branch_labels = None
depends_on = None

NAME = "assessments"


def upgrade() -> None:
    """Apply."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        NAME,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("rating", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("assessed_at", moment, nullable=False),
        sa.Column("assessed_by_id", sa.Integer(), nullable=False),
        sa.Column("red_since", moment, nullable=True),
        sa.Column("wanted_on", sa.Date(), nullable=True),
        sa.Column("ended_at", moment, nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "rating IN ('on_track', 'at_risk', 'red')", name=op.f(f"ck_{NAME}_rating_known")
        ),
        sa.CheckConstraint(
            "(rating = 'red') = (wanted_on IS NOT NULL)", name=op.f(f"ck_{NAME}_red_wants_a_plan")
        ),
        sa.CheckConstraint(
            "(wanted_on IS NULL) = (red_since IS NULL)", name=op.f(f"ck_{NAME}_wanted_since")
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_by_id IS NULL)",
            name=op.f(f"ck_{NAME}_ended_by_somebody"),
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f(f"fk_{NAME}_task_id")),
        sa.ForeignKeyConstraint(
            ["assessed_by_id"], ["users.id"], name=op.f(f"fk_{NAME}_assessed_by_id")
        ),
        sa.ForeignKeyConstraint(["ended_by_id"], ["users.id"], name=op.f(f"fk_{NAME}_ended_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{NAME}")),
    )
    op.create_index(f"ix_{NAME}_task_id_assessed_at", NAME, ["task_id", "assessed_at"])
    stands = sa.text("ended_at IS NULL")
    op.create_index(
        f"uq_{NAME}_standing",
        NAME,
        ["task_id"],
        unique=True,
        sqlite_where=stands,
        postgresql_where=stands,
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index(f"uq_{NAME}_standing", table_name=NAME)
    op.drop_index(f"ix_{NAME}_task_id_assessed_at", table_name=NAME)
    op.drop_table(NAME)
