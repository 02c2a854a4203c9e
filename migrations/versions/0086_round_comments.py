"""Comments in coordination, with what was decided of each.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0086"
down_revision = "0085"
branch_labels = None
depends_on = None

NAME = "round_comments"


def upgrade() -> None:
    """Apply."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        NAME,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("passage", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("proposed", sa.Text(), nullable=False),
        sa.Column("decision", sa.String(length=20), nullable=True),
        sa.Column("decided_at", moment, nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_because", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "decision IN ('accepted', 'in_part', 'declined')",
            name=op.f(f"ck_{NAME}_decision_known"),
        ),
        sa.CheckConstraint("number > 0", name=op.f(f"ck_{NAME}_number_positive")),
        sa.CheckConstraint(
            "(decision IS NULL) = (decided_at IS NULL)", name=op.f(f"ck_{NAME}_decided_has_moment")
        ),
        sa.CheckConstraint(
            "(decision IS NULL) = (decided_by_id IS NULL)",
            name=op.f(f"ck_{NAME}_decided_by_somebody"),
        ),
        sa.CheckConstraint(
            "(decision IS NULL) = (decided_because = '')",
            name=op.f(f"ck_{NAME}_decided_has_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["round_answers.id"], name=op.f(f"fk_{NAME}_answer_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["users.id"], name=op.f(f"fk_{NAME}_decided_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{NAME}")),
        sa.UniqueConstraint("answer_id", "number", name=op.f(f"uq_{NAME}_answer_id_number")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table(NAME)
