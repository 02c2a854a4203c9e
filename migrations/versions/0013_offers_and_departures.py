"""Offers that say what the giver is afterwards, and notices that somebody has left.

Adds a column that may be empty and a word to a check, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ROLES = "giver_role IN ('lead', 'consult', 'coordinate', 'assist', 'clear')"
KINDS = ("mention", "answer", "request", "handed", "taken", "offer", "decision", "support")


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("handovers") as handovers:
        handovers.add_column(sa.Column("giver_role", sa.String(length=20), nullable=True))
        handovers.create_check_constraint(op.f("ck_handovers_giver_role_known"), ROLES)
    _know((*KINDS, "left"))


def downgrade() -> None:
    """Take back; notices that somebody has left go, since the version before knows none."""
    op.execute("DELETE FROM notices WHERE kind = 'left'")
    _know(KINDS)
    with op.batch_alter_table("handovers") as handovers:
        handovers.drop_constraint(op.f("ck_handovers_giver_role_known"), type_="check")
        handovers.drop_column("giver_role")


def _know(kinds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("notices") as notices:
        notices.drop_constraint(op.f("ck_notices_kind_known"), type_="check")
        notices.create_check_constraint(op.f("ck_notices_kind_known"), f"kind IN ({listed})")
