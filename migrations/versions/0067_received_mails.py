"""The mails that came in, and what became of each.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None

KEYS = (
    ("plan_id", "plans"),
    ("task_id", "tasks"),
    ("user_id", "users"),
    ("comment_id", "task_comments"),
)
STATES = "state IN ('waiting', 'taken', 'ignored', 'parked', 'set_aside')"
KINDS = "kind IN ('reply', 'bounce', 'automatic', 'other')"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "received_mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("stored_as", sa.String(length=64), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *(sa.Column(column, sa.Integer(), nullable=True) for column, _ in KEYS),
        sa.CheckConstraint(STATES, name=op.f("ck_received_mails_state_known")),
        sa.CheckConstraint(KINDS, name=op.f("ck_received_mails_kind_known")),
        sa.CheckConstraint("size_bytes >= 0", name=op.f("ck_received_mails_size_not_negative")),
        sa.CheckConstraint(
            "state != 'parked' OR reason != ''", name=op.f("ck_received_mails_parked_has_reason")
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_received_mails_{column}")
            )
            for column, table in KEYS
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received_mails")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_received_mails_fingerprint")),
        sa.UniqueConstraint("stored_as", name=op.f("uq_received_mails_stored_as")),
    )
    for column, _ in KEYS:
        op.create_index(op.f(f"ix_received_mails_{column}"), "received_mails", [column])
    op.create_index("ix_received_mails_state_plan_id", "received_mails", ["state", "plan_id"])
    op.create_index("ix_received_mails_received_at", "received_mails", ["received_at"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("received_mails")
