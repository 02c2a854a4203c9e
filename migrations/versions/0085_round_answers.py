"""What agencies answered in coordination.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0085"
down_revision = "0084"
branch_labels = None
depends_on = None

NAME = "round_answers"


def upgrade() -> None:
    """Apply."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        NAME,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ask_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("said_by_id", sa.Integer(), nullable=False),
        sa.Column("said_at", moment, nullable=False),
        sa.CheckConstraint(
            "kind IN ('concur', 'comment', 'non_concur')", name=op.f(f"ck_{NAME}_kind_known")
        ),
        sa.ForeignKeyConstraint(["ask_id"], ["round_asks.id"], name=op.f(f"fk_{NAME}_ask_id")),
        sa.ForeignKeyConstraint(["said_by_id"], ["users.id"], name=op.f(f"fk_{NAME}_said_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{NAME}")),
    )
    op.create_index(op.f(f"ix_{NAME}_ask_id"), NAME, ["ask_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table(NAME)
