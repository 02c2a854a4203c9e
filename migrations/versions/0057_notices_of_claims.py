"""Notices of claims, of what became of them, and of tasks that were ended.

What the version before writes is still right. It cannot write mail of such notices, which waits for
the newer code; `docs/operations.md` says how to cancel it before going back.
"""

from __future__ import annotations

from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None

KNOWN = "ck_notices_kind_known"
THEN = ("mention", "answer", "request", "handed", "taken", "offer", "decision", "support", "left")
NEW = ("claim", "accepted", "returned", "ended")


def upgrade() -> None:
    """Apply."""
    _allow((*THEN, *NEW))


def downgrade() -> None:
    """Take back; notices of a kind that the version before does not know go."""
    op.execute(f"DELETE FROM notices WHERE kind IN {NEW}")  # noqa: S608  # words of ours
    _allow(THEN)


def _allow(kinds: tuple[str, ...]) -> None:
    with op.batch_alter_table("notices") as notices:
        notices.drop_constraint(op.f(KNOWN), type_="check")
        listed = ", ".join(f"'{kind}'" for kind in kinds)
        notices.create_check_constraint(op.f(KNOWN), f"kind IN ({listed})")
