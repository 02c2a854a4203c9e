"""The people whom a reminder rule names.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0080"
down_revision = "0079"
branch_labels = None
depends_on = None

NAME = "rule_people"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        NAME,
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["reminder_rules.id"], name=op.f(f"fk_{NAME}_rule_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f(f"fk_{NAME}_user_id")),
        sa.PrimaryKeyConstraint("rule_id", "user_id", name=op.f(f"pk_{NAME}")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table(NAME)
