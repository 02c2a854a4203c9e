"""Later suspenses that are asked for, and what they were answered.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0072"
down_revision = "0071"
branch_labels = None
depends_on = None

TABLE = "extensions"
REFERS = {"task_id": "tasks.id", "asked_by_id": "users.id", "closed_by_id": "users.id"}
CHECKS = {
    "state_known": "state IN ('asked', 'returned', 'approved', 'declined', 'withdrawn')",
    "wanted_is_later": "wanted_on > due_on",
    "agreed_is_later": "agreed_on > due_on",
    "approved_has_day": "(state = 'approved') = (agreed_on IS NOT NULL)",
    "closed_has_moment": "(state IN ('asked', 'returned')) = (closed_at IS NULL)",
    "closed_by_somebody": "(closed_at IS NULL) = (closed_by_id IS NULL)",
}


def upgrade() -> None:
    """Apply."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", moment, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("directed_on", sa.Date(), nullable=False),
        sa.Column("wanted_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recovery", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("waits_since", moment, nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("closed_at", moment, nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        *(
            sa.CheckConstraint(words, name=op.f(f"ck_{TABLE}_{name}"))
            for name, words in CHECKS.items()
        ),
        *(
            sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{TABLE}_{column}"))
            for column, to in REFERS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(op.f(f"ix_{TABLE}_task_id_state"), TABLE, ["task_id", "state"])


def downgrade() -> None:
    """Take back."""
    op.drop_table(TABLE)
