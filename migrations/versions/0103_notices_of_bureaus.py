"""Notices of what an agency asks its own bureaus, and of what they advise.

What the version before writes is still right. It cannot write mail of such notices, which waits for
the newer code; `docs/operations.md` says how to cancel it before going back.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0103"
down_revision = "0102"
branch_labels = None
depends_on = None

KNOWN, ASK = "ck_notices_kind_known", "fk_notices_bureau_ask_id"
THEN = (
    *("mention", "answer", "request", "handed", "taken", "offer", "decision", "support", "left"),
    *("claim", "accepted", "returned", "ended", "unacknowledged"),
    *("extension", "extension_answer", "extension_waits", "recovery"),
    *("coordinate", "coordinate_soon", "coordinate_due", "coordinated"),
    *("settled", "round_ended", "silent", "unheard", "weekly"),
)
NEW = ("bureau_asked", "bureau_due", "bureau_answered")


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("notices") as notices:
        notices.add_column(sa.Column("bureau_ask_id", sa.Integer(), nullable=True))
        notices.create_foreign_key(op.f(ASK), "bureau_asks", ["bureau_ask_id"], ["id"])
        notices.drop_constraint(op.f(KNOWN), type_="check")
        notices.create_check_constraint(op.f(KNOWN), f"kind IN ({_listed((*THEN, *NEW))})")
    op.create_index(op.f("ix_notices_bureau_ask_id"), "notices", ["bureau_ask_id"])


def downgrade() -> None:
    """Take back; notices of a kind that the version before does not know go."""
    op.drop_index(op.f("ix_notices_bureau_ask_id"), table_name="notices")
    op.execute(f"DELETE FROM notices WHERE kind IN ({_listed(NEW)})")  # noqa: S608  # words of ours
    with op.batch_alter_table("notices") as notices:
        notices.drop_constraint(op.f(KNOWN), type_="check")
        notices.create_check_constraint(op.f(KNOWN), f"kind IN ({_listed(THEN)})")
        notices.drop_constraint(op.f(ASK), type_="foreignkey")
        notices.drop_column("bureau_ask_id")


def _listed(kinds: tuple[str, ...]) -> str:
    return ", ".join(f"'{kind}'" for kind in kinds)
