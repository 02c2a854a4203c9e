"""Notices of the week of a plan, which are about no task.

What the version before writes is still right. It cannot write mail of such notices, which waits for
the newer code; `docs/operations.md` says how to cancel it before going back.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0099"
down_revision = "0098"
branch_labels = None
depends_on = None

KNOWN, ONCE = "ck_notices_kind_known", "uq_notices_week"
THEN = (
    *("mention", "answer", "request", "handed", "taken", "offer", "decision", "support", "left"),
    *("claim", "accepted", "returned", "ended", "unacknowledged"),
    *("extension", "extension_answer", "extension_waits", "recovery"),
    *("coordinate", "coordinate_soon", "coordinate_due", "coordinated"),
    *("settled", "round_ended", "silent", "unheard"),
)


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("notices") as notices:
        notices.add_column(sa.Column("week_on", sa.Date(), nullable=True))
        notices.alter_column("task_id", existing_type=sa.Integer(), nullable=True)
        notices.drop_constraint(op.f(KNOWN), type_="check")
        notices.create_check_constraint(op.f(KNOWN), f"kind IN ({_listed((*THEN, 'weekly'))})")
        notices.create_check_constraint(
            op.f("ck_notices_week_is_of_a_plan"),
            "week_on IS NULL OR (kind = 'weekly' AND task_id IS NULL)",
        )
    op.create_index(ONCE, "notices", ["plan_id", "week_on", "user_id"], unique=True)


def downgrade() -> None:
    """Take back; notices of weeks go."""
    op.drop_index(ONCE, table_name="notices")
    op.execute("DELETE FROM notices WHERE kind = 'weekly'")
    with op.batch_alter_table("notices") as notices:
        notices.drop_constraint(op.f("ck_notices_week_is_of_a_plan"), type_="check")
        notices.drop_constraint(op.f(KNOWN), type_="check")
        notices.create_check_constraint(op.f(KNOWN), f"kind IN ({_listed(THEN)})")
        notices.alter_column("task_id", existing_type=sa.Integer(), nullable=False)
        notices.drop_column("week_on")


def _listed(kinds: tuple[str, ...]) -> str:
    return ", ".join(f"'{kind}'" for kind in kinds)
