"""The versions of what goes round, as they were sent.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0083"
down_revision = "0082"
branch_labels = None
depends_on = None

NAME = "round_versions"


def upgrade() -> None:
    """Apply."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        NAME,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", moment, nullable=False),
        sa.Column("is_on_behalf", sa.Boolean(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f(f"ck_{NAME}_number_positive")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f(f"fk_{NAME}_round_id")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["users.id"], name=op.f(f"fk_{NAME}_sent_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{NAME}")),
        sa.UniqueConstraint("round_id", "number", name=op.f(f"uq_{NAME}_round_id_number")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table(NAME)
