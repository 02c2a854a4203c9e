"""Notices of later suspenses: asked for, answered, and not answered yet.

Adds words to a check, so what the version before writes is still right. It cannot write mail of such
notices, which waits for the newer code; `docs/operations.md` says how to cancel it before going back.
"""

from __future__ import annotations

from alembic import op

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None

OLD = ("mention", "answer", "request", "handed", "taken", "offer", "decision", "support", "left")
BEFORE = (*OLD, "claim", "accepted", "returned", "ended", "unacknowledged")
NEW = ("extension", "extension_answer", "extension_waits")


def upgrade() -> None:
    """Apply."""
    _know((*BEFORE, *NEW))


def downgrade() -> None:
    """Take back; such notices go, since the version before knows none."""
    listed = ", ".join(f"'{kind}'" for kind in NEW)
    op.execute(f"DELETE FROM notices WHERE kind IN ({listed})")  # noqa: S608  # words of ours
    _know(BEFORE)


def _know(kinds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("notices") as notices:
        notices.drop_constraint(op.f("ck_notices_kind_known"), type_="check")
        notices.create_check_constraint(op.f("ck_notices_kind_known"), f"kind IN ({listed})")
