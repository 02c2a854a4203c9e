"""Mail as people want it: notices, preferences, absences, and who stands in.

Adds tables, and columns that may be empty, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("delegate_id", sa.Integer(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "delegate_id != user_id", name=op.f("ck_absences_somebody_else_stands_in")
        ),
        sa.CheckConstraint("until_on >= from_on", name=op.f("ck_absences_ends_after_it_begins")),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["users.id"], name=op.f("fk_absences_delegate_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_absences_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    op.create_index(
        "ix_absences_delegate_id_until_on", "absences", ["delegate_id", "until_on"], unique=False
    )
    op.create_index(
        "ix_absences_user_id_until_on", "absences", ["user_id", "until_on"], unique=False
    )
    op.create_table(
        "mail_preferences",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("mentions", sa.String(length=20), nullable=False),
        sa.Column("answers", sa.String(length=20), nullable=False),
        sa.Column("requests", sa.String(length=20), nullable=False),
        sa.Column("hands", sa.String(length=20), nullable=False),
        sa.Column("wants_early", sa.Boolean(), nullable=False),
        sa.Column("send_hour", sa.Integer(), nullable=False),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "answers IN ('at_once', 'digest', 'off')",
            name=op.f("ck_mail_preferences_answers_known"),
        ),
        sa.CheckConstraint(
            "hands IN ('at_once', 'digest', 'off')", name=op.f("ck_mail_preferences_hands_known")
        ),
        sa.CheckConstraint(
            "mentions IN ('at_once', 'digest', 'off')",
            name=op.f("ck_mail_preferences_mentions_known"),
        ),
        sa.CheckConstraint(
            "requests IN ('at_once', 'digest', 'off')",
            name=op.f("ck_mail_preferences_requests_known"),
        ),
        sa.CheckConstraint(
            "send_hour BETWEEN 8 AND 18",
            name=op.f("ck_mail_preferences_send_hour_in_working_hours"),
        ),
        sa.CheckConstraint("version > 0", name=op.f("ck_mail_preferences_version_positive")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_mail_preferences_user_id")
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_mail_preferences")),
    )
    op.create_table(
        "notices",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("is_at_once", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("in_place_of_id", sa.Integer(), nullable=True),
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
            "(state = 'sent') = (sent_at IS NOT NULL)", name=op.f("ck_notices_sent_has_moment")
        ),
        sa.CheckConstraint(
            "kind IN ('mention', 'answer', 'request', 'handed', 'taken', 'offer', 'decision', 'support')",
            name=op.f("ck_notices_kind_known"),
        ),
        sa.CheckConstraint(
            "state IN ('pending', 'sending', 'sent', 'failed', 'dead', 'cancelled')",
            name=op.f("ck_notices_state_known"),
        ),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_notices_attempts_not_negative")),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["task_comments.id"], name=op.f("fk_notices_comment_id")
        ),
        sa.ForeignKeyConstraint(["from_id"], ["users.id"], name=op.f("fk_notices_from_id")),
        sa.ForeignKeyConstraint(
            ["in_place_of_id"], ["users.id"], name=op.f("fk_notices_in_place_of_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_notices_plan_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["update_requests.id"], name=op.f("fk_notices_request_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_notices_task_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_notices_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("comment_id", "user_id", name=op.f("uq_notices_comment_id_user_id")),
        sa.UniqueConstraint("request_id", "user_id", name=op.f("uq_notices_request_id_user_id")),
    )
    op.create_index("ix_notices_message_id", "notices", ["message_id"], unique=False)
    op.create_index(op.f("ix_notices_plan_id"), "notices", ["plan_id"], unique=False)
    op.create_index("ix_notices_state_not_before", "notices", ["state", "not_before"], unique=False)
    op.create_index(op.f("ix_notices_task_id"), "notices", ["task_id"], unique=False)
    op.create_index(op.f("ix_notices_user_id"), "notices", ["user_id"], unique=False)
    for table in ("reminders", "status_reports"):
        # In plain SQL, which gives the key its name on SQLite too.
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN in_place_of_id INTEGER "
            f"CONSTRAINT fk_{table}_in_place_of_id REFERENCES users (id)"
        )


def downgrade() -> None:
    """Take back."""
    op.drop_column("status_reports", "in_place_of_id")
    op.drop_column("reminders", "in_place_of_id")
    op.drop_index(op.f("ix_notices_user_id"), table_name="notices")
    op.drop_index(op.f("ix_notices_task_id"), table_name="notices")
    op.drop_index("ix_notices_state_not_before", table_name="notices")
    op.drop_index(op.f("ix_notices_plan_id"), table_name="notices")
    op.drop_index("ix_notices_message_id", table_name="notices")
    op.drop_table("notices")
    op.drop_table("mail_preferences")
    op.drop_index("ix_absences_user_id_until_on", table_name="absences")
    op.drop_index("ix_absences_delegate_id_until_on", table_name="absences")
    op.drop_table("absences")
