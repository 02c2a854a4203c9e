"""Notices that a plan is approved, and that it owes answers to stakeholders.

What the version before writes is still right. It cannot write mail of such notices, which waits for
the newer code; `docs/operations.md` says how to cancel it before going back.
"""

from __future__ import annotations

from alembic import op

revision = "0117"
down_revision = "0116"
branch_labels = None
depends_on = None

KNOWN = "ck_notices_kind_known"
THEN = (
    *("mention", "answer", "request", "handed", "taken", "offer", "decision", "support", "left"),
    *("claim", "accepted", "returned", "ended", "unacknowledged"),
    *("extension", "extension_answer", "extension_waits", "recovery"),
    *("coordinate", "coordinate_soon", "coordinate_due", "coordinated"),
    *("settled", "round_ended", "silent", "unheard", "weekly"),
    *("bureau_asked", "bureau_due", "bureau_answered"),
)
NEW = ("approved", "comments_due")


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("notices") as notices:
        notices.drop_constraint(op.f(KNOWN), type_="check")
        notices.create_check_constraint(op.f(KNOWN), f"kind IN ({_listed((*THEN, *NEW))})")


def downgrade() -> None:
    """Take back; notices of a kind that the version before does not know go."""
    op.execute(f"DELETE FROM notices WHERE kind IN ({_listed(NEW)})")  # noqa: S608  # words of ours
    with op.batch_alter_table("notices") as notices:
        notices.drop_constraint(op.f(KNOWN), type_="check")
        notices.create_check_constraint(op.f(KNOWN), f"kind IN ({_listed(THEN)})")


def _listed(kinds: tuple[str, ...]) -> str:
    return ", ".join(f"'{kind}'" for kind in kinds)
