"""That an agency which was asked is asked no more, and why.

Adds columns with defaults, so the version before still serves; it would count such an agency as
asked.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0114"
down_revision = "0113"
branch_labels = None
depends_on = None

CHECK = "ck_round_asks_dropped_has_reason"


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("round_asks") as asks:
        asks.add_column(sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True))
        asks.add_column(sa.Column("dropped_because", sa.Text(), server_default="", nullable=False))
        asks.create_check_constraint(op.f(CHECK), "(dropped_at IS NULL) = (dropped_because = '')")


def downgrade() -> None:
    """Take back; whoever was dropped counts as asked again."""
    with op.batch_alter_table("round_asks") as asks:
        asks.drop_constraint(op.f(CHECK), type_="check")
        asks.drop_column("dropped_because")
        asks.drop_column("dropped_at")
