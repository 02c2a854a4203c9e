"""How tasks were ended without being done."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "ways_out",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("into_task_id", sa.Integer(), nullable=True),
        sa.Column("by_directive_id", sa.Integer(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("left_days", sa.Integer(), nullable=False),
        sa.Column("back_on", sa.Date(), nullable=True),
        sa.Column("back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("back_by_id", sa.Integer(), nullable=True),
        sa.Column("back_because", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "kind <> 'merged' OR into_task_id IS NOT NULL",
            name=op.f("ck_ways_out_merged_into_a_task"),
        ),
        sa.CheckConstraint(
            "kind <> 'not_done' OR (into_task_id IS NULL AND by_directive_id IS NULL)",
            name=op.f("ck_ways_out_not_done_has_no_heir"),
        ),
        sa.CheckConstraint(
            "kind IN ('not_done', 'superseded', 'merged')", name=op.f("ck_ways_out_kind_known")
        ),
        sa.CheckConstraint("back_on >= decided_on", name=op.f("ck_ways_out_back_after_it_went")),
        sa.CheckConstraint("into_task_id <> task_id", name=op.f("ck_ways_out_not_into_itself")),
        sa.CheckConstraint(
            "into_task_id IS NULL OR by_directive_id IS NULL",
            name=op.f("ck_ways_out_one_takes_its_place"),
        ),
        sa.CheckConstraint("left_days >= 0", name=op.f("ck_ways_out_left_not_negative")),
        sa.ForeignKeyConstraint(["back_by_id"], ["users.id"], name=op.f("fk_ways_out_back_by_id")),
        sa.ForeignKeyConstraint(
            ["by_directive_id"], ["directives.id"], name=op.f("fk_ways_out_by_directive_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["users.id"], name=op.f("fk_ways_out_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["into_task_id"], ["tasks.id"], name=op.f("fk_ways_out_into_task_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_ways_out_plan_id")),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_ways_out_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ways_out")),
    )
    op.create_index("ix_ways_out_plan_id", "ways_out", ["plan_id"], unique=False)
    op.create_index("ix_ways_out_task_id", "ways_out", ["task_id"], unique=False)


def downgrade() -> None:
    """Take back."""
    op.drop_index(op.f("ix_ways_out_plan_id"), table_name="ways_out")
    op.drop_index(op.f("ix_ways_out_task_id"), table_name="ways_out")
    op.drop_table("ways_out")
