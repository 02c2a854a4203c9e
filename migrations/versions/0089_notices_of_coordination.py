"""Notices of coordination, each of one question at most once a person.

What the version before writes is still right. It cannot write mail of such notices, which waits for
the newer code; `docs/operations.md` says how to cancel it before going back.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0089"
down_revision = "0088"
branch_labels = None
depends_on = None

KNOWN, ONCE, ASK = "ck_notices_kind_known", "uq_notices_ask", "fk_notices_ask_id"
THEN = (
    *("mention", "answer", "request", "handed", "taken", "offer", "decision", "support", "left"),
    *("claim", "accepted", "returned", "ended", "unacknowledged"),
    *("extension", "extension_answer", "extension_waits", "recovery"),
)
NEW = (
    *("coordinate", "coordinate_soon", "coordinate_due", "coordinated"),
    *("settled", "round_ended", "silent", "unheard"),
)


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("notices") as notices:
        notices.add_column(sa.Column("ask_id", sa.Integer(), nullable=True))
        notices.create_foreign_key(op.f(ASK), "round_asks", ["ask_id"], ["id"])
        notices.drop_constraint(op.f(KNOWN), type_="check")
        notices.create_check_constraint(op.f(KNOWN), f"kind IN ({_listed((*THEN, *NEW))})")
    op.create_index(ONCE, "notices", ["ask_id", "kind", "user_id"], unique=True)


def downgrade() -> None:
    """Take back; notices of a kind that the version before does not know go."""
    op.drop_index(ONCE, table_name="notices")
    op.execute(f"DELETE FROM notices WHERE kind IN ({_listed(NEW)})")  # noqa: S608  # words of ours
    with op.batch_alter_table("notices") as notices:
        notices.drop_constraint(op.f(KNOWN), type_="check")
        notices.create_check_constraint(op.f(KNOWN), f"kind IN ({_listed(THEN)})")
        notices.drop_constraint(op.f(ASK), type_="foreignkey")
        notices.drop_column("ask_id")


def _listed(kinds: tuple[str, ...]) -> str:
    return ", ".join(f"'{kind}'" for kind in kinds)
