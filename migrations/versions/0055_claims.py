"""Claims that tasks are complete, and what became of each."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "claims",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("left_days", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("reversed_on", sa.Date(), nullable=True),
        sa.Column("reversed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reversed_by_id", sa.Integer(), nullable=True),
        sa.Column("reversed_because", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "(state = 'open') = (decided_at IS NULL)", name=op.f("ck_claims_decided_has_moment")
        ),
        sa.CheckConstraint(
            "(state = 'reversed') = (reversed_on IS NOT NULL)",
            name=op.f("ck_claims_reversed_has_day"),
        ),
        sa.CheckConstraint(
            "state IN ('open', 'accepted', 'returned', 'withdrawn', 'reversed')",
            name=op.f("ck_claims_state_known"),
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_on IS NULL)", name=op.f("ck_claims_decided_has_day")
        ),
        sa.CheckConstraint("left_days >= 0", name=op.f("ck_claims_left_not_negative")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["users.id"], name=op.f("fk_claims_decided_by_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_claims_plan_id")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["status_reports.id"], name=op.f("fk_claims_report_id")
        ),
        sa.ForeignKeyConstraint(
            ["reversed_by_id"], ["users.id"], name=op.f("fk_claims_reversed_by_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_claims_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
    )
    op.create_index("ix_claims_task_id_state", "claims", ["task_id", "state"], unique=False)
    op.create_index(op.f("ix_claims_report_id"), "claims", ["report_id"], unique=False)
    op.create_index("ix_claims_plan_id_state", "claims", ["plan_id", "state"], unique=False)


def downgrade() -> None:
    """Take back."""
    op.drop_index(op.f("ix_claims_task_id_state"), table_name="claims")
    op.drop_index(op.f("ix_claims_report_id"), table_name="claims")
    op.drop_index(op.f("ix_claims_plan_id_state"), table_name="claims")
    op.drop_table("claims")
