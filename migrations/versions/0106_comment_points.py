"""The points of a comment, and what became of each.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0106"
down_revision = "0105"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "comment_points",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("disposition", sa.String(length=20), nullable=True),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("objective_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(disposition IS NULL) = (answer = '')",
            name=op.f("ck_comment_points_settled_has_answer"),
        ),
        sa.CheckConstraint(
            "disposition IN ('accepted', 'in_part', 'declined', 'out_of_scope', 'duplicate')",
            name=op.f("ck_comment_points_disposition_known"),
        ),
        sa.CheckConstraint(
            "(disposition IS NULL) = (settled_at IS NULL)",
            name=op.f("ck_comment_points_settled_has_moment"),
        ),
        sa.CheckConstraint(
            "(disposition IS NULL) = (settled_by_id IS NULL)",
            name=op.f("ck_comment_points_settled_by_somebody"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_comment_points_number_positive")),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name=op.f("fk_comment_points_comment_id")
        ),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objectives.id"], name=op.f("fk_comment_points_objective_id")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["users.id"], name=op.f("fk_comment_points_settled_by_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_comment_points_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_points")),
        sa.UniqueConstraint(
            "comment_id", "number", name=op.f("uq_comment_points_comment_id_number")
        ),
    )
    op.create_index(
        op.f("ix_comment_points_objective_id"), "comment_points", ["objective_id"], unique=False
    )
    op.create_index(op.f("ix_comment_points_task_id"), "comment_points", ["task_id"], unique=False)


def downgrade() -> None:
    """Take back; what became of the points is forgotten."""
    op.drop_table("comment_points")
