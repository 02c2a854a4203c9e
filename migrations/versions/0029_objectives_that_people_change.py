"""Objectives are put in order, retired and restored; two people who change one notice each other.

Adds columns that may be empty or have a default, so the version before still serves. Objectives
that are here already stand in the order of their codes.
"""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

OBJECTIVES = sa.table("objectives", *map(sa.column, ("id", "directive_id", "code", "position")))


def upgrade() -> None:
    """Apply."""
    # In plain SQL, which gives the check its name on SQLite too.
    op.execute(
        "ALTER TABLE objectives ADD COLUMN version INTEGER DEFAULT '1' NOT NULL "
        "CONSTRAINT ck_objectives_version_positive CHECK (version > 0)"
    )
    op.add_column("objectives", sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "objectives", sa.Column("position", sa.Integer(), server_default="0", nullable=False)
    )
    _put_in_order(op.get_bind())


def downgrade() -> None:
    """Take back."""
    op.drop_column("objectives", "position")
    op.drop_column("objectives", "retired_at")
    op.drop_column("objectives", "version")


def _put_in_order(connection: sa.Connection) -> None:
    """Put the objectives of each directive in the order of their codes, 2 before 10."""
    columns = OBJECTIVES.c
    rows = connection.execute(sa.select(columns.id, columns.directive_id, columns.code)).all()
    last: dict[int, int] = {}
    for row in sorted(rows, key=lambda row: [part.zfill(9) for part in re.split(r"\W+", row.code)]):
        last[row.directive_id] = last.get(row.directive_id, 0) + 1
        put = sa.update(OBJECTIVES).where(columns.id == row.id)
        connection.execute(put.values(position=last[row.directive_id]))
