"""Answers to points of comments that agencies draft.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0127"
down_revision = "0126"
branch_labels = None
depends_on = None

NAME = "answer_drafts"
KNOWN = "disposition IN ('accepted', 'in_part', 'declined', 'out_of_scope', 'duplicate')"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        NAME,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("wanted_on", sa.Date(), nullable=False),
        sa.Column("ask", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disposition", sa.String(length=20), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("drafted_by_id", sa.Integer(), nullable=True),
        sa.Column("returned_because", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _check("version > 0", "version_positive"),
        _check(KNOWN, "disposition_known"),
        _check("(drafted_at IS NULL) = (drafted_by_id IS NULL)", "drafted_by"),
        _check("(disposition IS NULL) = (answer = '')", "drafted_has_answer"),
        _check("drafted_at IS NULL OR disposition IS NOT NULL", "drafted_has_words"),
        _check("drafted_at IS NULL OR returned_because = ''", "drafted_or_returned"),
        _leads("point_id", "comment_points"),
        _leads("agency_id", "agencies"),
        _leads("asked_by_id", "users"),
        _leads("task_id", "tasks"),
        _leads("drafted_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{NAME}")),
        sa.UniqueConstraint("point_id", name=op.f(f"uq_{NAME}_point_id")),
    )
    for column in ("agency_id", "task_id"):
        op.create_index(op.f(f"ix_{NAME}_{column}"), NAME, [column])


def downgrade() -> None:
    """Take back; drafts are forgotten, and answers stay."""
    op.drop_table(NAME)


def _check(condition: str, name: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{NAME}_{name}"))


def _leads(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_{NAME}_{column}"))
