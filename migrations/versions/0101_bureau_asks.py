"""What an agency asks its own bureaus before it answers in coordination.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0101"
down_revision = "0100"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "bureau_asks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ask_id", sa.Integer(), nullable=False),
        sa.Column("bureau_id", sa.Integer(), nullable=False),
        sa.Column("wanted_on", sa.Date(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["ask_id"], ["round_asks.id"], name=op.f("fk_bureau_asks_ask_id")),
        sa.ForeignKeyConstraint(
            ["bureau_id"], ["agencies.id"], name=op.f("fk_bureau_asks_bureau_id")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["users.id"], name=op.f("fk_bureau_asks_asked_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bureau_asks")),
        sa.UniqueConstraint("ask_id", "bureau_id", name=op.f("uq_bureau_asks_ask_id_bureau_id")),
    )
    op.create_index(op.f("ix_bureau_asks_bureau_id"), "bureau_asks", ["bureau_id"])


def downgrade() -> None:
    """Take back; what was asked inside an agency is forgotten."""
    op.drop_table("bureau_asks")
