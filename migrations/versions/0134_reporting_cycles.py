"""Reporting cycles.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0134"
down_revision = "0133"
branch_labels = None
depends_on = None

NAME = "reporting_cycles"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        NAME,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("as_of_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'open') = (ended_at IS NULL)",
            name=op.f("ck_reporting_cycles_ended_has_moment"),
        ),
        sa.CheckConstraint(
            "state = 'closed' OR head IS NULL",
            name=op.f("ck_reporting_cycles_only_closed_is_sealed"),
        ),
        sa.CheckConstraint(
            "state IN ('open', 'closed', 'withdrawn')", name=op.f("ck_reporting_cycles_state_known")
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_by_id IS NULL)",
            name=op.f("ck_reporting_cycles_ended_by_somebody"),
        ),
        sa.CheckConstraint(
            "as_of_on <= due_on", name=op.f("ck_reporting_cycles_due_not_before_its_day")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_reporting_cycles_number_positive")),
        sa.CheckConstraint("version > 0", name=op.f("ck_reporting_cycles_version_positive")),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["users.id"], name=op.f("fk_reporting_cycles_ended_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["users.id"], name=op.f("fk_reporting_cycles_opened_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plans.id"], name=op.f("fk_reporting_cycles_plan_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reporting_cycles")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_reporting_cycles_plan_id_number")),
    )
    op.create_index(op.f("ix_reporting_cycles_ended_by_id"), NAME, ["ended_by_id"])
    op.create_index(op.f("ix_reporting_cycles_opened_by_id"), NAME, ["opened_by_id"])
    op.create_index(
        "uq_reporting_cycles_open",
        NAME,
        ["plan_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )


def downgrade() -> None:
    """Take back; cycles are forgotten, and the reports that came in them stay."""
    op.drop_table(NAME)
