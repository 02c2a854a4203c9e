"""What a coordinator asks back on a later suspense that is asked for, and the reply.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None

TABLE = "extension_questions"
REFERS = {
    "extension_id": "extensions.id",
    "asked_by_id": "users.id",
    "replied_by_id": "users.id",
}


def upgrade() -> None:
    """Apply."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("extension_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", moment, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("replied_by_id", sa.Integer(), nullable=True),
        sa.Column("replied_at", moment, nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(replied_at IS NULL) = (replied_by_id IS NULL)",
            name=op.f(f"ck_{TABLE}_replied_by_somebody"),
        ),
        *(
            sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{TABLE}_{column}"))
            for column, to in REFERS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(op.f(f"ix_{TABLE}_extension_id"), TABLE, ["extension_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table(TABLE)
