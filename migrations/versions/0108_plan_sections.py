"""The text of a plan, by sections.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0108"
down_revision = "0107"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "plan_sections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("heading <> ''", name=op.f("ck_plan_sections_has_heading")),
        sa.CheckConstraint("number > 0", name=op.f("ck_plan_sections_number_positive")),
        sa.CheckConstraint("version > 0", name=op.f("ck_plan_sections_version_positive")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_sections_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_sections")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_plan_sections_plan_id_number")),
    )
    op.create_index(
        "ix_plan_sections_plan_id_position", "plan_sections", ["plan_id", "position"], unique=False
    )


def downgrade() -> None:
    """Take back; the text is forgotten."""
    op.drop_table("plan_sections")
