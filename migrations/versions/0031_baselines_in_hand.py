"""Why a baseline was frozen, who approved it, and which one charts use.

Adds columns, so the version before still serves. The latest baseline of each plan is marked as
the one that its charts compare with, which is what they did.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

CHARTED = "uq_baselines_charted"
COLUMNS = (
    ("reason", sa.Text(), ""),
    ("approved_by", sa.String(200), ""),
    ("is_charted", sa.Boolean(), sa.false()),
    ("version", sa.Integer(), "1"),
)


def upgrade() -> None:
    """Apply."""
    for name, kind, default in COLUMNS:
        column = sa.Column(name, kind, server_default=default, nullable=False)
        op.add_column("baselines", column)
    op.create_index(
        CHARTED,
        "baselines",
        ["plan_id"],
        unique=True,
        sqlite_where=sa.text("is_charted"),
        postgresql_where=sa.text("is_charted"),
    )
    op.execute(
        "UPDATE baselines SET is_charted = true WHERE id IN (SELECT max(b.id) FROM baselines b "
        "JOIN (SELECT plan_id, max(frozen_at) AS frozen_at FROM baselines "
        "WHERE retired_at IS NULL GROUP BY plan_id) last "
        "ON last.plan_id = b.plan_id AND last.frozen_at = b.frozen_at "
        "WHERE b.retired_at IS NULL GROUP BY b.plan_id)"
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index(CHARTED, "baselines")
    for name, _, _ in reversed(COLUMNS):
        op.drop_column("baselines", name)
