"""That a plan was approved, which version of it, and by whom.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0116"
down_revision = "0115"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "plan_approvals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("baseline_id", sa.Integer(), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("without_because", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "ended_at >= approved_at", name=op.f("ck_plan_approvals_ended_after_approved")
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["users.id"], name=op.f("fk_plan_approvals_approved_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["baseline_id"], ["baselines.id"], name=op.f("fk_plan_approvals_baseline_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_approvals_plan_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["plan_versions.id"], name=op.f("fk_plan_approvals_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_approvals")),
    )
    op.create_index(
        op.f("ix_plan_approvals_approved_by_id"), "plan_approvals", ["approved_by_id"], unique=False
    )
    op.create_index(
        op.f("ix_plan_approvals_baseline_id"), "plan_approvals", ["baseline_id"], unique=False
    )
    op.create_index(op.f("ix_plan_approvals_plan_id"), "plan_approvals", ["plan_id"], unique=False)
    op.create_index(
        op.f("ix_plan_approvals_version_id"), "plan_approvals", ["version_id"], unique=False
    )
    stands = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_plan_approvals_standing",
        "plan_approvals",
        ["plan_id"],
        unique=True,
        sqlite_where=stands,
        postgresql_where=stands,
    )


def downgrade() -> None:
    """Take back; approvals are forgotten."""
    op.drop_table("plan_approvals")
