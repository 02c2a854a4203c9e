"""What administrators set for the whole house.

Adds a table, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "house_settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consent_banner", sa.Text(), nullable=True),
        sa.Column("government_banner", sa.Boolean(), nullable=True),
        sa.Column("idle_minutes", sa.Integer(), nullable=True),
        sa.Column("session_hours", sa.Integer(), nullable=True),
        sa.Column("sign_in_tries", sa.Integer(), nullable=True),
        sa.Column("sign_in_window_minutes", sa.Integer(), nullable=True),
        sa.Column("lock_minutes", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_house_settings_is_alone")),
        sa.CheckConstraint(
            "idle_minutes BETWEEN 1 AND 720", name=op.f("ck_house_settings_idle_in_range")
        ),
        sa.CheckConstraint(
            "session_hours BETWEEN 1 AND 24", name=op.f("ck_house_settings_session_in_range")
        ),
        sa.CheckConstraint(
            "sign_in_tries BETWEEN 3 AND 20", name=op.f("ck_house_settings_tries_in_range")
        ),
        sa.CheckConstraint(
            "sign_in_window_minutes BETWEEN 1 AND 1440",
            name=op.f("ck_house_settings_window_in_range"),
        ),
        sa.CheckConstraint(
            "lock_minutes BETWEEN 1 AND 1440", name=op.f("ck_house_settings_lock_in_range")
        ),
        sa.CheckConstraint("version > 0", name=op.f("ck_house_settings_version_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_house_settings")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("house_settings")
