"""Short names that plans had in the address bar, which still lead to them.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "former_short_names",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plans.id"], name=op.f("fk_former_short_names_plan_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_short_names")),
        sa.UniqueConstraint("slug", name=op.f("uq_former_short_names_slug")),
    )
    op.create_index(
        op.f("ix_former_short_names_plan_id"), "former_short_names", ["plan_id"], unique=False
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index(op.f("ix_former_short_names_plan_id"), table_name="former_short_names")
    op.drop_table("former_short_names")
