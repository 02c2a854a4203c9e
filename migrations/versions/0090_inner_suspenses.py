"""The earlier day that a lead agency sets for its own people on a task.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0090"
down_revision = "0089"
branch_labels = None
depends_on = None

TABLE = "inner_suspenses"
REFERS = {"task_id": "tasks.id", "agency_id": "agencies.id", "set_by_id": "users.id"}


def upgrade() -> None:
    """Apply."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("given_at", moment, nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("set_on", sa.Date(), nullable=False),
        sa.Column("set_at", moment, nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "due_on IS NOT NULL OR words = ''", name=op.f(f"ck_{TABLE}_cleared_has_no_words")
        ),
        *(
            sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{TABLE}_{column}"))
            for column, to in REFERS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("task_id", "agency_id", name=op.f(f"uq_{TABLE}_task_id_agency_id")),
    )
    op.create_index(op.f(f"ix_{TABLE}_agency_id"), TABLE, ["agency_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table(TABLE)
