"""That an agency acknowledged a task, once for each time that it was given to it.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None

TABLE = "acknowledgements"
REFERS = {
    "task_id": "tasks.id",
    "agency_id": "agencies.id",
    "said_by_id": "users.id",
    "officer_id": "users.id",
    "report_id": "status_reports.id",
}


def upgrade() -> None:
    """Apply."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_by_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("said_at >= given_at", name=op.f(f"ck_{TABLE}_not_before_given")),
        sa.CheckConstraint(
            "(officer_id IS NULL) = (report_id IS NOT NULL)",
            name=op.f(f"ck_{TABLE}_names_an_officer_or_a_report"),
        ),
        *(
            sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{TABLE}_{column}"))
            for column, to in REFERS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint(
            "task_id", "agency_id", "given_at", name=op.f(f"uq_{TABLE}_task_id_agency_id_given_at")
        ),
    )
    op.create_index(op.f(f"ix_{TABLE}_agency_id"), TABLE, ["agency_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table(TABLE)
