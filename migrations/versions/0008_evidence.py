"""Evidence: files and links that show a report to be true.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=True),
        sa.Column("stored_as", sa.String(length=64), nullable=True),
        sa.Column("size_bytes", sa.Integer(), nullable=True),
        sa.Column("checksum", sa.String(length=64), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by_id", sa.Integer(), nullable=True),
        sa.Column("removed_because", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(removed_at IS NULL) = (removed_by_id IS NULL)",
            name=op.f("ck_evidence_removed_by_somebody"),
        ),
        sa.CheckConstraint(
            "(stored_as IS NULL) = (checksum IS NULL) AND (stored_as IS NULL) = (size_bytes IS NULL)",
            name=op.f("ck_evidence_file_has_checksum_and_size"),
        ),
        sa.CheckConstraint(
            "(stored_as IS NULL) = (url IS NOT NULL)", name=op.f("ck_evidence_file_or_link")
        ),
        sa.CheckConstraint("size_bytes > 0", name=op.f("ck_evidence_size_positive")),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["users.id"], name=op.f("fk_evidence_added_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["removed_by_id"], ["users.id"], name=op.f("fk_evidence_removed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["status_reports.id"], name=op.f("fk_evidence_report_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_evidence_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("stored_as", name=op.f("uq_evidence_stored_as")),
    )
    op.create_index(op.f("ix_evidence_added_by_id"), "evidence", ["added_by_id"], unique=False)
    op.create_index(op.f("ix_evidence_report_id"), "evidence", ["report_id"], unique=False)
    op.create_index(
        "ix_evidence_task_id_added_at", "evidence", ["task_id", "added_at"], unique=False
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_evidence_task_id_added_at", table_name="evidence")
    op.drop_index(op.f("ix_evidence_report_id"), table_name="evidence")
    op.drop_index(op.f("ix_evidence_added_by_id"), table_name="evidence")
    op.drop_table("evidence")
