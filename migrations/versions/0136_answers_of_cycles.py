"""How agencies had answered when a reporting cycle was closed.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0136"
down_revision = "0135"
branch_labels = None
depends_on = None

NAME = "cycle_answers"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        NAME,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("answered", sa.String(length=20), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("owed_by", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(answered = 'missed') = (answered_at IS NULL)",
            name=op.f("ck_cycle_answers_given_has_moment"),
        ),
        sa.CheckConstraint(
            "answered IN ('reported', 'confirmed', 'on_behalf', 'missed')",
            name=op.f("ck_cycle_answers_answered_known"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name=op.f("fk_cycle_answers_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["reporting_cycles.id"], name=op.f("fk_cycle_answers_cycle_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_cycle_answers_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle_answers")),
    )
    op.create_index(op.f("ix_cycle_answers_agency_id"), NAME, ["agency_id"])
    op.create_index("ix_cycle_answers_cycle_id", NAME, ["cycle_id"])
    op.create_index(op.f("ix_cycle_answers_task_id"), NAME, ["task_id"])


def downgrade() -> None:
    """Take back; who had not reported is forgotten."""
    op.drop_table(NAME)
