"""The journal, the reminder ledger, and the triggers that keep the journal append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import journal_guard

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "pulses",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_pulses")),
    )
    op.create_table(
        "journal",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("door", sa.String(length=20), nullable=False),
        sa.Column("verb", sa.String(length=40), nullable=False),
        sa.Column("subject_type", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("cause_seq", sa.Integer(), nullable=True),
        sa.Column("scope_tasks", sa.Integer(), nullable=False),
        sa.Column("scope_days", sa.Integer(), nullable=False),
        sa.Column("remaining_tasks", sa.Integer(), nullable=False),
        sa.Column("remaining_days", sa.Integer(), nullable=False),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "door IN ('web', 'link', 'api', 'import', 'cli', 'scheduler', 'sample')",
            name=op.f("ck_journal_door_known"),
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f("fk_journal_actor_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_journal_plan_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal")),
        sa.UniqueConstraint("hash", name=op.f("uq_journal_hash")),
        sa.UniqueConstraint("prev_hash", name=op.f("uq_journal_prev_hash")),
    )
    op.create_index("ix_journal_plan_id_on_day", "journal", ["plan_id", "on_day"], unique=False)
    op.create_index("ix_journal_subject", "journal", ["subject_type", "subject_id"], unique=False)
    op.create_table(
        "reminder_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("rung_days", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "audience IN ('lead', 'supervisor', 'coordinator')",
            name=op.f("ck_reminder_rules_audience_known"),
        ),
        sa.CheckConstraint(
            "rung_days BETWEEN -260 AND 260", name=op.f("ck_reminder_rules_rung_in_range")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_reminder_rules_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_rules")),
        sa.UniqueConstraint(
            "plan_id",
            "rung_days",
            "audience",
            name=op.f("uq_reminder_rules_plan_id_rung_days_audience"),
        ),
    )
    op.create_table(
        "reminders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("rung_days", sa.Integer(), nullable=False),
        sa.Column("send_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=True),
        sa.Column("claim_token", sa.String(length=40), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("is_possible_copy", sa.Boolean(), nullable=False),
        sa.Column("last_reply", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'sent') = (sent_at IS NOT NULL)", name=op.f("ck_reminders_sent_has_moment")
        ),
        sa.CheckConstraint(
            "state IN ('pending', 'sending', 'sent', 'failed', 'dead', 'cancelled')",
            name=op.f("ck_reminders_state_known"),
        ),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_reminders_attempts_not_negative")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_reminders_plan_id")),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["reminder_rules.id"], name=op.f("fk_reminders_rule_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_reminders_task_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_reminders_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint(
            "rule_id", "task_id", "user_id", "due_on", "rung_days", name="uq_reminders_once"
        ),
    )
    op.create_index("ix_reminders_message_id", "reminders", ["message_id"], unique=False)
    op.create_index(op.f("ix_reminders_plan_id"), "reminders", ["plan_id"], unique=False)
    op.create_index(
        "ix_reminders_state_not_before", "reminders", ["state", "not_before"], unique=False
    )
    op.create_index(op.f("ix_reminders_task_id"), "reminders", ["task_id"], unique=False)
    op.create_index(op.f("ix_reminders_user_id"), "reminders", ["user_id"], unique=False)
    postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in journal_guard.POSTGRESQL if postgresql else journal_guard.SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """Take back."""
    op.drop_table("reminders")
    op.drop_table("reminder_rules")
    op.drop_table("journal")
    op.drop_table("pulses")
    if op.get_bind().dialect.name == "postgresql":
        for statement in journal_guard.DROP_POSTGRESQL:
            op.execute(statement)
