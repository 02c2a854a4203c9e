"""When tasks count as done: what has to be so, what is shown, and who checks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "closing_terms",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("needs_evidence", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("verifier_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_closing_terms_version_positive")),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_closing_terms_task_id")),
        sa.ForeignKeyConstraint(
            ["verifier_id"], ["users.id"], name=op.f("fk_closing_terms_verifier_id")
        ),
        sa.PrimaryKeyConstraint("task_id", name=op.f("pk_closing_terms")),
    )
    op.create_index(
        op.f("ix_closing_terms_verifier_id"), "closing_terms", ["verifier_id"], unique=False
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index(op.f("ix_closing_terms_verifier_id"), table_name="closing_terms")
    op.drop_table("closing_terms")
