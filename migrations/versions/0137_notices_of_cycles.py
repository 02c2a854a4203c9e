"""Notices that reports are asked for in a cycle.

What the version before writes is still right. It cannot write mail of such notices, which waits for
the newer code; `docs/operations.md` says how to cancel it before going back.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0137"
down_revision = "0136"
branch_labels = None
depends_on = None

KNOWN = "ck_notices_kind_known"
THEN = (
    *("mention", "answer", "request", "handed", "taken", "offer", "decision", "support", "left"),
    *("claim", "accepted", "returned", "ended", "unacknowledged"),
    *("extension", "extension_answer", "extension_waits", "recovery"),
    *("coordinate", "coordinate_soon", "coordinate_due", "coordinated"),
    *("settled", "round_ended", "silent", "unheard", "weekly"),
    *("bureau_asked", "bureau_due", "bureau_answered", "approved", "comments_due"),
    *("change_asked", "change_answered"),
    *("draft_asked", "draft_due", "drafted", "draft_returned"),
)
NEW = ("cycle_asked",)
ABOUT = "cycle_id"
KEY = f"fk_notices_{ABOUT}"


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("notices") as notices:
        notices.add_column(sa.Column(ABOUT, sa.Integer(), nullable=True))
        notices.create_foreign_key(op.f(KEY), "reporting_cycles", [ABOUT], ["id"])
        notices.drop_constraint(op.f(KNOWN), type_="check")
        notices.create_check_constraint(op.f(KNOWN), f"kind IN ({_listed((*THEN, *NEW))})")
    op.create_index(op.f(f"ix_notices_{ABOUT}"), "notices", [ABOUT])


def downgrade() -> None:
    """Take back; notices of a kind that the version before does not know go."""
    op.execute(f"DELETE FROM notices WHERE kind IN ({_listed(NEW)})")  # noqa: S608  # words of ours
    op.drop_index(op.f(f"ix_notices_{ABOUT}"), table_name="notices")
    with op.batch_alter_table("notices") as notices:
        notices.drop_constraint(op.f(KNOWN), type_="check")
        notices.create_check_constraint(op.f(KNOWN), f"kind IN ({_listed(THEN)})")
        notices.drop_constraint(op.f(KEY), type_="foreignkey")
        notices.drop_column(ABOUT)


def _listed(kinds: tuple[str, ...]) -> str:
    return ", ".join(f"'{kind}'" for kind in kinds)
