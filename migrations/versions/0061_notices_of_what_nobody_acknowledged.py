"""Notices of what no agency acknowledged.

Adds a word to a check, so what the version before writes is still right. It cannot write mail of such
notices, which waits for the newer code; `docs/operations.md` says how to cancel it before going back.
"""

from __future__ import annotations

from alembic import op

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None

OLD = ("mention", "answer", "request", "handed", "taken", "offer", "decision", "support", "left")
KINDS = (*OLD, "claim", "accepted", "returned", "ended")


def upgrade() -> None:
    """Apply."""
    _know((*KINDS, "unacknowledged"))


def downgrade() -> None:
    """Take back; such notices go, since the version before knows none."""
    op.execute("DELETE FROM notices WHERE kind = 'unacknowledged'")
    _know(KINDS)


def _know(kinds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("notices") as notices:
        notices.drop_constraint(op.f("ck_notices_kind_known"), type_="check")
        notices.create_check_constraint(op.f("ck_notices_kind_known"), f"kind IN ({listed})")
