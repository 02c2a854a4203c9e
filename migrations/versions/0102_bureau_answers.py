"""What bureaus advise their agency before it answers in coordination.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0102"
down_revision = "0101"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "bureau_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bureau_ask_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("passage", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("proposed", sa.Text(), nullable=False),
        sa.Column("said_by_id", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('concur', 'comment', 'non_concur')", name=op.f("ck_bureau_answers_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["bureau_ask_id"], ["bureau_asks.id"], name=op.f("fk_bureau_answers_bureau_ask_id")
        ),
        sa.ForeignKeyConstraint(
            ["said_by_id"], ["users.id"], name=op.f("fk_bureau_answers_said_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bureau_answers")),
    )
    op.create_index(op.f("ix_bureau_answers_bureau_ask_id"), "bureau_answers", ["bureau_ask_id"])


def downgrade() -> None:
    """Take back; what bureaus advised is forgotten."""
    op.drop_table("bureau_answers")
